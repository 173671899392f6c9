"""How two wordings of a quotation stand to each other: the same, a scrap of it, at odds, different.

Standard library only; knows nothing of tables.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pipelines.quotes.wording import CALENDAR, NEGATIONS, OPPOSITES, PLAIN, Reading, Words

DIFFERENT, SAME, SCRAP, AT_ODDS = range(4)
LONG = 10  # words that nobody says twice by chance
SHORTEST = 5  # words from which a wording speaks for itself
TELLING, TELLING_CONTENT = 8, 4  # words, and words that tell something, from which a part can be of one utterance only
LIKE, CONTAINED, CONTENT = 0.75, 0.85, 0.7
TRANSLATED, LIKE_TRANSLATED = 6, 0.62  # words that tell something, from which a smaller share of them will do
ALIGNED = 90_000  # words by words that are set side by side; longer ones are compared by the words that they have in a row
RUN = 4
AN_EVENT = 7  # days between reports of one event
A_SLIP = 2  # days within which another number is a slip and not the next day's count
DAYS = ((1, 3, 3), (4, 10, 30), (LONG - 1, 45, 180))  # for wordings of at most so many words: days within which they are one utterance


@dataclass(frozen=True, slots=True)
class Gap:
    """What two wordings have in one place where they differ; `short` and `long` are places in the words, half open."""

    short: tuple[int, int]
    long: tuple[int, int]


@dataclass(slots=True)
class Alignment:
    """The words that two wordings share, and the places where they differ."""

    shared: int
    content: int
    gaps: list[Gap]
    longest: int
    overlap: int
    overlap_content: int


def days_within(reading: Reading) -> int | None:
    """Days between two reports within which equal words are one utterance, more where several of them tell something; None for any time."""
    if reading.size >= SHORTEST and len(reading.content) >= TELLING_CONTENT:
        return None
    telling = len(reading.content) >= (2 if reading.size < SHORTEST else 3)
    return next((long if telling else short for words, short, long in DAYS if reading.size <= words), None)


def compare(a: Reading, b: Reading, days: int, together: bool) -> int:
    """SAME, SCRAP (one is a short piece of the other), AT_ODDS (the same but for a number, a name or a "not") or DIFFERENT.

    Args:
        a: one wording.
        b: the other one; the order of the two does not matter.
        days: between their publication, 0 where it is not known.
        together: one article prints both, so that a small difference is meant.
    """
    short, long = (a, b) if (a.size, a.words) <= (b.size, b.words) else (b, a)
    within = days_within(short)
    if within is not None and days > within:
        return DIFFERENT
    if not short.content:
        return SCRAP if short.size > 1 and short.words != long.words and short.joined in long.joined else DIFFERENT
    if short.words == long.words:
        return SAME
    if short.joined in long.joined:
        return _as_part(short, long, short.size, len(short.content))
    if short.size < RUN:
        return DIFFERENT
    if short.size * long.size > ALIGNED:
        return SAME if _runs(short.words, long.words) >= CONTAINED else DIFFERENT
    return _aligned(short, long, days, together)


def _as_part(short: Reading, long: Reading, shared: int, content: int) -> int:
    if (shared >= TELLING and content >= TELLING_CONTENT) or (2 * shared >= LIKE * (short.size + long.size) and content > 1):
        return SAME
    return SCRAP if shared > 1 else DIFFERENT


def _aligned(short: Reading, long: Reading, days: int, together: bool) -> int:
    found = align(short, long)
    hard = [gap for gap in found.gaps if is_hard(short, long, gap)]
    if hard:
        return AT_ODDS if not together and days <= A_SLIP and _else_equal(short, found, hard) else DIFFERENT
    missing = [at for gap in found.gaps for at in range(*gap.short) if short.words[at] not in PLAIN]
    if found.shared >= CONTAINED * short.size and not (together and missing):
        jumps = sum(gap.long[1] - gap.long[0] > gap.short[1] - gap.short[0] + 1 for gap in found.gaps)
        if found.longest * 2 >= short.size or jumps <= 2 + short.cuts:
            return _as_part(short, long, found.shared, found.content)
    if together or days > (AN_EVENT if found.shared <= LONG else 45):
        return DIFFERENT
    if 2 * found.shared >= LIKE * (short.size + long.size) and found.content > 1:
        return SAME if 2 * found.content >= CONTENT * (len(short.content) + len(long.content)) else DIFFERENT
    if found.overlap >= SHORTEST and found.overlap_content >= 3:
        return SAME
    return SAME if days <= AN_EVENT and says_the_same(short, long) else DIFFERENT


def align(short: Reading, long: Reading) -> Alignment:
    """Sets the words of two wordings side by side."""
    blocks = [
        block
        for block in SequenceMatcher(None, short.words, long.words, autojunk=False).get_matching_blocks()
        if block.size > 1 or (block.size and short.words[block.a] not in PLAIN) or block.size * 8 > short.size
    ]
    found = Alignment(0, 0, [], max((block.size for block in blocks), default=0), 0, 0)
    for block in blocks:
        words = short.words[block.a : block.a + block.size]
        content = _content(words)
        found.shared += block.size
        found.content += content
        ends = (block.a + block.size == short.size and not block.b) or (not block.a and block.b + block.size == long.size)
        if ends and block.size > found.overlap:
            names = sum(at in short.names for at in range(block.a, block.a + block.size))
            found.overlap, found.overlap_content = block.size, content - names
    for gap in _gaps([(block.a, block.b, block.size) for block in blocks if block.size], short.size, long.size):
        ours, theirs = short.words[slice(*gap.short)], long.words[slice(*gap.long)]
        if ours and theirs and ("".join(ours) == "".join(theirs) or (len(ours) == len(theirs) == 1 and is_misspelt(ours[0], theirs[0]))):
            found.shared += len(ours)
            found.content += _content(ours)
        else:
            found.gaps.append(gap)
    return found


def _content(words: Sequence[str]) -> int:
    return sum(word not in PLAIN for word in words)


def _gaps(blocks: Sequence[tuple[int, int, int]], short: int, long: int) -> Iterator[Gap]:
    """Where the two differ: between the blocks, and at the ends as far as the shorter one reaches."""
    if not blocks:
        return
    a, b, _ = blocks[0]
    if a:
        yield Gap((0, a), (max(0, b - a), b))
    for (a, b, size), (next_a, next_b, _) in pairwise(blocks):
        if (a + size, b + size) != (next_a, next_b):
            yield Gap((a + size, next_a), (b + size, next_b))
    a, b, size = blocks[-1]
    if a + size < short:
        yield Gap((a + size, short), (b + size, min(long, b + size + short - a - size)))


def is_misspelt(a: str, b: str) -> bool:
    """Whether two words are one with a slip of the pen."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or len(a) > 40 or a.isdigit() or b.isdigit():
        return False
    first, second = min(a, b), max(a, b)
    if first in CALENDAR or second in CALENDAR or (first, second) in OPPOSITES:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.8


