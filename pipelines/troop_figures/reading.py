"""What is told of a figure. Standard library only."""

from typing import NamedTuple

from pipelines.troop_figures.cues import Cue


class Reading(NamedTuple):
    """Measure and status of a figure; `cue` is what governs it (None where nothing does), `side` where that stands."""

    measure: str
    status: str
    cue: Cue | None
    side: str
    role: str = ""
