"""Deeds of state by those who no longer hold their office: they were done while they held it. Standard library only."""

from collections.abc import Iterable
from datetime import date, timedelta

from pipelines.events.when import When
from pipelines.quotes.person import terms_of
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.text.spans import Window

STATE_DEEDS = frozenset(("RETREAT", "MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "AID", "CONCEDE"))
"""Types of deeds that nobody does out of office; whoever left it may still accuse, urge and meet."""
DEALS = frozenset(("deal", "sign", "ceasefire"))
SETTLING = timedelta(days=14)
"""After the end of a term, for which reports may still tell its deeds as news."""


def done_in_office(kind: str, mode: str | None, names: Iterable[Name | None], published: Window) -> When | None:
    """The last term of whoever is named as acting, where it had ended before the report; None where somebody may still hold his."""
    if published.earliest is None or not (kind in STATE_DEEDS or mode in DEALS):
        return None
    people = {name.entity_id for name in names if name is not None and entities()[name.entity_id].kind == "person"}
    found: list[tuple[date, date]] = []
    for person in sorted(people):
        begun_by_then = [term for term in terms_of(entities()[person].name) if term[0] <= published.earliest]
        if not begun_by_then or max(ended for _, ended in begun_by_then) >= published.earliest - SETTLING:
            return None
        found.append(max(begun_by_then, key=lambda term: term[1]))
    return When(min(begun for begun, _ in found), max(ended for _, ended in found), "range", "office") if found else None
