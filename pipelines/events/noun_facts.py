"""Nouns that take a deed as done: "the release of the crew", "Iran's missile test", "new sanctions". Standard library only."""

from pipelines.events.draft import Draft, Sentence
from pipelines.events.inflect import singular
from pipelines.events.lexicon import Rule, lexicon, word_list
from pipelines.events.noun_status import own_status, speech_of, subject_of, word_status
from pipelines.events.party import Party
from pipelines.events.status import facts_of
from pipelines.events.tokens import Tokens

SPEAKING = frozenset(("ACCUSE", "REJECT", "PROTEST", "SUPPORT", "CONSULT"))
"""Types of deeds that are about others: in their clauses a noun tells an event of its own."""
DEFINITE = word_list("definite")
FEARING = word_list("fearing")
"""Words before a noun that leave open whether it comes about."""
ENDING = word_list("ending")
"""Verbs that end or forestall what they govern."""
SAID = frozenset(("ACCUSE", "REQUEST"))
"""Types of what somebody said, which is a deed of its own though others reject or welcome it: "rejected Seoul's demand"."""
BLAMING = frozenset(("ACCUSE", "COERCE", "SANCTION"))
FAR = 6
"""Tokens beyond which a verb no longer says how real a noun is."""
FRESH = word_list("fresh")
"""Words before a noun that tell it as news: "new sanctions", "a series of tests"."""
UNCERTAIN = FEARING - {"off", "against", "warning", "threat"}
LASTING = word_list("lasting")
"""Spans in which there is no one deed: "years of violence"."""
HOPING = word_list("hoping")
"""Nouns of what is not yet: "hopes for", "a deal on", "calls for"."""
HOPE_REACH = 4
OCCASIONS = frozenset(("after", "following", "despite", "amid", "since", "over", "during"))
ANSWERS = frozenset(("response", "reaction", "retaliation", "because", "punishment", "wake", "day", "days", "weeks", "hours", "months"))
ANEW = frozenset(("new", "further", "another", "additional", "fresh", "more"))
"""Words before talks that are still to come."""
HAPPENING = frozenset(
    ("be", "begin", "start", "take", "end", "continue", "resume", "happen", "occur", "come", "last", "go", "hold", "make", "open")
)
PUTTING_OFF = word_list("putting_off")
DONE_TO = frozenset(("release", "detain", "charge", "deport"))
"""Modes of which the owner of the noun suffers it: "their release"."""


def find_fact(
    sentence: Sentence, rule: Rule, span: tuple[int, int, int, int], actor: Party, recipient: Party, holder: Draft | None
) -> Draft | None:
    """A deed that a noun takes as done: "the release of the crew", "Iran's missile test", "new sanctions"; not "any visit"."""
    first, at, after, end = span
    tokens = sentence.tokens
    answered = holder is not None and rule.type in SAID and bool(actor) and actor.names != holder.actor.names and holder.type in SPEAKING
    inside = holder is not None and (holder.type not in SPEAKING or holder.type in (rule.type, "REJECT"))
    if inside and not answered and not _is_occasion(tokens, first):
        return None
    if any(tokens.low[place] in UNCERTAIN or tokens.low[place] in LASTING for place in range(max(0, first - 2), at)):
        return None
    if subject_of(sentence, at) is None and _is_wanted(sentence, first):
        return None
    marked = any(tokens.low[place] in FRESH or tokens.kind[place] == "D" for place in range(first, at))
    definite = any(tokens.low[place] in DEFINITE for place in range(first, at))
    told = rule.type in sentence.memory.matters or rule.type == "MOBILIZE"
    told = told and rule.type != "CONSULT"  # "before the meetings" tells nothing new
    if not (actor or recipient or marked or (definite and told)):
        return None
    if tokens.low[at].endswith("ing") and at > 0 and tokens.kind[at - 1] == "N":
        return None  # "a message through Oman | warning of an attack"
    status = _fact_status(sentence, rule, span)
    if status == "planned" and holder is not None and holder.type in BLAMING and tokens.low[first - 1 : first] == ["for"]:
        status = "completed"  # "condemned Iran for its missile test"
    if status == "denied":
        return None
    if rule.mode in DONE_TO and not recipient:
        actor, recipient = (Party(), actor) if not _has_agent(sentence, after, end) else (actor, recipient)
    sentence.memory.matters.add(rule.type)
    speech = speech_of(sentence, at)
    return Draft(first, end, at, "noun", rule.trigger, rule.type, rule.mode, status, actor, recipient, speech, first, rule.scope, at)


