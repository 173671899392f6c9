"""What does harm besides those who act: weapons, which somebody used, and calamities, which nobody did. Standard library only."""

from pipelines.events.inflect import singular
from pipelines.events.lexicon import PREP, word_list
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.tokens import Tokens

BOMBS, MISSILES = word_list("bomb"), word_list("missile")
WEAPONS = BOMBS | MISSILES
CALAMITIES = word_list("calamity")
OWNING = frozenset(("from", "of"))


def _core(tokens: Tokens, phrase: Phrase) -> Phrase:
    """A noun phrase up to its first preposition: "missiles from US drones" is about missiles."""
    first, after = phrase
    stop = next((place for place in range(first + 1, after) if tokens.flags[place] & PREP and tokens.kind[place] == "w"), after)
    return first, stop


def _head(tokens: Tokens, phrase: Phrase) -> str:
    return singular(tokens.low[_core(tokens, phrase)[1] - 1])


def is_weapon(tokens: Tokens, phrase: Phrase | None, words: frozenset[str] = WEAPONS) -> bool:
    """Whether a phrase is headed by a weapon: "two car bombs", "a missile from a drone"."""
    return phrase is not None and _head(tokens, phrase) in words


def owner_of(tokens: Tokens, phrase: Phrase) -> Phrase | None:
    """Whose weapon it is: "missiles from | US drones"."""
    stop = _core(tokens, phrase)[1]
    return (stop + 1, phrase[1]) if stop + 1 < phrase[1] and tokens.low[stop] in OWNING else None


def is_calamity(tokens: Tokens, subject: Phrase | None, passive: bool, after: int, end: int) -> bool:
    """Whether nature or chance did it: an earthquake killed, were killed in a crash."""
    if not passive:
        return subject is not None and _head(tokens, subject) in CALAMITIES
    for place in range(after, end):
        if tokens.low[place] in ("by", "in", "when") and tokens.kind[place] == "w":
            phrase = phrase_after(tokens, place + 1, end)
            if phrase is not None and _head(tokens, phrase) in CALAMITIES:
                return True
    return False
