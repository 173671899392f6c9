"""People killed, wounded, detained, kidnapped and displaced, as a sentence tells of them. Standard library only.

The way: a word of harm has its victims in its subject or object (harm_verbs.py), or behind "of" or before it (harm_nouns.py); the phrase
is counted group by group (harm_counts.py); what is only tried, threatened, denied or supposed is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.events.draft import Sentence
from pipelines.events.harm_claims import Victims
from pipelines.events.harm_nouns import of_noun, of_state
from pipelines.events.harm_verbs import of_verb
from pipelines.events.harm_words import harm_words

KINDS = ("killed", "wounded", "detained")


@dataclass(slots=True)
class Harm:
    """Least and most people harmed; None where the text does not count."""

    killed: tuple[int | None, int | None] = (None, None)
    wounded: tuple[int | None, int | None] = (None, None)
    detained: tuple[int | None, int | None] = (None, None)


def find_harm(victims: Iterable[Victims]) -> Harm:
    """The harm of one event. Groups of one word of harm are added up; of several words of the same harm the largest counts."""
    sums: dict[tuple[str, int], tuple[int | None, int | None]] = {}
    for one in victims:
        if one.part:
            continue
        key = ("detained" if one.how == "kidnapped" else one.how, one.at)
        before = sums.get(key, (0, 0))
        sums[key] = _plus(before[0], one.low), _plus(before[1], one.high)
    harm = Harm()
    for how in KINDS:
        told = [toll for (kind, _), toll in sums.items() if kind == how]
        if told:
            setattr(harm, how, max(told, key=lambda toll: (toll[0] or toll[1] or 0, toll[1] or 0)))
    return harm


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def find_victims(sentence: Sentence) -> list[Victims]:
    """All who are harmed in a sentence, in the order of its words."""
    words = harm_words()
    tokens = sentence.tokens
    if words.cues.isdisjoint(tokens.low):
        return []
    found: list[Victims] = []
    for index in range(len(sentence.verbs)):
        found += of_verb(sentence, index, words)
    told = {one.at for one in found}
    for at, low in enumerate(tokens.low):
        if at not in told and (how := words.nouns["state"].get(low)):
            found += of_state(tokens, at, how)
        elif at not in told:
            found += of_noun(sentence, at, low, words)
    return _without_repeats(found)


def _without_repeats(found: Sequence[Victims]) -> list[Victims]:
    """Each group once for each harm, though two words tell of it."""
    kept: list[Victims] = []
    for one in sorted(found, key=lambda one: (one.char_start, one.char_end, one.how, one.at)):
        if not any(other.how == one.how and one.char_start < other.char_end for other in kept[-4:]):
            kept.append(one)
    return kept
