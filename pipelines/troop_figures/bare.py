"""Numbers without a noun, read with what the text has counted before: "put them at 15,000", "another 300 will follow".

The words around the number must speak of the size of a body, of people who go, come or are lost, or point back ("of them"). Numbers whose
noun is understood from the same list or sentence stand in ellipses.py. Standard library only.
"""

from collections.abc import Callable
from typing import NamedTuple

from pipelines.text.numbers import Number
from pipelines.troop_figures import bare_patterns as forms
from pipelines.troop_figures.counted import CIVIL_NEAR, NOTHING_COUNTED, Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.units import ANY_UNIT


class Asked(NamedTuple):
    """A number that counts nothing by a noun, with what stands around it."""

    passage: Passage
    number: Number
    before: str
    at: int
    """Where the number ends, as an offset in the sentence."""
    alone: bool
    first: bool
    """Whether it begins the sentence."""
    size: int
    here: bool
    """Whether the noun stands in the same sentence."""
    nearest: bool
    """... and no other number between."""
    told: int
    """The number told before."""
    kind: str
    """The kind of what was counted: force, police, group, men."""


def understood(passage: Passage, number: Number, found: list[Counted], earlier: Counted | None) -> tuple[Counted, str] | None:
    """The figure whose noun a number without one shares, and the rule; None where the number counts something else.

    Args:
        passage: the sentence.
        number: a number that no noun of forces follows.
        found: what the sentence counts already.
        earlier: what one of the sentences before has counted, where it may still be spoken of.
    """
    here = last_before(passage, number, found)
    donor = here or earlier
    at = number.end - passage.span.start
    size = number.value or number.low or number.high or 0
    if donor is None or forms.THING_AFTER.match(passage.low, at) or size > forms.GREATEST:
        return None
    if donor is earlier and size >= forms.MANY and donor.number.value and size > forms.TIMES * donor.number.value:
        return None  # "1.85 million are in camps"
    if forms.MONEY.search(passage.said(number.start - forms.BEFORE, number.start)):
        return None
    if donor is earlier and CIVIL_NEAR.search(passage.said(passage.span.start, number.start)):
        return None
    asked = Asked(
        passage,
        number,
        passage.said(number.start - forms.BEFORE, number.start),
        at,
        NOTHING_COUNTED.match(passage.low, at) is not None,
        forms.FIRST.fullmatch(passage.said(passage.span.start, number.start).rpartition(";")[2]) is not None,
        size,
        here is not None,
        here is not None and not any(here.end <= other.start < number.start for other in passage.numbers),
        donor.number.value or 0,
        donor.unit.kind,
    )
    return next(((donor, name) for name, rule in RULES.items() if rule(asked)), None)


def last_before(passage: Passage, number: Number, found: list[Counted]) -> Counted | None:
    """What is counted last before the number, near it and with no civilians between."""
    last = max((counted for counted in found if counted.end <= number.start), key=lambda counted: counted.start, default=None)
    if last is None or number.start - last.end > forms.REACHES or last.unit.kind not in forms.COUNTABLE:
        return None
    return None if CIVIL_NEAR.search(passage.said(last.end, number.start)) else last


def _of_them(asked: Asked) -> bool:
    """As in "48 of them are in Mali"."""
    match = forms.OF_THEM.match(asked.passage.low, asked.at)
    if match is None or ";" in asked.before or asked.number.qualifier == "vague":
        return False
    next_to_it = asked.nearest and forms.BESIDE.search(asked.before) is not None
    follows = forms.PLURAL_NEXT.match(asked.passage.low, match.end())
    if follows and not (next_to_it and forms.MEMBERS_NEXT.match(follows[0])):
        return False
    if not asked.here and _others_before(asked):
        return False
    return asked.size > 1 or forms.LOST.match(asked.passage.low, asked.at) is not None


def _more(asked: Asked) -> bool:
    """As in "will send 500 more", "a thousand more are to follow"."""
    more = forms.MORE.match(asked.passage.low, asked.at)
    if more is None or asked.size < forms.SMALLEST:
        return False
    follows = NOTHING_COUNTED.match(asked.passage.low, more.end()) is not None
    return (follows and (asked.here or forms.SENT.search(asked.before) is not None)) or forms.MOVES.match(
        asked.passage.low, asked.at
    ) is not None


