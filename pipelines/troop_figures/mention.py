"""A force figure as the rules find it in one text. Fields are those of `figure_mentions`. Standard library only."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class FigureMention:
    """A number of men and women of a force, with what is said of them."""

    char_start: int
    char_end: int
    surface: str
    rule: str
    force_id: str | None = None
    force_name: str | None = None
    unit: str | None = None
    value: int | None = None
    low: int | None = None
    high: int | None = None
    formations: int | None = None
    """Battalions, brigades and the like that are counted, where no persons are."""
    qualifier: str = "exact"
    measure: str = "present"
    status: str = "reported"
    place_id: str | None = None
    place_name: str | None = None
    as_of_earliest: date | None = None
    as_of_latest: date | None = None
    as_of_basis: str = "none"
    deadline: date | None = None
    claimed_by: str | None = None
    claimed_by_id: str | None = None
    part_of: list[int] = field(default_factory=list)
    """Places in the list of this text's figures; they become mention ids in the table."""
    excludes: list[int] = field(default_factory=list)
    retracted: bool = False
    """Taken back by a correction note of the same text."""
    corrected_to: int | None = None
    """Place in the list of the figure that such a note puts in its place."""