def is_hard(short: Reading, long: Reading, gap: Gap) -> bool:
    """Whether only one of the two can be right here: numbers, days, names, opposites, a "not"."""
    ours, theirs = short.words[slice(*gap.short)], long.words[slice(*gap.long)]
    if len(theirs) > len(ours) + 3:
        return False  # a cut
    if (NEGATIONS & set(ours) != set()) != (NEGATIONS & set(theirs) != set()):
        return True
    if any((x, y) in OPPOSITES for x in ours for y in theirs):
        return True
    if _counts_otherwise(ours, theirs):
        return True
    our_names = [short.words[at] for at in range(*gap.short) if at in short.names]
    their_names = [long.words[at] for at in range(*gap.long) if at in long.names]
    nothing_else = len(our_names) == len(their_names) == _content(ours) == _content(theirs)
    return len(ours) <= 3 and nothing_else and _at_odds(our_names, their_names)


def _counts_otherwise(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether both have numbers, or days, and not the same."""
    numbers = [word for word in ours if word[0].isdigit()], [word for word in theirs if word[0].isdigit()]
    days = [word for word in ours if word in CALENDAR], [word for word in theirs if word in CALENDAR]
    return _at_odds(*numbers) or _at_odds(*days)


def _at_odds(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return bool(ours) and bool(theirs) and sorted(ours) != sorted(theirs)


def _else_equal(short: Reading, found: Alignment, hard: Sequence[Gap]) -> bool:
    """Whether two wordings are equal but for one hard difference of a word or two; with more it is another sentence of that form."""
    told = sum(gap.short[1] - gap.short[0] for gap in hard)
    return len(hard) == 1 and told <= 2 and found.shared >= 6 and found.content >= 3 and found.shared + told >= CONTAINED * short.size


def says_the_same(a: Reading, b: Reading) -> bool:
    """Whether two wordings have the same words that tell something, in whatever order: one was translated back."""
    if min(len(a.content), len(b.content)) < SHORTEST:
        return False
    ours, theirs = Counter(a.content), Counter(b.content)
    shared = (ours & theirs).total()
    if 2 * shared < (LIKE if shared < TRANSLATED else LIKE_TRANSLATED) * (len(a.content) + len(b.content)):
        return False
    if (NEGATIONS & set(a.words) != set()) != (NEGATIONS & set(b.words) != set()):
        return False
    return not _counts_otherwise(a.words, b.words)


def is_nearly_identical(a: Reading, b: Reading) -> bool:
    """Whether two wordings differ in a word or two that decide nothing: what is asked of indirect speech."""
    short, long = (a, b) if (a.size, a.words) <= (b.size, b.words) else (b, a)
    if short.words == long.words:
        return True
    if short.size < SHORTEST or long.size - short.size > 0.2 * long.size or short.size * long.size > ALIGNED:
        return False
    found = align(short, long)
    if any(is_hard(short, long, gap) for gap in found.gaps):
        return False
    return 2 * found.shared >= 0.9 * (short.size + long.size)


def _runs(short: Words, long: Words) -> float:
    """Share of the runs of words of the one that the other has too."""
    runs = {short[at : at + RUN] for at in range(len(short) - RUN + 1)}
    return len(runs & {long[at : at + RUN] for at in range(len(long) - RUN + 1)}) / len(runs)