def _another(asked: Asked) -> bool:
    """As in "wants to send another 2,000", "another 300 will follow", "another five were wounded"."""
    if not forms.ANOTHER.search(asked.before):
        return False
    if forms.LOST.match(asked.passage.low, asked.at):
        return True
    if asked.size < forms.SMALLEST:
        return False
    goes = any(told.match(asked.passage.low, asked.at) for told in (forms.MOVES, forms.PASSIVE))
    return goes or (asked.alone and (asked.here or forms.SENT.search(asked.before) is not None))


def _others_before(asked: Asked) -> bool:
    """Whether the sentence counts or names others first: "31 Palestinians lost their lives, 18 of them in the camp"."""
    start = asked.number.start
    return any(number.end <= start for number in asked.passage.numbers) or any(
        name.end <= start and name.form == "adjective" and name.surface.endswith("s") for name in asked.passage.names
    )


def _who(asked: Asked) -> bool:
    """As in "of the 5,000 who were to leave"."""
    return (
        asked.size >= forms.SMALLEST
        and forms.THE.search(asked.before) is not None
        and forms.WHO.match(asked.passage.low, asked.at) is not None
    )


def _again(asked: Asked) -> bool:
    """As in "half of the 9,600 will leave": the number just told, with an article."""
    return asked.size >= forms.SMALLEST and asked.size == asked.told and forms.THE.search(asked.before) is not None


def _agreed(asked: Asked) -> bool:
    """As in "2,000 of the 5,000 agreed"."""
    return (
        asked.size >= forms.SMALLEST
        and forms.THE.search(asked.before) is not None
        and forms.AGREED.match(asked.passage.low, asked.at) is not None
    )


def _lost(asked: Asked) -> bool:
    """As in "Seven others were wounded", "Five have died", "They were disarmed, and one died": after a sentence on soldiers."""
    if asked.here or forms.LOST.match(asked.passage.low, asked.at) is None:
        return False
    return asked.first or (forms.AND_THEN.search(asked.before) is not None and not _counts_before(asked))


def _number_lost(asked: Asked) -> bool:
    """As in "It brings to 41 the number killed in the Sahel"."""
    return forms.NUMBER_LOST.match(asked.passage.low, asked.at) is not None


def _held(asked: Asked) -> bool:
    """As in "on top of the 300 it already has there"."""
    return (
        asked.size >= forms.SMALLEST
        and forms.THE.search(asked.before) is not None
        and forms.IT_HAS.match(asked.passage.low, asked.at) is not None
    )


def _goes_on(asked: Asked) -> bool:
    """As in "Eight were flown out", "The remaining 46 were pardoned", "Some 400 never did": the sentence begins with them."""
    _, stop, clause = asked.passage.said(asked.passage.span.start, asked.number.start).rpartition(";")
    if (asked.here and not (stop and asked.nearest)) or asked.number.qualifier == "vague" or not forms.REST.fullmatch(clause):
        return False
    if not asked.here and _counts_before(asked):
        return False
    least = forms.SMALLEST if asked.kind != "prisoner" else 2
    told = forms.PASSIVE.match(asked.passage.low, asked.at) is not None and asked.size > 1
    return told or (asked.size >= least and forms.NEVER.match(asked.passage.low, asked.at) is not None)


def _moved(asked: Asked) -> bool:
    """As in "Some 2,000 will remain"."""
    opens = asked.first or forms.ESTIMATES.search(asked.before) is not None or forms.BUT_ONLY.search(asked.before) is not None
    return (
        opens
        and (not asked.here or not asked.first)
        and asked.size >= forms.SMALLEST
        and forms.MOVES.match(asked.passage.low, asked.at) is not None
    )


def _sent(asked: Asked) -> bool:
    """As in "London, which had lent the mission 1,500", "itself lost seven"."""
    ends = asked.alone or forms.LEFT.match(asked.passage.low, asked.at) is not None
    return ends and asked.size >= forms.SMALLEST and asked.kind in ("force", "men", "group") and forms.SENT.search(asked.before) is not None


