"""How real a deed is: tense, modality, denial and what governs it. Standard library only."""

from dataclasses import dataclass

from pipelines.events.inflect import singular
from pipelines.events.lexicon import BE, Rule, lexicon, word_list
from pipelines.events.tokens import Tokens
from pipelines.events.unreal import is_arranged, is_awaited, is_imagined, is_outstanding
from pipelines.events.verb import DUTY, FUTURE, POSSIBLE, Verb

FRIENDLY = frozenset(("AID", "CONCEDE", "COOPERATE"))
STATEMENTS = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN"))
HOSTILE = frozenset(("COERCE", "ASSAULT", "PROTEST", "SANCTION"))
LOOMING = frozenset(("COERCE", "SANCTION", "PROTEST"))
"""Types of which a deed that may come, or would, is a threat."""
UNDONE = frozenset(("RETREAT", "CONCEDE", "AID", "AGREE", "CONSULT", "SUPPORT", "COOPERATE"))
DENIABLE = frozenset(("RETREAT", "MOBILIZE", "ASSAULT", "COERCE", "REJECT", "AGREE", "SANCTION", "ACCUSE"))
"""Types of which the denial is news."""
DEMANDING = word_list("demanding")
WEAK_REFUSALS = word_list("weak_refusal")
"""Whoever does not deny has neither refused nor agreed."""
DROPPING = word_list("dropping")
SEEMING = word_list("seeming")
UNSAID = frozenset(("rule", "exclude", "confirm", "admit"))
ARRANGED = frozenset(("CONSULT", "RETREAT", "MOBILIZE", "COOPERATE", "PROTEST", "CONCEDE", "AID"))
"""Types that the present tense with a day tells as set for that day."""
NOBODY = word_list("nobody")
CONDITIONS = word_list("condition")
LONGEST_CHAIN = 5


@dataclass(slots=True)
class Facts:
    """What the words around a verb say."""

    negated: bool = False
    future: bool = False
    would: bool = False
    possible: bool = False
    duty: bool = False
    ongoing: bool = False
    hypothetical: bool = False
    nobody: bool = False
    """The subject denies: "no hostage was freed"."""
    any_deed: bool = False
    """The subject is "any ..."."""
    perfect: bool = False
    purpose: bool = False
    """An infinitive that only says what another deed is for."""
    open_question: bool = False
    """Under "whether", "how" or "why"."""
    scheduled: bool = False
    """Set down rather than promised: "was to meet"."""
    imagined: bool = False
    """Contrary to fact, or only asked."""
    arranged: bool = False
    """In the present tense, with its day."""
    outstanding: bool = False
    """ "has yet to"."""
    condition: bool = False
    spoken: bool = False
    """Told by somebody in the text."""
    governed: tuple[str, ...] = ()
    """Statuses that governing words give, from the nearest outwards."""


def facts_of(tokens: Tokens, verbs: list[Verb], index: int, end: int) -> Facts:
    """Reads a verb and the chain of words that govern it: "was not yet time to withdraw"."""
    facts = Facts()
    lex = lexicon()
    verb = verbs[index]
    for _ in range(LONGEST_CHAIN):
        _add_own(tokens, verb, facts)
        if verb.governor_word:
            governor = lex.governors.get(("adj", verb.governor_word)) or lex.governors.get(("noun", singular(verb.governor_word)))
            if governor:
                facts.governed += (governor.status,)
                facts.negated = facts.negated != (verb.start > 1 and tokens.low[verb.start - 2] == "no")
            if verb.governor is not None and verbs[verb.governor].lemma in DROPPING:
                facts.governed += ("moot",)  # "abandoned plans to send"
        if verb.governor is None:
            facts.governed += ("planned",) if verb.infinitive and not facts.governed else ()  # "Spain to leave Iraq"
            break
        parent = verbs[verb.governor]
        if verb.adverbial:
            facts.future = facts.future or parent.modal in FUTURE
            break
        facts.outstanding = facts.outstanding or is_outstanding(tokens, verb, parent)
        if not verb.governor_word:
            _add_governor(verb, parent, facts)
        verb = parent
    first = verbs[index]
    if first.tag == "G" and first.governor is None and first.subject is not None and not any(one.finite for one in verbs):
        facts.ongoing = True  # a headline: "NATO forces leaving Afghanistan"
    if _is_wished(verbs, index):
        facts.governed += ("planned",)
    facts.condition = not CONDITIONS.isdisjoint(tokens.low[:3]) or not CONDITIONS.isdisjoint(tokens.low[verbs[index].head : end])
    facts.hypothetical = _opened_by(tokens, verbs[index], ("if", "unless", "until", "till", "provided", "providing"))
    facts.hypothetical = facts.hypothetical or is_awaited(tokens, verbs[index])
    facts.imagined = is_imagined(tokens, verbs, index)
    facts.arranged = is_arranged(tokens, verbs[index], end)
    facts.open_question = _opened_by(tokens, verbs[index], ("whether", "how", "why"))
    return facts


