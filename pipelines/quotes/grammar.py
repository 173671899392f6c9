"""What a token is, for all that its form and its neighbours tell: a verb, an adverb, a time. Standard library only."""

from pipelines.quotes.tokens import CAPITAL, NUMBER, PUNCT, QUOTE, WORD, Token
from pipelines.quotes.words import (
    ADVERBS,
    AUXILIARIES,
    CUES,
    DETERMINERS,
    IRREGULAR,
    NOUNS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    TIME,
    TIME_BEFORE,
    UNITS,
)  # fmt: skip

DASHES = frozenset({"-", "--", "---", "—", "–", "―"})
SENTENCE_MARKS = frozenset(".!?;:()[]…") | DASHES | {"..."}


def is_adverb(token: Token) -> bool:
    """Also, later, then, and most words in -ly."""
    return token.kind == WORD and (
        token.low in ADVERBS
        or (token.low.endswith("ly") and len(token.low) > 4 and token.low not in ("family", "reply", "ally", "italy", "assembly"))
    )


def is_verb(tokens: list[Token], at: int) -> bool:
    """Whether the token is, for all that its form and its neighbour tell, a finite verb."""
    token = tokens[at]
    low = token.low
    if token.kind != WORD:
        return False
    if low in AUXILIARIES or low in IRREGULAR or low.endswith(("n't", "n’t")):
        return True
    if low.endswith("ed") and len(low) > 4 and low not in NOUNS:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        before = tokens[at - 1].low if at else ""
        modifies = (
            before in DETERMINERS and following is not None and following.kind in (WORD, CAPITAL) and following.low not in PREPOSITIONS
        )
        return not modifies
    cue = CUES.get(low)
    return cue is not None and not is_noun_use(tokens, at)


def is_noun_use(tokens: list[Token], at: int) -> bool:
    """A word such as "claims" or "report" after an article, a possessive or a preposition names a thing."""
    if at == 0:
        return False
    before = tokens[at - 1]
    low = tokens[at].low
    if CUES[low].form.startswith(("past", "gerund")):
        return before.low in DETERMINERS and before.low not in (
            "that",
            "this",
            "both",
            "some",
            "many",
            "all",
            "most",
            "others",
            "another",
            "several",
            "few",
        )
    if before.kind in (WORD, CAPITAL) and before.low.endswith(("’s", "'s", "s’", "s'")):
        return True
    if CUES[low].form == "base":
        return not _takes_base(tokens, at)
    if CUES[low].noun and at > 1 and tokens[at - 2].low in DETERMINERS and before.kind == WORD and before.low not in NOUNS:
        return True
    if before.low in DETERMINERS and before.low not in ("that", "some", "many", "most", "both", "few", "this", "these", "those", "all"):
        return True
    return before.low in PREPOSITIONS and before.low not in ("as",)


def _takes_base(tokens: list[Token], at: int) -> bool:
    """Whether what stands before a base form lets it be a verb: I say, critics say, to say, Smith and Jones write."""
    back = at - 1
    while back > 0 and is_adverb(tokens[back]):
        back -= 1
    before = tokens[back]
    if before.kind in (QUOTE, PUNCT):
        return before.kind == QUOTE or before.low == ","
    if (
        before.low in PRONOUNS
        or before.low in AUXILIARIES
        or before.low in ("to", "people", "police", "and", "who", "others", "many", "some", "most", "both", "few")
    ):
        return True
    return before.low.endswith("s") and not before.low.endswith(("'s", "’s", "ss"))


def skip_back(tokens: list[Token], at: int, lo: int) -> int:
    """Steps from `at` back over auxiliaries, adverbs and expressions of time; returns the last token that is none of these."""
    while at >= lo:
        token = tokens[at]
        low = token.low
        if (
            (
                token.kind in (WORD, PUNCT)
                and (low in AUXILIARIES or is_adverb(token) or low.endswith(("n't", "n’t")))
                and low != "both"
                and not (low == "all" and at > lo and tokens[at - 1].low == "of")
            )
            or (low in TIME and at > lo and (tokens[at - 1].low in TIME_BEFORE or tokens[at - 1].kind == CAPITAL or token.kind == CAPITAL))
            or (low in ("on", "last", "this", "earlier", "late", "early") and at + 1 < len(tokens) and tokens[at + 1].low in TIME)
            or (token.kind == NUMBER and at > lo and tokens[at - 1].low in TIME)
            or (
                low == "to"
                and at > lo
                and tokens[at - 1].low in ("on", "continued", "continues", "used", "seemed", "appeared", "began", "managed")
            )
        ):
            at -= 1
        else:
            break
    return at


def is_participle(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    return tokens[at].kind in (WORD, CAPITAL) and len(low) > 4 and low.endswith(("ing", "ed")) and low not in NOUNS and low != "united"


def is_time(tokens: list[Token], start: int, hi: int) -> bool:
    """Minutes later, ...; Earlier this week, ...; Monday, ..."""
    for at in range(start, min(hi, start + 6)):
        if tokens[at].low == ",":
            return any(token.low in TIME or token.low in UNITS for token in tokens[start:at])
        if is_verb(tokens, at) or tokens[at].kind in (QUOTE, PUNCT):
            return False
    return False


def skip_openers(tokens: list[Token], start: int, end: int) -> int:
    while start < end and (
        tokens[start].low in OPENERS or tokens[start].low in (",", "or", "nor", '"', "“", "'") or is_adverb(tokens[start])
    ):
        start += 1
    return start


def without_tail(tokens: list[Token], lo: int, hi: int) -> tuple[int, int]:
    """Drops a participle that hangs on the phrase: "protesters marching through the streets" -> protesters."""
    for at in range(lo + 1, hi):
        token = tokens[at]
        if token.kind != WORD or not is_participle(tokens, at) or tokens[at - 1].low in DETERMINERS or is_adverb(tokens[at - 1]):
            continue
        if tokens[at - 1].low in PREPOSITIONS or tokens[at - 1].kind == PUNCT:
            continue
        if (
            at + 1 == hi
            or tokens[at + 1].low in PREPOSITIONS
            or tokens[at + 1].low in DETERMINERS
            or is_adverb(tokens[at + 1])
            or tokens[at + 1].low in TIME
        ):
            return (lo, at)
    return (lo, hi)