def _fact_status(sentence: Sentence, rule: Rule, span: tuple[int, int, int, int]) -> str:
    """How real the deed of a noun is by what stands around it: "hopes for the release", "the drills will start"."""
    first, at, after, end = span
    status = own_status(sentence, rule, at, first, after, end)
    verb = subject_of(sentence, at)
    near = {singular(low) for low in sentence.tokens.low[max(0, first - HOPE_REACH) : first]}
    if status == "completed" and (_is_ahead_of(sentence, first) or not near.isdisjoint(HOPING)):
        status = "planned"
    if status == "completed" and _is_to_come(sentence, after, end):
        status = "planned"
    if rule.type == "CONSULT" and not ANEW.isdisjoint(sentence.tokens.low[first:at]):
        status = "planned"
    if verb is not None and status == "completed":
        facts = facts_of(sentence.tokens, sentence.verbs, sentence.verbs.index(verb), end)
        coming = word_status(sentence.tokens.low[min(verb.head + 1, len(sentence.tokens) - 1)]) if verb.lemma == "be" else ""
        if coming in ("planned", "conditional"):
            status = coming
        elif (facts.negated and verb.lemma in HAPPENING) or coming == "denied" or (verb.passive and verb.lemma in PUTTING_OFF):
            status = "denied"
        elif (facts.future or facts.would or facts.possible or facts.duty) and verb.lemma in HAPPENING:
            going = verb.lemma == "continue" and not facts.possible  # "the talks will continue": they have begun
            status = "ongoing" if going else "conditional" if facts.possible else "planned"
    return status


def _is_occasion(tokens: Tokens, first: int) -> bool:
    """Whether a phrase is only what another deed follows or answers: "in response to | the test", "despite | the sanctions"."""
    before = tokens.low[max(0, first - 2) : first]
    return before[-1:] != [] and (before[-1] in OCCASIONS or (before[0] in ANSWERS and before[-1] in ("to", "for", "of")))


def _is_to_come(sentence: Sentence, after: int, end: int) -> bool:
    """Whether the clause behind the noun tells it as one to come: "talks to be held", "the visit, which will begin"."""
    following = next((verb for verb in sentence.verbs if verb.start >= after), None)
    if following is None or following.start > end + 3:
        return False
    return (following.infinitive and following.passive) or (following.relative and following.modal is not None)


def _has_agent(sentence: Sentence, after: int, end: int) -> bool:
    return "by" in sentence.tokens.low[after:end]


def _is_ahead_of(sentence: Sentence, first: int) -> bool:
    """Whether "before" or "ahead of" stands before the phrase."""
    return any(sentence.tokens.low[place] in ("before", "ahead", "until", "eve", "for") for place in range(max(0, first - 2), first))


def _is_wanted(sentence: Sentence, first: int) -> bool:
    """Whether the verb before a noun only asks for it, plans or prevents it."""
    verb = next((verb for verb in reversed(sentence.verbs) if verb.head < first), None)
    if verb is None or first - verb.head > FAR or sentence.tokens.low[verb.head + 1] == "about":  # "asked about | the charges"
        return False
    governor = lexicon().governors.get(("verb", verb.lemma))
    return (
        verb.modal is not None
        or verb.negated
        or verb.infinitive
        or verb.lemma in ENDING
        or (governor is not None and governor.status not in ("completed", "ongoing", "announced"))
    )
