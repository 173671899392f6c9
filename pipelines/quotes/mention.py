"""A quotation as the rules find it in one text. Fields are those of `quote_mentions`. Standard library only."""

from dataclasses import dataclass
from datetime import date


@dataclass(slots=True)
class QuoteMention:
    """Words that somebody is said to have said; offsets leave the marks out."""

    char_start: int
    char_end: int
    surface: str
    rule: str
    kind: str
    speaker_surface: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_id: str | None = None
    speaker_name: str | None = None
    speaker_role: str | None = None
    speaker_org: str | None = None
    speaker_basis: str = "unresolved"
    cue: str | None = None
    attitude: str | None = None
    addressee: str | None = None
    medium: str | None = None
    given_to: str | None = None
    said_earliest: date | None = None
    said_latest: date | None = None
