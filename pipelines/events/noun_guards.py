"""Nouns of deeds that tell none: "the assault troops", "the number of kidnappings", "an end to the fighting". Standard library only."""

from pipelines.events.inflect import singular
from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.tokens import Tokens

AFTER_NOUN = word_list("after_noun")
"""Nouns that a noun for a deed before them only describes; nouns for people and forces do it too."""
COUNTING = frozenset(("number", "rate", "level", "risk", "kind", "type", "idea", "end", "halt"))
LINKS = frozenset(("of", "to"))
NOUN_FIRST = 4
"""Tokens before a noun in which it is told that only how many of them there are is meant."""


def tells_nothing(tokens: Tokens, first: int, at: int, after: int) -> bool:
    """Whether a noun at `at`, of a phrase from `first`, tells no deed by its place in the phrase."""
    return _describes(tokens, after) or _is_counted(tokens, first, at)


def _describes(tokens: Tokens, after: int) -> bool:
    """Whether it only says of which kind the noun behind it is: "assault | troops"."""
    if after >= len(tokens) or tokens.kind[after] != "w" or after in tokens.heads or tokens.flags[after]:
        return False
    noun = singular(tokens.low[after])
    return noun in AFTER_NOUN or lexicon().actors.get(noun) in ("force", "armed", "police")


def _is_counted(tokens: Tokens, first: int, at: int) -> bool:
    """Whether it stands behind "the number of", "an end to"."""
    return any(
        tokens.low[place] in COUNTING and tokens.low[place + 1] in LINKS for place in range(max(0, min(first, at - NOUN_FIRST)), at - 1)
    )
