"""Verb groups: "has begun", "will not", "to withdraw", each with its voice, tense and denial. Standard library only.

No parser: words of closed classes, known verb forms and the neighbours decide. Where the neighbours leave a form in doubt it is
read as a noun, because a missed event costs less than a wrong one. Subjects stand in phrases.py.
"""

from dataclasses import dataclass

from pipelines.events.inflect import singular
from pipelines.events.lexicon import ADV, AUX, BE, CONJ, DET, DO, HAVE, MODAL, NEG, PREP, PRON, REL, SUB, Lexicon, lexicon, word_list
from pipelines.events.tokens import Tokens

FUTURE = frozenset(("will", "shall", "'ll", "won't"))
POSSIBLE = frozenset(("could", "may", "might", "can"))
COUNTS = word_list("quantity")
WILLED = frozenset(("AGREE", "REJECT", "THREATEN", "REQUEST", "CONCEDE"))
DUTY = frozenset(("must", "should", "ought"))


@dataclass(slots=True)
class Verb:
    """A verb with its helpers. `tag`: B bare, Z third person, D past, N participle, G -ing, C copula or adjective with infinitive."""

    start: int
    head: int
    lemma: str
    tag: str
    modal: str | None = None
    negated: bool = False
    infinitive: bool = False
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    reduced: bool = False
    """A participle after a noun, with no helper: "troops sent to Kabul"."""
    relative: bool = False
    governor: int | None = None
    """Place of the verb that governs it, in the list of the sentence."""
    governor_word: str | None = None
    """Noun or adjective right before "to" that governs it: decision, ready."""
    subject: tuple[int, int] | None = None
    """First token and one past the last; of a passive, what it is done to."""
    shared: bool = False
    """The subject is taken over from an earlier verb."""
    clause: int = 0
    """First token of the clause."""

    @property
    def finite(self) -> bool:
        return not (self.infinitive or self.reduced or (self.tag == "G" and not self.progressive))


def find_verbs(tokens: Tokens) -> list[Verb]:
    """The verb groups of a sentence, in order; subjects not yet set."""
    lex = lexicon()
    verbs: list[Verb] = []
    helpers: list[int] = []
    at, size = 0, len(tokens)
    while at < size:
        flags = tokens.flags[at]
        if flags & AUX and not (flags & PREP) and not _is_possessive(tokens, at):
            helpers.append(at)
        elif tokens.low[at] == "to" and tokens.kind[at] == "w":
            if helpers and not _opens_infinitive(tokens, lex, at):
                _copula(tokens, verbs, helpers)
            helpers.append(at)
        elif helpers and ((flags & (ADV | NEG) and not flags & CONJ) or tokens.kind[at] == "D"):
            pass
        else:
            readings = _reading(tokens, lex, at, helpers, verbs)
            if readings:
                verbs.append(_group(tokens, at, helpers, *readings))
                helpers = []
            elif helpers:
                _copula(tokens, verbs, helpers, at)
                helpers = []
        at += 1
    if helpers:
        _copula(tokens, verbs, helpers)
    return verbs


def _is_possessive(tokens: Tokens, at: int) -> bool:
    """Whether 's is a genitive; as a verb it follows a pronoun, or stands before -ing, which we do not tell apart."""
    return tokens.low[at] == "'s" and at > 0 and not tokens.flags[at - 1] & (PRON | REL)


def _opens_infinitive(tokens: Tokens, lex: Lexicon, at: int) -> bool:
    """Whether the "to" at `at` continues the helpers before it: "has to", "is to", "ought to"."""
    after = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    return any("B" in readings for _, readings in lex.verbs.get(after, ())) or bool(tokens.flags[min(at + 1, len(tokens) - 1)] & AUX)


def _before(tokens: Tokens, at: int) -> int:
    """Place of the last token before `at` that is no adverb, denial or date; -1 at the beginning."""
    at -= 1
    while at >= 0 and ((tokens.flags[at] & (ADV | NEG) and not tokens.flags[at] & (PREP | CONJ | PRON)) or tokens.kind[at] == "D"):
        at -= 1
    return at


