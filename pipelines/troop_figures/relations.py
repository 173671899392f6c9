"""Which figures of a text hold others, and which come on top of others. Standard library only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.troop_figures.beside import OF_THE_WHOLE
from pipelines.troop_figures.bodies import force_of
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.mention import FigureMention
from pipelines.troop_figures.passage import Passage

PART_BEFORE_WHOLE = re.compile(
    r"\b(?:as\s+part\s+of|part\s+of|out\s+of|among|of)\s+(?:an?\s+|the\s+|its\s+|their\s+|[\w.]+['’]s?\s+)?(?:larger\s+|total\s+|full\s+)?$"
)
WHOLE_BEFORE_PART = re.compile(
    r"\b(?:including|includes?|included|of\s+(?:whom|which|them)|among\s+them|among\s+which|made\s+up\s+of|comprising)\s+(?:\w+\s+){0,3}$"
)
ON_TOP = re.compile(
    r"\b(?:in\s+addition\s+to|on\s+top\s+of|besides|apart\s+from|aside\s+from|alongside|as\s+well\s+as|not\s+including|not\s+counting|excluding|over\s+and\s+above|to\s+join|joining|"
    r"will\s+join|to\s+reinforce|reinforcing)\s+(?:the\s+|its\s+|about\s+|some\s+|remaining\s+|existing\s+|an?\s+|\w+\s+){0,3}$"
)
ON_TOP_FIRST = re.compile(r"^\W*(?:in\s+addition\s+to|besides|on\s+top\s+of|apart\s+from)\s+(?:\w+\s+){0,3}$")
INCLUDED_IN_NAMED = re.compile(r"\bwhich\s+(?:also\s+)?includes?\s+(?:\w+\s+){0,2}$|\bincludes?\s+$")
ON_TOP_OF_FORCE = re.compile(
    r"\b(?:in\s+addition\s+to|on\s+top\s+of|besides|apart\s+from|aside\s+from|alongside|not\s+including|not\s+counting|excluding)\s+"
    r"(?:the\s+|all\s+|its\s+)?(?=\w)"
)
OTHERS = re.compile(
    r"\bother\s+(?:\w+\s+){0,2}(?:members?|nations|countries|allies|states|partners|contributors)\b"
    r"|\b(?:non-american|non-u\.?s\.?|non-russian|non-french)\b"
)
"""As in "troops from other NATO members": what is counted leaves out those whom the text has spoken of."""
LAST = 40  # figures among which that is looked for
STRENGTHS = frozenset({"present", "deployed", "to_withdraw", "authorised"})


@dataclass(slots=True)
class Read:
    """A figure with where it was read."""

    mention: FigureMention
    counted: Counted
    passage: Passage


def donor_of(found: Sequence[Read], counted: Counted) -> FigureMention | None:
    """The figure among the last ones that the noun of `counted` is understood from."""
    if counted.like is None:
        return None
    return next((read.mention for read in reversed(found[-LAST:]) if read.counted.start == counted.like), None)


def relate(figures: list[Read]) -> None:
    """Fills `part_of` and `excludes` of the mentions with their places in the list."""
    latest_of_force: dict[str, list[int]] = {}
    begins = {read.counted.start: place for place, read in enumerate(figures)}
    for place, read in enumerate(figures):
        if read.counted.rule == "share_of_figure" and read.counted.like in begins:
            _share_of(read.mention, figures[begins[read.counted.like]].mention)
            read.mention.part_of = [begins[read.counted.like]]
            continue
        if place and figures[place - 1].counted.rule == "share_of_figure" and figures[place - 1].counted.like == read.counted.start:
            continue  # the whole that the share is of
        if place and figures[place - 1].passage is read.passage:
            _pair(figures, place - 1, place)
            if place > 1 and figures[place - 2].passage is read.passage and not read.mention.part_of:
                _pair(figures, place - 2, place, including=True)
        if not read.mention.part_of:
            _part_of_named(figures, place, latest_of_force)
        if not read.mention.excludes:
            _on_top_of_named(figures, place, latest_of_force)
        if read.mention.force_id and read.mention.measure in STRENGTHS and read.mention.value:
            latest_of_force.setdefault(read.mention.force_id, []).append(place)


def _share_of(part: FigureMention, whole: FigureMention) -> None:
    """What is not told of a share is that of the whole, which may stand after it."""
    if part.force_id is None:
        part.force_id, part.force_name = whole.force_id, whole.force_name
    if part.place_id is None:
        part.place_id, part.place_name = whole.place_id, whole.place_name


def _pair(figures: list[Read], first: int, second: int, *, including: bool = False) -> None:
    one, two = figures[first], figures[second]
    between = one.passage.said(one.mention.char_end, two.mention.char_start)
    before = one.passage.said(one.passage.span.start, one.mention.char_start)
    if WHOLE_BEFORE_PART.search(between) and _may_hold(one, two):
        two.mention.part_of.append(first)
    elif including:
        return
    elif OF_THE_WHOLE.search(before) and "understood" in two.counted.rule and _may_hold(one, two):
        two.mention.part_of.append(first)
    elif ON_TOP.search(between):
        one.mention.excludes.append(second)
    elif ON_TOP_FIRST.match(before):
        two.mention.excludes.append(first)
    elif len(between) < 60 and PART_BEFORE_WHOLE.search(between) and _may_hold(two, one):
        one.mention.part_of.append(second)


def _may_hold(whole: Read, part: Read) -> bool:
    """A whole is not smaller than its part."""
    great = whole.mention.value or whole.mention.high or whole.mention.low
    small = part.mention.value or part.mention.low
    return great is not None and small is not None and great >= small


def _part_of_named(figures: list[Read], place: int, latest_of_force: dict[str, list[int]]) -> None:
    """As in "The mission, which includes 2,500 US troops": part of the strength that the text gives for the mission."""
    read = figures[place]
    before = read.passage.said(read.passage.span.start, read.mention.char_start)
    if not INCLUDED_IN_NAMED.search(before) or not read.mention.force_id:
        return
    holders = [force for name in read.passage.names if name.end <= read.mention.char_start and (force := force_of(name))]
    for holder in holders[-1:]:
        for whole in reversed(latest_of_force.get(holder, [])[-3:]):
            if holder != read.mention.force_id and _may_hold(figures[whole], read):
                read.mention.part_of.append(whole)
                return


def leaves_others_out(passage: Passage, counted: Counted) -> bool:
    """Whether those counted are of "other members", so that those spoken of before are not among them."""
    begin = counted.start - passage.span.start
    return OTHERS.search(passage.low, begin, counted.end - passage.span.start + 60) is not None


def _on_top_of_named(figures: list[Read], place: int, latest_of_force: dict[str, list[int]]) -> None:
    """As in "7,000 from other members, on top of the American contingent": the contingent's number stands elsewhere in the text."""
    read = figures[place]
    own = read.mention.force_id
    if own is None or read.mention.measure not in STRENGTHS or read.mention.part_of:
        return
    end = read.mention.char_end
    after = read.passage.said(end, read.passage.span.end)[:120]
    earlier = {force: places[-1] for force, places in latest_of_force.items() if force != own}
    if on_top := ON_TOP_OF_FORCE.search(after):
        named = [force for name in read.passage.names if 0 <= name.start - end - on_top.end() < 20 and (force := force_of(name))]
        read.mention.excludes += [earlier[force] for force in named[:1] if force in earlier]
    if not read.mention.excludes and earlier and leaves_others_out(read.passage, read.counted):
        read.mention.excludes.append(max(earlier.values()))
