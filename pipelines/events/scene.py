"""Day and place of a deed that is told over several sentences, of which one names them. Standard library only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from pipelines.events.when import OPEN, When, find_when
from pipelines.events.where import Where, find_where, last_country
from pipelines.text.dates import DateSpan
from pipelines.text.document import Document
from pipelines.text.names import Name, entities
from pipelines.text.spans import Span

SCENIC = frozenset(("ASSAULT", "COERCE"))
"""Types of deeds that are told over several sentences, of which the first says when and where."""
HOMELY = frozenset(("ASSAULT", "COERCE", "PROTEST", "CONSULT"))
"""Types of deeds that were done where the report was written, if it names no other place."""
LEAD_SENTENCES = 2
LONGEST_SCENE = 3
SHORT = timedelta(days=2)
"""How long a night or a weekend lasts at most: longer windows are periods, not the day of a deed."""


@dataclass(slots=True)
class Scene:
    """Day and place of the deeds being told, and how many sentences ago they were named."""

    when: When | None = None
    where: Where | None = None
    age: int = 0
    said: dict[int, int] = field(default_factory=dict)
    """When the words of the sentence were said: where that date begins, by the token of the verb of saying."""
    speaking: list[Span] = field(default_factory=list)
    """Where the sentence tells who says so."""
    told: int = 0
    """How many sentences have been told."""
    country: str | None = None
    """The country that was named last as a place."""
    home: Name | None = None
    """The place of the dateline."""
    abroad: bool = False
    """Whether the report tells mostly of another country than that of its dateline."""

    def land(self) -> str | None:
        """The country of what is told: that of the scene, of the dateline, or the one named last."""
        places = [self.where[0] if self.where else None, self.home.entity_id if self.home else None]
        told = (entities()[place].iso3 for place in places if place and place in entities())
        return next((country for country in told if country), self.country)


def set_scene(
    document: Document, scene: Scene, names: Sequence[Name], dates: Sequence[DateSpan], span: Span, kinds: Collection[str]
) -> None:
    """Takes day and place over from a sentence that names them; either alone renews its part only.

    A sentence that tells of other deeds only, by their `kinds`, sets no place: where ministers meet, nobody is shot.
    """
    scene.told += 1
    told = scene.said.values()
    days = [date for date in dates if _is_short(date) and date.relation not in OPEN and date.start not in told]
    where = find_where(names, span, document.text, barred=scene.speaking) if not kinds or not SCENIC.isdisjoint(kinds) else None
    if days or (where and "," in (where[2] or "")):
        scene.age = 0
    if days:
        scene.when = find_when(days, span, span.start, "completed", document.published)
    if where and "," in (where[2] or ""):
        scene.where = where
    scene.country = last_country(names, document.text) or scene.country


def _is_short(date: DateSpan) -> bool:
    return date.earliest is not None and date.latest is not None and date.latest - date.earliest <= SHORT
