"""Pairs the quotation marks of a paragraph, some of which may be missing or wrong. Standard library only.

Every mark can open or close; its type, what stands beside it and the words around make one or the other more costly. The cheapest way
through all marks of the paragraph is taken, so that a missing mark costs the quotation that it belongs to and no other.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.text.lead_ins import is_attribution, leads_in


class Mark(NamedTuple):
    """One printed mark. `lean`: above 0 where it looks like an opening one, below 0 like a closing one; `spare`: it may be none at all."""

    start: int
    end: int
    lean: int
    directed: int  # 1 where its type says which way it goes, 0 for a straight one
    spare: bool = False


class Pair(NamedTuple):
    """A quotation by its marks; None for one that is missing.

    `reopened`: the next mark opens again before this quotation was closed; `mixed`: it holds one in marks of another kind.
    """

    opening: Mark | None
    closing: Mark | None
    reopened: bool = False
    mixed: bool = False


NEAR = 40  # characters looked at before a mark
OPENS_AFTER = frozenset("([{—–-/…>|‘'’=*‛")
CLOSES_BEFORE = frozenset(".,;:?!)]}—–-…<'’|*[(")
ENDS = frozenset(".!?…")
WAYS = {"“": 4, "„": 4, "‟": 4, "«": 4, "”": -4, "»": -4}
SIDE = 10  # what a place beside a word weighs; that of the mark's type is in WAYS
SURE = 6  # a lean that words do not change
STRAY, SPARE = 18, 1  # a mark that belongs to nothing; one that stands for inches or the like
LOST_OPENING, LOST_CLOSING, UNCLOSED = 9, 7, 5
NESTED, NESTED_OTHER, MIXED = 6, 2, 4  # a quotation in another, with marks of the same or the other kind; a pair of two kinds
FAR = 10**6
MOST = 2000  # marks in a paragraph, beyond which it is no prose and they are paired as they come


def lean_of(text: str, start: int, end: int, at: int, low: bool) -> int:
    """How much the mark at `at` of the paragraph start..end looks like an opening one. `low`: whether „ opens in the paragraph."""
    to = at + 1
    before = text[at - 1] if at > start else " "
    after = text[to] if to < end else " "
    opens = (before.isspace() or before in OPENS_AFTER) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in CLOSES_BEFORE)
    way = WAYS.get(text[at], 0)
    if text[at] == "“" and low:  # „so“
        way = -way
    lean = way + (0 if opens == closes else SIDE if opens else -SIDE)
    if at == start:
        return lean + 16
    if abs(lean) >= SURE:
        return lean
    return lean + _by_words(text, start, end, at, to)


def _by_words(text: str, start: int, end: int, at: int, to: int) -> int:
    """The same by the words and signs around it, for marks whose place tells nothing or contradicts their type."""
    before = text[max(start, at - NEAR) : at].rstrip()
    last = before[-1:]
    following = text[to : min(end, to + 2)].lstrip()
    if not last:
        return 12
    if not following:
        return -12
    glued = text[at - 1] in ENDS or text[at - 1] == ","
    if last == ":":
        return 6
    if last in ",?!.…-—–":
        if is_attribution(text, to, end):
            return -6
        if last == "," and leads_in(before[:-1]):
            return 6
        return -2 if glued or last == "," or not following[0].isupper() else 1
    if following[0] in ".,;:!?)":
        return -6
    return 2 if leads_in(before) else 0


def pair_marks(marks: Sequence[Mark], clues: Sequence[int], taken_up: bool) -> list[Pair]:
    """The quotations of a paragraph, in order; of nested ones the outermost.

    Args:
        marks: its double marks, in order.
        clues: for each mark, how sure it is that a quotation that lost its closing mark ended before it, 0 to 6.
        taken_up: whether the paragraph after begins with an opening mark, as one does that goes on with a speech.
    """
    if len(marks) > MOST:
        return [Pair(marks[n], marks[n + 1]) for n in range(0, len(marks) - 1, 2)]
    if len(marks) % 2 == 0 and all(m.lean >= 2 if n % 2 == 0 else m.lean <= -2 for n, m in enumerate(marks)):
        return [Pair(marks[n], marks[n + 1]) for n in range(0, len(marks), 2)]
    return _followed(marks, _cheapest(marks, clues, taken_up))


OUT, IN, INNER = 0, (1, 2), (3, 4)
"""States: outside; inside a quotation that a straight mark or one with a direction opened; inside one within it."""
_Step = tuple[int, int, str]


def _cheapest(marks: Sequence[Mark], clues: Sequence[int], taken_up: bool) -> list[str]:
    """What each mark does on the cheapest way: open, close, reopen, lost, nest, unnest, none."""
    cost = [0, FAR, FAR, FAR, FAR]
    back: list[list[_Step]] = []
    for mark, clue in zip(marks, clues, strict=True):
        chosen = _steps(mark, clue, cost)
        cost = [step[0] for step in chosen]
        back.append(chosen)
    open_end = 1 if taken_up else UNCLOSED
    ends = [cost[OUT], cost[1] + open_end, cost[2] + open_end]
    state = ends.index(min(ends))
    done = []
    for steps in reversed(back):
        _, state, step = steps[state]
        done.append(step)
    return done[::-1]


def _steps(mark: Mark, clue: int, cost: Sequence[int]) -> list[_Step]:
    """The cheapest step into each state: its cost so far, the state it comes from, what the mark does."""
    opening, closing = max(0, -mark.lean), max(0, mark.lean)
    none = SPARE if mark.spare else STRAY
    lost_closing = LOST_CLOSING - (clue if mark.lean > 0 else 0)
    here = mark.directed
    outside = [
        *((cost[IN[kind]] + closing + MIXED * (kind != here), IN[kind], "close") for kind in (0, 1)),
        (cost[OUT] + LOST_OPENING + closing, OUT, "lost"),
        (cost[OUT] + none, OUT, "none"),
    ]
    chosen = [min(outside, key=_cost)]
    for kind in (0, 1):
        inside = [
            (cost[INNER[kind]] + closing, INNER[kind], "unnest"),
            (cost[IN[kind]] + none, IN[kind], "none"),
        ]
        if kind == here:
            inside.append((cost[OUT] + opening, OUT, "open"))
            inside += ((cost[IN[k]] + lost_closing + opening + MIXED * (k != here), IN[k], "reopen") for k in (0, 1))
        chosen.append(min(inside, key=_cost))
    for kind in (0, 1):
        nested = (NESTED if kind == here else NESTED_OTHER) + opening
        chosen.append(min([(cost[IN[kind]] + nested, IN[kind], "nest"), (cost[INNER[kind]] + none, INNER[kind], "none")], key=_cost))
    return chosen


def _cost(step: _Step) -> int:
    return step[0]


def _followed(marks: Sequence[Mark], steps: Sequence[str]) -> list[Pair]:
    found: list[Pair] = []
    opened: Mark | None = None
    mixed = False
    for mark, step in zip(marks, steps, strict=True):
        if step == "lost":
            found.append(Pair(None, mark))
        elif step == "close":
            found.append(Pair(opened, mark, mixed=mixed))
            opened, mixed = None, False
        elif step in ("open", "reopen"):
            if opened is not None:
                found.append(Pair(opened, None, True, mixed))
            opened, mixed = mark, False
        elif step == "nest" and opened is not None:
            mixed = mixed or mark.directed != opened.directed
    if opened is not None:
        found.append(Pair(opened, None, mixed=mixed))
    return found
