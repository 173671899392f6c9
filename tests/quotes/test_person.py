"""Which forms of a name are one person's, and who "President Smith" was when a report was printed."""

from datetime import date

import pytest

from pipelines.quotes.offices import Office
from pipelines.quotes.person import better_form, in_office
from pipelines.text.spans import Window

PRESIDENT = Office(0, 1, "president", frozenset(), "USA")


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("James Halloran", "James R. Halloran", "James R. Halloran"),
        ("Sarah Silverman", "Comedian Sarah Silverman", "Sarah Silverman"),
        ("Le Pen", "Marine Le Pen", "Marine Le Pen"),
        ("Perez Molina", "José Pérez Molina", "José Pérez Molina"),
        ("James Halloran", "Anna Halloran", None),
        ("James R. Halloran", "James T. Halloran", None),
        ("Ann Smith", "Mary Ann Smith", None),
    ],
)
def test_better_form(one: str, other: str, kept: str | None) -> None:
    for first, second in ((one, other), (other, one)):
        found = better_form(first.split(" "), second.split(" "))
        assert (None if found is None else " ".join(found)) == kept


@pytest.mark.parametrize(
    ("surname", "office", "day", "name"),
    [
        ("Bush", PRESIDENT, date(2001, 10, 2), "George W. Bush"),
        ("Bush", PRESIDENT, date(2016, 10, 2), None),
        ("Bush", PRESIDENT, None, None),
        ("Clinton", PRESIDENT, None, "Bill Clinton"),
        ("Clinton", PRESIDENT._replace(noun="secretary"), None, "Hillary Clinton"),
        ("Clinton", PRESIDENT._replace(noun="general"), None, None),
        ("Sharon", Office(0, 2, "minister", frozenset({"prime"}), "ISR"), None, "Ariel Sharon"),
        ("Sharon", Office(0, 2, "minister", frozenset({"foreign"}), "ISR"), None, None),
        ("Sharon", Office(0, 2, "minister", frozenset({"prime"}), "FRA"), None, None),
        ("Nobodyson", PRESIDENT, None, None),
    ],
)
def test_in_office(surname: str, office: Office, day: date | None, name: str | None) -> None:
    found = in_office(surname, [office], Window(day, day))
    assert (found.name if found is not None else None) == name