def _reading(tokens: Tokens, lex: Lexicon, at: int, helpers: list[int], verbs: list[Verb]) -> tuple[str, str] | None:
    """Lemma and tag of the word at `at` if it is a verb here."""
    found = lex.verbs.get(tokens.low[at])
    if (
        not found
        or tokens.kind[at] != "w"
        or tokens.flags[at] & PREP
        or (at and not tokens.titled and tokens.text[tokens.start[at]].isupper())
    ):
        return None
    last = tokens.low[helpers[-1]] if helpers else ""
    last_flags = tokens.flags[helpers[-1]] if helpers else 0
    for lemma, readings in found:
        if last == "to" or last_flags & (MODAL | DO):
            tag = "B" if "B" in readings and _may_follow_to(tokens, lex, at, last) else None
        elif last_flags & BE:
            tag = "G" if "G" in readings else "N" if "N" in readings else None
        elif last_flags & HAVE:
            tag = "N" if "N" in readings else None
        else:
            tag = _bare_reading(tokens, lex, at, readings, verbs)
        if tag:
            return lemma, tag
    return None


def _may_follow_to(tokens: Tokens, lex: Lexicon, at: int, last: str) -> bool:
    """Whether a bare form after "to" is an infinitive: not in "return to work", "access to aid"."""
    if last != "to" or tokens.low[at] not in lex.nouns:
        return True
    if at + 1 == len(tokens):
        return False
    before = tokens.low[at - 2] if at > 1 else ""
    governed = before in lex.verbs or ("adj", before) in lex.governors or ("noun", singular(before)) in lex.governors
    return (
        governed
        or _takes_object(tokens, at + 1)
        or bool(tokens.flags[at + 1] & PREP and tokens.low[at + 1] != "of")
        or not tokens.flags[at + 1]
    )


def _takes_object(tokens: Tokens, at: int) -> bool:
    """Whether an object or a clause can begin at `at`."""
    if at >= len(tokens):
        return False
    return (
        tokens.kind[at] in ("N", "#", "D")
        or bool(tokens.flags[at] & (DET | PRON))
        or tokens.low[at] == "that"
        or tokens.low[at] in COUNTS
        or tokens.kind[at] in '"“'
    )


def _takes_infinitive(tokens: Tokens, lex: Lexicon, at: int) -> bool:
    """Whether "to" follows a verb that governs infinitives: plans to, refuse to; not "close to"."""
    if at + 1 >= len(tokens) or tokens.low[at + 1] != "to":
        return False
    for lemma, _ in lex.verbs[tokens.low[at]]:
        if ("verb", lemma) in lex.governors or any(rule.type in WILLED and not rule.rest for rule in lex.verb_rules.get(lemma, ())):
            return True
    return False


def _bare_reading(tokens: Tokens, lex: Lexicon, at: int, readings: str, verbs: list[Verb]) -> str | None:
    """Tag of a form without helper, or None."""
    before = _before(tokens, at)
    flags = tokens.flags[before] if before >= 0 else 0
    kind = tokens.kind[before] if before >= 0 else ""
    counted = before >= 0 and before == at - 1 and tokens.low[before] in COUNTS
    determined = (
        counted
        or bool(flags & DET and not flags & (PRON | REL))
        or (before >= 0 and tokens.low[before] == "'s")
        or (kind == "#" and before == at - 1)
    )
    if "G" in readings:
        return _gerund(tokens, at, before, determined)
    if "D" in readings or "N" in readings:
        return _past(tokens, lex, at, before, determined, readings)
    if determined or before < 0:
        return None
    nounish = tokens.low[at] in lex.nouns or singular(tokens.low[at]) in lex.nouns
    ahead = _takes_object(tokens, at + 1) or _takes_infinitive(tokens, lex, at) or (not nounish and at + 1 < len(tokens))
    if tokens.low[at] in lex.actors and (
        tokens.low[min(at + 1, len(tokens) - 1)] == "to" or tokens.kind[min(at + 1, len(tokens) - 1)] == "D"
    ):
        return None
    if "Z" in readings and (tokens.is_noun_like(before) or flags & (PRON | REL) or kind in '),"”'):
        adjective = tokens.name[before] is not None and tokens.name[before].form == "adjective"  # type: ignore[union-attr]
        return "Z" if ahead and not (adjective and nounish) else None
    if "B" in readings and ahead and _plural_subject(tokens, before, verbs):
        return "B"
    return None


def _gerund(tokens: Tokens, at: int, before: int, determined: bool) -> str | None:
    after = tokens.low[at + 1] if at + 1 < len(tokens) else ""
    if determined or after in ("of", "'s") or (tokens.low[at] in lexicon().noun_rules and _is_event_noun(tokens, at, after)):
        return None
    if before >= 0 and tokens.is_noun_like(before) and after and at + 1 < len(tokens) and tokens.is_noun_like(at + 1):
        name = tokens.name[before]
        if name is not None and name.form == "adjective":
            return None
    return "G"


