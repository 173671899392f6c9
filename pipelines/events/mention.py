"""An event as the rules find it in one text. Fields are those of `event_mentions`. Standard library only."""

from dataclasses import dataclass, field
from datetime import date

from pipelines.events.harm_claims import Victims


@dataclass(slots=True)
class EventMention:
    """Who does what to whom in one clause, and how real that is."""

    char_start: int
    char_end: int
    surface: str
    rule: str
    type: str
    mode: str | None
    trigger: str
    actor_ids: list[str] = field(default_factory=list)
    actor_names: list[str] = field(default_factory=list)
    recipient_ids: list[str] = field(default_factory=list)
    recipient_names: list[str] = field(default_factory=list)
    place_id: str | None = None
    place_name: str | None = None
    place_path: str | None = None
    date_earliest: date | None = None
    date_latest: date | None = None
    date_precision: str = "unknown"
    date_basis: str = "none"
    status: str = "completed"
    outcome: str | None = None
    """attempted: it was tried and did not come about, or the text does not say that it did."""
    background: bool = False
    reported_by: str | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    wounded_low: int | None = None
    wounded_high: int | None = None
    detained_low: int | None = None
    detained_high: int | None = None
    displaced_low: int | None = None
    displaced_high: int | None = None
    harm: list[Victims] = field(default_factory=list)
    """Those harmed, group by group, of which the bounds above are the sums."""