def _is_wished(verbs: list[Verb], index: int) -> bool:
    """Whether a bare form is what somebody demands: "demanded that Turkey withdraw"."""
    verb = verbs[index]
    if verb.tag != "B" or verb.infinitive or verb.modal or verb.start != verb.head or not index:
        return False
    return any(earlier.lemma in DEMANDING for earlier in verbs[max(0, index - 2) : index])


def _add_governor(verb: Verb, parent: Verb, facts: Facts) -> None:
    """What the verb above says of an infinitive or a gerund."""
    known = lexicon().governors.get(("verb", parent.lemma))
    if verb.infinitive and verb.perfect and (parent.lemma in SEEMING or (parent.passive and parent.lemma in lexicon().speech)):
        return  # "is said to have shelled"
    if verb.tag == "G" and parent.negated and (parent.lemma in lexicon().speech or parent.lemma in UNSAID):
        facts.governed += ("moot",)  # "has not ruled out going to war"
    aimed = verb.infinitive and verb.shared and parent.lemma not in lexicon().control and verb.start > parent.head + 1
    if known and parent.lemma != "be" and not (aimed and known.status == "completed"):
        facts.governed += (known.status,)
    elif verb.infinitive:
        facts.governed += ("planned",)  # "held a rally to demand": the deed is only what the other is for
        facts.purpose = facts.purpose or (known is None and parent.lemma not in ("be", "have"))


def _add_own(tokens: Tokens, verb: Verb, facts: Facts) -> None:
    nobody = _by_nobody(tokens, verb)
    facts.nobody = facts.nobody or nobody
    if verb.negated or nobody:
        facts.negated = not facts.negated
    modal = verb.modal
    facts.perfect = facts.perfect or verb.perfect
    facts.any_deed = facts.any_deed or bool(verb.subject and tokens.low[verb.subject[0]] == "any")
    facts.future = facts.future or modal in FUTURE
    facts.would = facts.would or modal in ("would", "'d", "wouldn't")
    facts.possible = facts.possible or modal in POSSIBLE
    facts.duty = facts.duty or modal in DUTY
    facts.ongoing = facts.ongoing or verb.progressive
    facts.scheduled = facts.scheduled or (verb.start != verb.head and bool(tokens.flags[verb.start] & BE) and modal == "will")


def _by_nobody(tokens: Tokens, verb: Verb) -> bool:
    """Whether the subject denies: "no soldier left", "not one of them was freed"."""
    if verb.subject is None or verb.shared:
        return False
    first = verb.subject[0]
    first -= first > 0 and tokens.low[first - 1] == "one"
    return tokens.low[first] in NOBODY or "not" in tokens.low[max(0, first - 1) : first + 1]


def _opened_by(tokens: Tokens, verb: Verb, words: tuple[str, ...]) -> bool:
    """Whether one of the words opens the clause of the verb."""
    first = verb.subject[0] if verb.subject and not verb.shared and verb.subject[0] < verb.start else verb.start
    return not frozenset(words).isdisjoint(tokens.low[max(0, first - 2) : first + 1])