def _is_event_noun(tokens: Tokens, at: int, after: str) -> bool:
    """Whether a noun in -ing stands behind its adjective or owner: "a joint meeting", "government shelling killed"."""
    lex = lexicon()
    if any("D" in readings or "Z" in readings for _, readings in lex.verbs.get(after, ())):
        return True
    before = tokens.low[at - 1] if at else ""
    if at == 1 and tokens.kind[0] == "w" and not tokens.flags[0] and before not in lex.actors and singular(before) not in lex.actors:
        return True
    described = at > 1 and not tokens.flags[at - 1] and before not in lex.actors and singular(before) not in lex.actors
    return described and (bool(tokens.flags[at - 2] & DET) or tokens.low[at - 2] == "'s") and tokens.kind[at - 1] == "w"


def _past(tokens: Tokens, lex: Lexicon, at: int, before: int, determined: bool, readings: str) -> str | None:
    """D for a past form with a subject or an object, None for an adjective like "armed men"."""
    beyond = at + 1 < len(tokens) and (tokens.is_noun_like(at + 1) and tokens.kind[at + 1] != "#")
    capital = beyond and tokens.kind[at + 1] == "N"
    if determined or (
        beyond
        and not capital
        and tokens.flags[at - 1] & CONJ
        and at > 1
        and not tokens.flags[at - 2]
        and tokens.low[at - 2] not in lex.nouns
    ):
        return None
    if before < 0 or (tokens.flags[before] & PREP and not tokens.flags[before] & (CONJ | SUB)):
        return None if beyond or before >= 0 else "N"
    if (
        tokens.kind[before] == "w"
        and not tokens.flags[before]
        and beyond
        and not capital
        and tokens.low[before].endswith(("ian", "ish", "ese", "al"))
    ):
        return None
    if "D" in readings:
        return "D"
    return "N" if not beyond else None


def _plural_subject(tokens: Tokens, before: int, verbs: list[Verb]) -> bool:
    """Whether a bare form after `before` can be present tense or the second of two infinitives."""
    low, flags = tokens.low[before], tokens.flags[before]
    if flags & CONJ or tokens.kind[before] == ",":
        return (
            bool(verbs) and (verbs[-1].infinitive or verbs[-1].modal is not None or verbs[-1].tag == "B") and before - verbs[-1].head < 14
        )
    if flags & PRON:
        return low in ("they", "we", "you", "i", "who")
    if flags & REL:
        return True
    if tokens.kind[before] == "N":
        return tokens.name[before] is not None
    if flags:
        return False
    return low in ("police", "people", "men", "women", "children", "military") or (low.endswith("s") and singular(low) != low)


def _group(tokens: Tokens, at: int, helpers: list[int], lemma: str, tag: str) -> Verb:
    """The verb with what its helpers say."""
    verb = Verb(helpers[0] if helpers else at, at, lemma, tag)
    if helpers and tokens.low[helpers[0]] == "to":
        verb.infinitive = True
    for place in helpers:
        flags, low = tokens.flags[place], tokens.low[place]
        if flags & MODAL:
            verb.modal = low
        if flags & HAVE:
            verb.perfect = True
        if flags & NEG or low.endswith("n't"):
            verb.negated = True
    if helpers and tokens.flags[helpers[-1]] & BE:
        verb.progressive, verb.passive = tag == "G", tag == "N"
    first = at - 2 if at > 1 and tokens.flags[at - 1] & ADV else max(0, at - 1)
    verb.negated = verb.negated or any(tokens.flags[place] & NEG for place in range(verb.start if helpers else first, at))
    if len(helpers) > 1 and any(tokens.flags[place] & BE and tokens.low[place + 1] == "to" for place in helpers[:-1]):
        verb.modal = verb.modal or "will"
    if tag == "N" and not helpers:
        verb.reduced = True
    return verb


def _copula(tokens: Tokens, verbs: list[Verb], helpers: list[int], at: int | None = None) -> None:
    """Adds "be", "have" or "do" without a full verb; a lone "to" is a preposition and adds nothing."""
    real = [place for place in helpers if tokens.low[place] != "to"]
    if not real:
        return
    verb = _group(tokens, real[-1], real[:-1], tokens.low[real[-1]], "C")
    verb.lemma = "be" if tokens.flags[real[-1]] & BE else "have" if tokens.flags[real[-1]] & HAVE else "do"
    ahead = range(real[-1] + 1, min(len(tokens), real[-1] + 4))
    verb.negated = verb.negated or any(tokens.flags[place] & NEG for place in ahead if at is None or place < at)
    if tokens.flags[real[-1]] & MODAL:
        verb.modal = tokens.low[real[-1]]
    verb.infinitive = tokens.low[helpers[0]] == "to" and helpers[0] < real[0]
    verbs.append(verb)
