"""Finds force figures in one text: how many of whom, doing what, where, when, who says so. Standard library only."""

from collections.abc import Sequence

from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.known import entities
from pipelines.text.numbers import lower_like, number_hint
from pipelines.troop_figures.bodies import kind_of
from pipelines.troop_figures.context import find_claimant, find_place, find_when
from pipelines.troop_figures.counted import CIVIL_NEAR, Counted, find_counted
from pipelines.troop_figures.cues import CASUALTY_HINT, find_cues
from pipelines.troop_figures.ellipses import of_the_people, with_ellipses
from pipelines.troop_figures.forces import force_of_speaker, in_uniform, resolve_force, speaks_of_own
from pipelines.troop_figures.formations import find_formations
from pipelines.troop_figures.local import Asked, force_from_context
from pipelines.troop_figures.mention import FigureMention
from pipelines.troop_figures.passage import Passage, passages
from pipelines.troop_figures.reading import Last, Reading
from pipelines.troop_figures.readings import ARMED_GROUP, NARROW_KINDS, UNCOUNTED, read_all
from pipelines.troop_figures.relations import Read, donor_of, leaves_others_out, relate
from pipelines.troop_figures.retractions import with_notes
from pipelines.troop_figures.shares import of_others
from pipelines.troop_figures.singles import attacked, one_of_them, single_members, spoken_of_before, states_with_forces_before
from pipelines.troop_figures.units import Unit, hints
from pipelines.troop_figures.whereabouts import carried_place
from pipelines.troop_figures.whole import whole_of

FORCE_HINT = hints()
TROOPS = Unit("troops", "force")
NEAR = 4  # sentences in which "the Americans" are still the soldiers just counted


def figures(document: Document, quotes: Sequence[QuoteMention]) -> list[FigureMention]:
    """The force figures of a text, in the order of their places; `part_of` and `excludes` are places in this list.

    Args:
        document: the text with its blocks and window of publication.
        quotes: the quotations of the same text, sorted by where they begin; a figure in one is claimed by its speaker.
    """
    found: list[Read] = []
    grouped: bool | None = None
    last: Last | None = None
    told: set[str] = set()
    for passage in passages(document):
        low = passage.low
        earlier = last if last and passage.index - last.sentence in (1, 2) else None
        earlier = earlier or spoken_of_before(passage)
        if not FORCE_HINT.search(low) and earlier is None:
            continue
        casual = CASUALTY_HINT.search(low) is not None
        if not number_hint().search(low) and not casual and "additional" not in low and "more" not in low:
            continue
        if grouped is None:
            grouped = ARMED_GROUP.search(lower_like(document.text)) is not None
        counted = _counted(passage, earlier, found, casual=casual)
        cues = find_cues(passage) if counted or casual or UNCOUNTED.search(low) else []
        readings = read_all(passage, counted, cues, earlier, told, grouped=grouped, casual=casual)
        spans = [one for one, _ in readings]
        for one, reading in sorted(readings, key=lambda pair: pair[0].start):
            found.append(Read(_mention(passage, one, reading, spans, quotes, found), one, passage))
            last = _spoken_of(passage, one, reading)
            told.add(reading.measure)
    relate(found)
    return with_notes(document, [read.mention for read in found])


def _counted(passage: Passage, earlier: Last | None, found: Sequence[Read], *, casual: bool) -> list[Counted]:
    """All that a sentence counts of forces, by nouns, by what has been counted before, as formations and by peoples, in order."""
    counted = find_counted(passage)
    lent = single_members(passage, counted) + attacked(passage, counted) if casual and passage.numbers else []
    understood = with_ellipses(passage, counted + lent, earlier.counted if earlier else None)
    counted = [one for one in understood if one not in lent]  # "a soldier was killed and five wounded"
    taken = {one.number.start for one in counted}
    if casual:
        counted += one_of_them(passage, counted, earlier.counted if earlier else None)
        taken |= {one.number.start for one in counted}
    contingents = _contingents(passage, counted, None if casual else earlier)
    counted += find_formations(passage, taken)
    counted += of_the_people(passage, taken, _forces_before(passage, found), contingents, casual=casual)
    counted += of_others(passage, sorted(counted, key=lambda one: one.start), earlier.counted if earlier else None)
    return sorted(counted, key=lambda one: one.start)


def _forces_before(passage: Passage, found: Sequence[Read]) -> dict[str, Unit]:
    """The forces whose strength the last sentences give, with what they count."""
    near = [read for read in found[-6:] if passage.index - read.passage.index <= NEAR and read.counted.unit.kind == "force"]
    counted = {read.mention.force_id: read.counted.unit for read in near if read.mention.force_id}
    if CIVIL_NEAR.search(passage.low):
        return counted
    if not near or near[-1].passage.index < passage.index - 2:
        return dict.fromkeys(sorted(states_with_forces_before(passage)), TROOPS) | counted
    return dict.fromkeys(sorted(whole_of(passage).with_soldiers), TROOPS) | counted  # "killed more than 3,000 Azeris"


def _contingents(passage: Passage, counted: Sequence[Counted], earlier: Last | None) -> Unit | None:
    """The soldiers that this sentence or the last one counts, if no civilians are spoken of."""
    if CIVIL_NEAR.search(passage.low):
        return None
    unit = counted[0].unit if counted else earlier.counted.unit if earlier else None
    return unit if unit and unit.kind in ("force", "men") else None


def _spoken_of(passage: Passage, counted: Counted, reading: Reading) -> Last | None:
    """What the next sentence may take up; None where civilians come after it."""
    if counted.unit.kind in NARROW_KINDS or CIVIL_NEAR.search(passage.said(counted.end, passage.span.end)):
        return None
    return Last(passage.index, counted, reading)


def _mention(
    passage: Passage,
    counted: Counted,
    reading: Reading,
    others: Sequence[Counted],
    quotes: Sequence[QuoteMention],
    found: Sequence[Read],
) -> FigureMention:
    force, force_rule = resolve_force(passage, counted, reading, others)
    if (force is None or kind_of(force) == "country") and leaves_others_out(passage, counted):
        force, force_rule = whole_of(passage).alliance, "others"
    claimed_by, claimed_by_id = find_claimant(passage, counted, quotes)
    donor = donor_of(found, counted)
    ours = speaks_of_own(passage, counted, force_rule)
    if ours:
        # whose "we" it is; a soldier who says no more is one of the country that the report was sent from
        force = force_of_speaker(claimed_by_id, claimed_by) or (whole_of(passage).home if claimed_by and in_uniform(claimed_by) else None)
        force = force or (donor.force_id if donor else None)
        force_rule = "ours" if force else "none"
    place = find_place(passage, counted, reading, force, whole_of(passage).places, donor.place_id if donor else None)
    if force is None and not ours:
        likely = place or carried_place(whole_of(passage).places, None, home=True)
        force, force_rule = force_from_context(Asked(passage, counted, reading, likely, found, claimed_by_id, claimed_by))
    when = find_when(passage, counted, reading)
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
        formations=counted.formations,
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
