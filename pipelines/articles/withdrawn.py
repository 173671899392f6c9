"""Articles that were taken back, by any of the marks that they can be known by. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was taken back: why, by each mark of an article: its key, the hash of its text, its address."""

    why: Mapping[str, str] = field(default_factory=dict)

    def reason(self, *marks: str | None) -> str | None:
        """Why an article with one of these marks was taken back; None for one that was not."""
        return next((self.why[mark] for mark in marks if mark is not None and mark in self.why), None)


NOTHING = Withdrawn()
