"""Verb groups: "has begun", "will not", "to withdraw", each with its voice, tense and denial. Standard library only.

No parser: words of closed classes, known verb forms and the neighbours decide (readings.py). Subjects stand in phrases.py.
"""

from pipelines.events.lexicon import ADV, AUX, BE, CONJ, HAVE, MODAL, NEG, PREP, PRON, REL, Lexicon, lexicon
from pipelines.events.readings import read_verb
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

NOT_ONLY = frozenset(("only", "just", "merely", "simply", "least", "surprisingly"))


def find_verbs(tokens: Tokens) -> list[Verb]:
    """The verb groups of a sentence, in order; subjects not yet set."""
    lex = lexicon()
    verbs: list[Verb] = []
    helpers: list[int] = []
    for at, (low, flags) in enumerate(zip(tokens.low, tokens.flags, strict=True)):
        if flags & AUX and not (flags & PREP) and not _is_possessive(tokens, at):
            helpers.append(at)
        elif low == "to" and tokens.kind[at] == "w":
            if helpers and not _opens_infinitive(tokens, lex, at):
                _copula(tokens, verbs, helpers)
            helpers.append(at)
        elif helpers and ((flags & (ADV | NEG) and not flags & CONJ) or tokens.kind[at] == "D" or _is_since(tokens, at)):
            pass
        elif helpers or low in lex.verbs:
            readings = read_verb(tokens, lex, at, helpers, verbs)
            if readings:
                verbs.append(_group(tokens, at, helpers, *readings))
                helpers = []
            elif helpers:
                _copula(tokens, verbs, helpers, at)
                helpers = []
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
            verb.perfect, verb.past_perfect = True, low in ("had", "hadn't")
        if _denies(tokens, place):
            verb.negated = True
    if helpers and tokens.flags[helpers[-1]] & BE:
        verb.progressive, verb.passive = tag == "G", tag == "N"
        if tokens.low[at] == "gone":
            verb.lemma, verb.passive = "leave", False  # "are to be gone by May"
    first = at - 2 if at > 1 and tokens.flags[at - 1] & ADV else max(0, at - 1)
    if verb.infinitive and verb.start > 0 and tokens.low[verb.start - 1] == "not":
        verb.negated = True
    for place in range(verb.start if helpers else first, at):
        verb.negated = verb.negated or _denies(tokens, place)
    if len(helpers) > 1 and any(tokens.flags[place] & BE and tokens.low[place + 1] == "to" for place in helpers[:-1]):
        verb.modal = verb.modal or "will"
    if tag == "N" and not helpers:
        verb.reduced = verb.passive = True
    return verb


def _is_since(tokens: Tokens, at: int) -> bool:
    """Whether "since" stands within a perfect: "has since ordered"."""
    return tokens.low[at] == "since" and at > 0 and bool(tokens.flags[at - 1] & HAVE)


def _denies(tokens: Tokens, place: int) -> bool:
    """Whether a token denies: "not", but not that of "not only"."""
    if not tokens.flags[place] & NEG and not tokens.low[place].endswith("n't"):
        return False
    return place + 1 >= len(tokens) or tokens.low[place + 1] not in NOT_ONLY


def _copula(tokens: Tokens, verbs: list[Verb], helpers: list[int], at: int | None = None) -> None:
    """Adds "be", "have" or "do" without a full verb; a lone "to" is a preposition and adds nothing."""
    real = [place for place in helpers if tokens.low[place] != "to"]
    if not real:
        return
    verb = _group(tokens, real[-1], real[:-1], tokens.low[real[-1]], "C")
    verb.lemma = "be" if tokens.flags[real[-1]] & BE else "have" if tokens.flags[real[-1]] & HAVE else "do"
    ahead = range(real[-1] + 1, min(len(tokens), real[-1] + 4))
    verb.negated = verb.negated or any(_denies(tokens, place) for place in ahead if at is None or place < at)
    if tokens.flags[real[-1]] & MODAL:
        verb.modal = tokens.low[real[-1]]
    verb.infinitive = tokens.low[helpers[0]] == "to" and helpers[0] < real[0]
    verbs.append(verb)
