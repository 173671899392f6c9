"""People killed, wounded, detained, kidnapped and displaced, as a sentence tells of them. Standard library only.

The way: a word of harm has its victims in its subject or object (harm_verbs.py), or behind "of" or before it (harm_nouns.py); the phrase
is counted group by group (harm_counts.py) and read for who they are (harm_who.py); those named out of them (harm_parts.py) and the toll of
a whole event (harm_tolls.py) are kept apart from these. What is only tried, threatened, denied or supposed is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.events.actors import spoken_name
from pipelines.events.draft import Sentence
from pipelines.events.harm_claims import ADDED, PART, TOTAL, Victims, claims
from pipelines.events.harm_nouns import of_noun, of_state
from pipelines.events.harm_parts import parts_of
from pipelines.events.harm_tolls import OF_A_WAR, of_toll, tells_deed
from pipelines.events.harm_verbs import of_verb, on_top
from pipelines.events.harm_words import HarmWords, harm_words
from pipelines.events.speech import speaker_phrase, speech_over
from pipelines.events.tokens import Tokens

KINDS = ("killed", "wounded", "detained", "displaced")
Bounds = tuple[int | None, int | None]
"""Least and most; None where the text does not count."""
NOBODY: Bounds = (0, 0)


def find_harm(victims: Iterable[Victims]) -> dict[str, Bounds]:
    """The bounds of one event by kind of harm, those only that are told.

    Groups of one word of harm are added up; of several words of the same harm the largest counts, and who comes on top is added to it.
    Where two speakers count the same, both counts are within the bounds. The toll of the whole event stands for all counts.
    """
    counts: dict[str, dict[int, Count]] = {}
    added: dict[str, Bounds] = {}
    tolls: dict[str, Bounds] = {}
    for one in victims:
        how, bounds = "detained" if one.how == "kidnapped" else one.how, (one.low, one.high)
        if one.role == TOTAL:
            tolls[how] = bounds
        elif one.role == ADDED:
            added[how] = plus(added.get(how, NOBODY), bounds)
        elif one.role != PART:
            counts.setdefault(how, {}).setdefault(one.at, Count(one.claimed_by)).add(one)
    return {
        how: tolls.get(how) or plus(_widest(list(counts.get(how, {}).values())), added.get(how, NOBODY))
        for how in KINDS
        if how in tolls or how in counts or how in added
    }


@dataclass(slots=True)
class Count:
    """What one word of harm counts, and who says it."""

    voice: str | None
    bounds: Bounds = NOBODY
    kinds: set[str] = field(default_factory=set)

    def add(self, one: Victims) -> None:
        """Takes a group in."""
        self.bounds = plus(self.bounds, (one.low, one.high))
        self.kinds.add(one.kind)

    def disputes(self, other: "Count") -> bool:
        """Whether two speakers count the same people."""
        return None not in (self.voice, other.voice) and self.voice != other.voice and bool(self.kinds & other.kinds)


def _widest(counts: Sequence[Count]) -> Bounds:
    """The largest count, widened by those that dispute it."""
    if not counts:
        return NOBODY
    largest = max(counts, key=lambda count: (count.bounds[0] or count.bounds[1] or 0, count.bounds[1] or 0))
    lows = [largest.bounds[0], *(other.bounds[0] for other in counts if other.disputes(largest))]
    return min((low for low in lows if low is not None), default=None), largest.bounds[1]


def plus(one: Bounds, other: Bounds) -> Bounds:
    """Bounds of both together."""
    return _plus(one[0], other[0]), _plus(one[1], other[1])


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
        if (low in words.cues or low == "number") and at not in told:
            found += _at_noun(sentence, at, low, words)
    kept = [one for one in _without_repeats(found) if not _of_a_war(one, tokens, words)]
    if kept:
        kept = _without_repeats(kept + parts_of(tokens, kept))
        _name_speakers(sentence, kept)
    return kept


def _of_a_war(one: Victims, tokens: Tokens, words: HarmWords) -> bool:
    """Whether so many died that it is the toll of a war or of years that the sentence speaks of, not of one deed."""
    many = one.how == "killed" and (one.low or one.high or 0) >= OF_A_WAR
    return many and not words.sets["toll_wide"].isdisjoint(tokens.low) and not tells_deed(tokens)


def _at_noun(sentence: Sentence, at: int, low: str, words: HarmWords) -> list[Victims]:
    if how := words.nouns["state"].get(low):
        return of_state(sentence.tokens, at, how)
    if low in words.nouns["toll"] or low == "number":
        return of_toll(sentence, at, words)
    if low in words.died and at not in sentence.tokens.heads and (more := on_top(sentence.tokens, at)):
        return claims([more], words.died[low], at)  # "another two died", which looks like "another house"
    return of_noun(sentence, at, low, words)


def _without_repeats(found: Sequence[Victims]) -> list[Victims]:
    """Each group once for each harm, though two words tell of it; those named out of a group stand beside it."""
    kept: list[Victims] = []
    for one in sorted(found, key=lambda one: (one.role == PART, one.char_start, one.char_end, one.how, one.at)):
        if not any(other.how == one.how and one.char_start < other.char_end and other.char_start < one.char_end for other in kept[-6:]):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.char_start, one.char_end, one.how, one.at))


def _name_speakers(sentence: Sentence, victims: Iterable[Victims]) -> None:
    """Who says it, where a verb of saying in the sentence stands over the word of harm."""
    tokens, verbs = sentence.tokens, sentence.verbs
    for one in victims:
        index = next((place for place in range(len(verbs) - 1, -1, -1) if verbs[place].head <= one.at), None)
        speech = speech_over(tokens, verbs, index) if index is not None else None
        if speech is not None:
            one.claimed_by = spoken_name(tokens, speaker_phrase(tokens, verbs, speech))
