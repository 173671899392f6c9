"""What is told of a figure. Standard library only."""

from typing import NamedTuple

from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import Cue


class Reading(NamedTuple):
    """Measure and status of a figure; `cue` is what governs it (None where nothing does), `side` where that stands."""

    measure: str
    status: str
    cue: Cue | None
    side: str
    role: str = ""


class Last(NamedTuple):
    """The last figure of a sentence."""

    sentence: int
    counted: Counted
    reading: Reading
