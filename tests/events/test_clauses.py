"""Clauses in our own words and the events that must be read from them: tests/events/clauses.csv."""

import csv
from datetime import date
from pathlib import Path

import pytest

from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.text.document import Document
from pipelines.text.spans import Block, Window

TABLE = Path(__file__).with_name("clauses.csv")
ROWS = list(csv.DictReader(line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")))


def read(text: str, published: str = "2021-04-14") -> list[EventMention]:
    """The events of a text that is one body block."""
    day = date.fromisoformat(published)
    return events(Document(text, [Block(0, len(text), "body")], Window(day, day)), [])


def names_party(expected: str, ids: list[str], names: list[str]) -> bool:
    """Whether a party is the one that a cell tells: an id, words as printed, - for nobody, empty for anybody."""
    if not expected:
        return True
    if expected == "-":
        return not ids and not names
    return expected in ids or any(expected.lower() in name.lower() for name in names)


def fits_day(expected: str, day: date | None) -> bool:
    """Whether a day is the one that a cell tells."""
    return not expected or (day is None if expected == "-" else day is not None and day.isoformat() == expected)


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_clause(row: dict[str, str]) -> None:
    found = read(row["text"], row["published"])
    told = [(event.type, event.mode, event.status, event.actor_ids, event.actor_names, event.recipient_names) for event in found]
    events_of_type = [event for event in found if event.type == row["type"] and (not row["mode"] or event.mode == row["mode"])]
    assert events_of_type, told
    assert any(
        event.status == row["status"]
        and names_party(row["actor"], event.actor_ids, event.actor_names)
        and names_party(row["recipient"], event.recipient_ids, event.recipient_names)
        and fits_day(row["earliest"], event.date_earliest)
        and fits_day(row["latest"], event.date_latest)
        for event in events_of_type
    ), [(*one, event.recipient_ids, event.date_earliest, event.date_latest) for one, event in zip(told, found, strict=True)]