def _loses(asked: Asked) -> bool:
    """As in "itself has lost seven", "lost 17 of their own": those who lose them are others than those counted before."""
    return forms.LOSES.search(asked.before) is not None and (asked.alone or forms.OWN.match(asked.passage.low, asked.at) is not None)


def _of_own(asked: Asked) -> bool:
    """As in "answered with some 300,000 of its own"."""
    return asked.size >= forms.SMALLEST and forms.OWN.match(asked.passage.low, asked.at) is not None


def _there(asked: Asked) -> bool:
    """As in "In Kosovo there are 5,100, in Bosnia 1,700"."""
    return (
        asked.alone
        and asked.size >= forms.SMALLEST
        and (forms.THERE_ARE.search(asked.before) is not None or (asked.here and forms.IN_PLACE.search(asked.before) is not None))
    )


def _became(asked: Asked) -> bool:
    """As in "On Saturday the number became 410. By Sunday it was 548"."""
    return (
        asked.alone
        and not asked.here
        and asked.size >= forms.SMALLEST
        and forms.BECAME.fullmatch(asked.passage.said(asked.passage.span.start, asked.number.start)) is not None
    )


def _size(asked: Asked) -> bool:
    """As in "put them at 15,000 to 20,000", "brought to almost 6,000", "down from 9,800 a year ago"."""
    dead = forms.DEAD.match(asked.passage.low, asked.at) is not None and not CIVIL_NEAR.search(asked.passage.low, asked.at)
    if dead and not asked.here and asked.told and asked.size > asked.told:
        return False  # more than there were
    if (
        not asked.here
        and (level := forms.LEVEL_OF.search(asked.before))
        and not (forms.OF_SIZE.search(level[1]) or ANY_UNIT.search(level[1]))
    ):
        return False  # "murders fell to 95"
    ends = asked.alone or dead or any(after.match(asked.passage.low, asked.at) is not None for after in (forms.AGO, forms.OF_TOTAL))
    return (
        ends
        and asked.size >= forms.SMALLEST
        and (forms.SIZE_AT.search(asked.before) is not None or (not asked.here and forms.ESTIMATES.search(asked.before) is not None))
    )


def _joined(asked: Asked) -> bool:
    """As in "will join the 400 already there"."""
    return (
        asked.size >= forms.SMALLEST
        and forms.JOIN.search(asked.before) is not None
        and (asked.alone or forms.MOVES.match(asked.passage.low, asked.at) is not None)
    )


def _nearest(asked: Asked) -> bool:
    """As in "desertion has taken 5,000": what was counted last is a force, and nothing else has been since."""
    passage, number = asked.passage, asked.number
    if asked.size < forms.SMALLEST or number.qualifier == "vague" or passage.in_capitals or CIVIL_NEAR.search(passage.low):
        return False
    told = forms.LOST.match(passage.low, asked.at) or forms.MOVES.match(passage.low, asked.at)
    if told and forms.OBJECT.match(passage.low, told.end()):
        return False
    if (
        forms.SCORE.match(passage.low, asked.at)
        or forms.OTHER_NUMBER.search(asked.before)
        or forms.LABEL.search(passage.text, passage.span.start, number.start)
    ):
        return False
    if not told and not (asked.alone and asked.size >= forms.HUNDRED):
        return False
    if asked.here:
        return asked.nearest
    return not _counts_before(asked)


def _counts_before(asked: Asked) -> bool:
    """Whether the sentence has another number before this one."""
    return any(other.end <= asked.number.start for other in asked.passage.numbers)


RULES: dict[str, Callable[[Asked], bool]] = {
    "lost_own": _loses,
    "of_them": _of_them,
    "who": _who,
    "again": _again,
    "agreed": _agreed,
    "more": _more,
    "another": _another,
    "lost": _lost,
    "number_lost": _number_lost,
    "held": _held,
    "moved": _moved,
    "goes_on": _goes_on,
    "sent": _sent,
    "of_own": _of_own,
    "there": _there,
    "became": _became,
    "size_understood": _size,
    "joined": _joined,
    "nearest": _nearest,
}
