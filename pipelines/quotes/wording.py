"""When two wordings are of one utterance, and which of many to compare. Standard library only; knows nothing of tables."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

Words = tuple[str, ...]

BRACKETS = re.compile(r"[\[(][^\])]{0,60}[\])]")
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
GRAM = 4  # words that two wordings must share in a row to be compared
CROWD = 40  # wordings that share a gram; more than that and it is a commonplace
LONG = 10  # words that nobody says twice by chance
SHORTEST = 5  # words below which a wording is joined only with the same speaker's
LIKE, CONTAINED = 0.75, 0.85


def words_of(text: str) -> Words:
    """The words of a wording, lower case, without what an editor put in brackets."""
    plain = tuple(word.lower().replace("’", "'") for word in WORD.findall(BRACKETS.sub(" ", text)))
    return plain or tuple(word.lower().replace("’", "'") for word in WORD.findall(text))


def is_same(a: Words, b: Words) -> bool:
    """Whether one wording is the other one cut or slightly reworded."""
    if a == b:
        return True
    short, long = (a, b) if (len(a), a) <= (len(b), b) else (b, a)
    if len(short) < SHORTEST:
        return len(short) > 1 and _stands_in(short, long)
    matcher = SequenceMatcher(None, short, long, autojunk=False)
    blocks = [block.size for block in matcher.get_matching_blocks() if block.size >= 2 or len(short) < 8]
    shared = sum(blocks)
    if shared / len(short) >= CONTAINED and (len(blocks) <= 3 or max(blocks) * 2 >= len(short)):
        return True
    return 2 * shared / (len(short) + len(long)) >= LIKE


def is_nearly_identical(a: Words, b: Words) -> bool:
    """Whether two wordings differ in a word or two only."""
    if a == b:
        return True
    if min(len(a), len(b)) < SHORTEST or abs(len(a) - len(b)) > 0.2 * max(len(a), len(b)):
        return False
    first, second = min(a, b), max(a, b)
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.9


def _stands_in(short: Words, long: Words) -> bool:
    size = len(short)
    return any(long[at : at + size] == short for at in range(len(long) - size + 1))


def pairs(wordings: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Places of the wordings that share words in a row, each pair once, in order."""
    buckets: defaultdict[Words, list[int]] = defaultdict(list)
    for place, words in enumerate(wordings):
        for gram in _grams(words):
            buckets[gram].append(place)
    seen: set[tuple[int, int]] = set()
    for members in buckets.values():
        if 1 < len(members) <= CROWD:
            seen.update(combinations(members, 2))
    yield from sorted(seen)


def pairs_of_speaker(wordings: Sequence[Words], places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a short wording and one of the same speaker that holds it."""
    places = list(places)
    short = {place: wordings[place] for place in places if 1 < len(wordings[place]) < SHORTEST}
    wanted: defaultdict[Words, list[int]] = defaultdict(list)
    for place, words in short.items():
        wanted[words].append(place)
    sizes = {len(words) for words in wanted}
    for place in places:
        words = wordings[place]
        met = {words[at : at + size] for size in sizes for at in range(len(words) - size + 1)} & wanted.keys()
        for gram in met:
            for other in wanted[gram]:
                if other != place:
                    yield (min(place, other), max(place, other))


def _grams(words: Words) -> set[Words]:
    return {words[at : at + GRAM] for at in range(len(words) - GRAM + 1)}