def realize(rule: Rule, facts: Facts, has_recipient: bool) -> tuple[str, str | None, str] | None:
    """Type, mode and status of a deed; None for what is only asked, or denied on a condition."""
    kind, mode = rule.type, rule.mode
    if _is_void(facts, kind):
        return None
    if facts.scheduled and facts.perfect:
        return kind, mode, "planned"  # "was to have begun"
    if facts.outstanding:
        return (kind, mode, "denied") if kind in DENIABLE else None
    if kind == "REJECT" and facts.would and not facts.negated and not facts.condition:
        return kind, mode, "completed" if facts.future else "conditional"  # whoever says that he would refuse has refused
    if facts.negated or "denied" in facts.governed:
        return None if facts.hypothetical else _undone(rule, facts)
    return _willed(rule, facts, has_recipient)


def _is_void(facts: Facts, kind: str) -> bool:
    """Whether the words tell of nothing: a question, what is contrary to fact, "if they threatened to return"."""
    if facts.open_question or facts.imagined or "moot" in facts.governed or (facts.duty and facts.perfect):
        return True
    return facts.hypothetical and not facts.negated and kind in STATEMENTS


def _willed(rule: Rule, facts: Facts, has_recipient: bool) -> tuple[str, str | None, str]:
    """What a deed that nobody denies is by who wills it: a promise, a threat, a plan or the deed itself."""
    status = _status(facts)
    kind, mode = rule.type, rule.mode
    if facts.arranged and kind in ARRANGED and status in ("completed", "ongoing"):
        return kind, mode, "planned"
    if kind in UNDONE and ("offered" in facts.governed or "agreed" in facts.governed):
        return "AGREE", mode, "completed"
    if kind == "THREATEN" or "threatened" in facts.governed or (kind in HOSTILE and "offered" in facts.governed):
        return "THREATEN", mode, "conditional"
    if kind == "SUPPORT" and (facts.future or facts.would):
        return kind, mode, "completed"
    if facts.future and status in ("planned", "announced"):
        if kind in FRIENDLY or (kind == "CONSULT" and has_recipient and not facts.scheduled):
            return "AGREE", mode, status
        if kind in HOSTILE:
            return "THREATEN", mode, "conditional" if facts.condition or facts.any_deed else status
    if (kind in LOOMING or (kind == "ASSAULT" and facts.would and facts.spoken)) and _looms(facts, status):
        return "THREATEN", mode, "conditional" if facts.condition or facts.any_deed or status == "conditional" else status
    if status == "ongoing" and facts.perfect and kind in STATEMENTS:
        return kind, mode, "completed"
    return kind, mode, status


def _looms(facts: Facts, status: str) -> bool:
    """Whether a hostile deed is told as one that may come: "could ban", "would expel"."""
    if facts.purpose or facts.perfect or facts.ongoing or facts.scheduled or facts.duty or facts.hypothetical:
        return False
    return status == "conditional" or (status == "planned" and facts.would)


def _undone(rule: Rule, facts: Facts) -> tuple[str, str | None, str] | None:
    """A deed that is refused, denied or did not come about."""
    willed = facts.future or facts.would or "planned" in facts.governed or facts.duty
    withheld = (
        rule.type in ("CONCEDE", "AID") and not (facts.ongoing or facts.nobody) and rule.mode not in ("ceasefire", "resign", "surrender")
    )
    if rule.negated and (willed or withheld or (rule.type in ("AGREE", "CONSULT") and "denied" in facts.governed)):
        mode = rule.mode if rule.negated == "REJECT" else None
        return rule.negated, mode, "conditional" if facts.condition else "completed"
    if rule.type == "REJECT" and rule.trigger in WEAK_REFUSALS:
        return None
    return (rule.type, rule.mode, "denied") if rule.type in DENIABLE else None


def _status(facts: Facts) -> str:
    if facts.hypothetical:
        return "conditional"
    if "conditional" in facts.governed or (facts.possible and not facts.governed):
        return "conditional"
    if "announced" in facts.governed:
        return "announced"
    if facts.future or facts.would or facts.duty or facts.possible or "planned" in facts.governed:
        return "planned"
    if facts.ongoing or "ongoing" in facts.governed:
        return "ongoing"
    return "completed"


def status_of_guess(kind: str, facts: Facts) -> str:
    """Status of a deed whose type was guessed with its tense and denial: what is said or promised is done by saying it."""
    if facts.negated and kind not in STATEMENTS:
        return "denied"
    status = _status(facts)
    return "completed" if kind in (*STATEMENTS, "AGREE", "SUPPORT") and status in ("planned", "announced") else status
