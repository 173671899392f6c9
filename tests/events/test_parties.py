"""Who acts on whom, in our own words: tests/events/parties.csv."""

import csv
from datetime import date
from pathlib import Path

import pytest

from pipelines.commands.extract import read_document
from pipelines.events.extract import events
from pipelines.quotes.extract import quotations
from tests.events.test_clauses import names_party

TABLE = Path(__file__).with_name("parties.csv")
ROWS = list(csv.DictReader(line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][-60:] for row in ROWS])
def test_party(row: dict[str, str]) -> None:
    document = read_document(row["text"], date.fromisoformat(row["published"]))
    found = [event for event in events(document, quotations(document)) if event.type == row["type"]]
    assert found
    last = found[-1]
    assert names_party(row["actor"], last.actor_ids, last.actor_names), (last.actor_ids, last.actor_names)
    assert names_party(row["recipient"], last.recipient_ids, last.recipient_names), (last.recipient_ids, last.recipient_names)
