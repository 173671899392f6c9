"""Finds force figures in one text: how many of whom, doing what, where, when, who says so. Standard library only."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.numbers import Number, lower_like, number_hint
from pipelines.troop_figures.context import document_place, find_claimant, find_place, find_when
from pipelines.troop_figures.counted import CIVIL_NEAR, Counted, article_phrase, find_counted
from pipelines.troop_figures.cues import CASUALTIES, CASUALTY_HINT, Cue
from pipelines.troop_figures.ellipses import may_continue, with_ellipses
from pipelines.troop_figures.forces import dominant_alliance, force_of, resolve_force
from pipelines.troop_figures.local import force_from_context
from pipelines.troop_figures.measures import Reading, find_cues, read_measure
from pipelines.troop_figures.mention import FigureMention
from pipelines.troop_figures.passage import Passage, passages
from pipelines.troop_figures.relations import Read, leaves_others_out, relate
from pipelines.troop_figures.units import Unit, hints, phrase_after

FORCE_HINT = hints()
ARMED_GROUP = re.compile(r"insurgen|militant|rebel|guerr?illa|taliban|terroris|al[- ]qa|haqqani|extremist|subversive|jihad")
ARMED_WORK = re.compile(ARMED_GROUP.pattern + r"|\bied\b|explosive|bomb|roadside")
ARTICLE = re.compile(r"\b(?:an?|another|one\s+other|one\s+more|one\s+additional)(?=\s)")
UNCOUNTED = re.compile(r"\b(?:additional|more|extra|further|fresh)(?=\s)")
NOT_MORE = re.compile(
    r"(?:\bno|\bany|\bone|\bonce|\bmuch|\bthe|\d|[a-z]{3,}ty|hundred|thousand|dozen|two|three|four|five|six|ten|many)\s+$"
)
DENIED = re.compile(r"\b(?:denied|denies|deny|denying|no\s+truth)\b[^.;]{0,24}?\bthat\b[^.;]*$")
CROWD, SMALL, FEWEST = 100, 10, 2
OFFICERS_OF = re.compile(r"\b(?:army|soldiers?|military|troops|battalion|brigade|navy|noncommissioned|enlisted)\b")
POLICE = re.compile(r"\bpolice")
"""Fewer than this, of whom nothing is told, is a scene and not a figure."""
NARROW_KINDS = frozenset({"leader", "suspect"})
LISTED_NEXT = re.compile(r"(?:,|,?\s+and|\s+plus)\s+(?:also\s+|the\s+)?")
AND_THEN = re.compile(r"[^.;]*\band\s+")


class Last(NamedTuple):
    """The last figure of a sentence."""

    sentence: int
    counted: Counted
    reading: Reading


def figures(document: Document, quotes: Sequence[QuoteMention]) -> list[FigureMention]:
    """The force figures of a text, in the order of their places; `part_of` and `excludes` are places in this list.

    Args:
        document: the text with its blocks and window of publication.
        quotes: the quotations of the same text, sorted by where they begin; a figure in one is claimed by its speaker.
    """
    found: list[Read] = []
    grouped, place, place_known = None, None, False
    last: Last | None = None
    for passage in passages(document):
        low = passage.low
        earlier = last if last and last.sentence == passage.index - 1 and may_continue(low) else None
        if not FORCE_HINT.search(low) and earlier is None:
            continue
        casual = CASUALTY_HINT.search(low) is not None
        if not number_hint().search(low) and not casual and "additional" not in low and "more" not in low:
            continue
        if grouped is None:
            grouped = ARMED_GROUP.search(lower_like(document.text)) is not None
        counted = with_ellipses(passage, find_counted(passage), earlier.counted if earlier else None)
        cues = find_cues(passage) if counted or casual or UNCOUNTED.search(low) else []
        readings: list[tuple[Counted, Reading]] = []
        for one in counted:
            reading = _reading(passage, one, cues, grouped=grouped)
            if (
                (reading is None or reading.side == "none")
                and readings
                and one.unit.kind not in NARROW_KINDS
                and _goes_on(passage, readings[-1], one)
            ):
                reading = readings[-1][1]  # "put the number of dead at 224 fighters, 183 rebels"
            if one.rule == "noun_understood" and (reading is None or reading.side == "none"):
                # "4,000 soldiers from Kenya and 1,200 from Ghana": what is told of both
                reading = readings[-1][1] if readings else earlier.reading if earlier else reading
            if reading:
                readings.append((one, reading))
        if casual:
            readings += _members(passage, counted, cues, grouped=grouped)
        readings += _uncounted(passage, counted, cues)
        if readings and not place_known:
            place, place_known = document_place(document), True
        spans = [one for one, _ in readings]
        for one, reading in sorted(readings, key=lambda pair: pair[0].start):
            found.append(Read(_mention(passage, one, reading, spans, place, quotes, found), one, passage))
            last = _spoken_of(passage, one, reading)
    relate(found)
    return [read.mention for read in found]


def _spoken_of(passage: Passage, counted: Counted, reading: Reading) -> Last | None:
    """What the next sentence may take up; None where civilians come after it."""
    if counted.unit.kind in NARROW_KINDS or CIVIL_NEAR.search(passage.said(counted.end, passage.span.end)):
        return None
    return Last(passage.index, counted, reading)


def _reading(passage: Passage, counted: Counted, cues: list[Cue], *, grouped: bool) -> Reading | None:
    """What is told of a counted force; None where it makes no figure."""
    reading = read_measure(passage, counted, cues)
    if counted.unit.kind == "officers" and not _become_known(passage, counted):
        return None
    if counted.unit.kind in NARROW_KINDS:
        told = ("captured",) if counted.unit.kind == "suspect" else ("captured", "killed")
        return reading if grouped and reading and reading.measure in told and reading.status == "reported" else None
    size = counted.number.value or counted.number.low or counted.number.high or 0
    if counted.rule == "strength_of_body" and size < SMALL:
        return None
    if reading is not None:
        return _denied(passage, counted, reading)
    named = any(force_of(name) for name in counted.names)
    least = {"group": SMALL if named else CROWD}.get(counted.unit.kind, FEWEST if named else SMALL)
    if size < least and counted.rule != "strength_of_body":
        return None
    return _denied(passage, counted, Reading("present", "reported", None, "none"))


def _goes_on(passage: Passage, before: tuple[Counted, Reading], one: Counted) -> bool:
    """Whether a figure is the next of a list of losses."""
    return (
        before[1].side != "none"
        and before[1].measure in CASUALTIES
        and LISTED_NEXT.fullmatch(passage.said(before[0].end, one.start)) is not None
    )


def _become_known(passage: Passage, counted: Counted) -> bool:
    """Makes officers policemen or soldiers by what the sentence speaks of; False where it speaks of neither."""
    police = POLICE.search(passage.low) is not None
    counted.unit = Unit("police", "police") if police else Unit("officers", "force")
    return police or OFFICERS_OF.search(passage.low) is not None


def _denied(passage: Passage, counted: Counted, reading: Reading) -> Reading:
    """As in "denied that 300 soldiers had crossed"."""
    return reading._replace(status="denied") if DENIED.search(passage.said(counted.start - 60, counted.start)) else reading


def _members(passage: Passage, counted: Sequence[Counted], cues: list[Cue], *, grouped: bool) -> list[tuple[Counted, Reading]]:
    """Single members with an article: "a U.S. soldier was killed", "arrested a Taliban leader"."""
    found: list[tuple[Counted, Reading]] = []
    offset = passage.span.start
    for article in ARTICLE.finditer(passage.low):
        phrase = article_phrase(passage, article.end() + offset)
        if phrase is None or any(one.start <= phrase.end and article.start() + offset <= one.end for one in counted):
            continue
        number = Number(article.start() + offset, article.end() + offset, 1, 1, 1, "exact")
        one = Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "one_member", phrase.words)
        if phrase.unit.kind == "officers" and not _become_known(passage, one):
            continue
        reading = read_measure(passage, one, cues)
        if reading is None or reading.cue is None or reading.measure not in CASUALTIES or reading.status != "reported":
            continue
        if phrase.unit.kind in NARROW_KINDS and not (
            (grouped and (ARMED_WORK.search(phrase.words) or _joins(passage, one, found))) or _is_of_group(phrase.names)
        ):
            continue
        found.append((one, reading))
    return found


def _joins(passage: Passage, one: Counted, found: Sequence[tuple[Counted, Reading]]) -> bool:
    """As in "a Taliban leader and a facilitator": the second goes with the first."""
    return any(0 < one.start - other.end < 40 and AND_THEN.fullmatch(passage.said(other.end, one.start)) for other, _ in found[-1:])


def _is_of_group(names: Sequence[Name]) -> bool:
    return any((entity := entities().get(name.entity_id)) is not None and entity.kind == "armed_group" for name in names)


def _uncounted(passage: Passage, counted: Sequence[Counted], cues: list[Cue]) -> list[tuple[Counted, Reading]]:
    """As in "deploying additional troops": a figure without a number, kept only where somebody sends or withdraws them."""
    found: list[tuple[Counted, Reading]] = []
    offset = passage.span.start
    for word in UNCOUNTED.finditer(passage.low):
        if NOT_MORE.search(passage.low, max(0, word.start() - 12), word.start()):
            continue
        phrase = phrase_after(passage, word.end() + offset)
        if (
            phrase is None
            or phrase.unit.kind != "force"
            or any(one.start <= phrase.end and word.start() + offset <= one.end for one in counted)
        ):
            continue
        number = Number(word.start() + offset, word.end() + offset, None, None, None, "vague")
        one = Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "no_number", phrase.words)
        reading = read_measure(passage, one, cues)
        if reading and reading.side == "left" and reading.measure in ("to_deploy", "deployed") and reading.status != "denied":
            found.append((one, reading))
    return found


def _mention(
    passage: Passage,
    counted: Counted,
    reading: Reading,
    others: Sequence[Counted],
    carried: str | None,
    quotes: Sequence[QuoteMention],
    found: Sequence[Read],
) -> FigureMention:
    force, force_rule = resolve_force(passage, counted, reading, others)
    if force and entities()[force].kind == "country" and leaves_others_out(passage, counted):
        force, force_rule = dominant_alliance(passage), "others"
    place = find_place(passage, counted, reading, force, carried)
    if force is None:
        force, force_rule = force_from_context(passage, counted, reading, place or carried, found)
    when = find_when(passage, counted, reading)
    claimed_by, claimed_by_id = find_claimant(passage, counted, quotes)
    known = entities()
    return FigureMention(
        char_start=counted.start,
        char_end=counted.end,
        surface=passage.text[counted.start : counted.end],
        rule=f"{counted.rule}.{force_rule}",
        force_id=force,
        force_name=known[force].name if force else None,
        unit=counted.unit.name,
        value=counted.number.value,
        low=counted.number.low,
        high=counted.number.high,
        qualifier=counted.number.qualifier,
        measure=reading.measure,
        status=reading.status,
        place_id=place,
        place_name=known[place].name if place else None,
        as_of_earliest=when.earliest,
        as_of_latest=when.latest,
        as_of_basis=when.basis,
        deadline=when.deadline,
        claimed_by=claimed_by,
        claimed_by_id=claimed_by_id,
    )
