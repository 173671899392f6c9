"""What the mentions of one event say together: a row of `events`. Knows nothing of tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.events.tolls import tolls

Row = Mapping[str, Any]
STAGES = ("rejected", "denied", "conditional", "planned", "announced", "ongoing", "completed")
EXACT = ("day", "range", "month", "before", "about", "year", "unknown")


def event_row(event_id: str, members: Sequence[Row]) -> dict[str, Any]:
    """The row for mentions in the order of publication, but for counts and links."""
    status = _status(members)
    dating = [mention for mention in members if mention["status"] == status or status != "completed"]  # a deadline dates no deed
    dated = min(
        dating,
        key=lambda mention: (mention["date_basis"] != "text", mention["status"] != status, EXACT.index(mention["date_precision"])),
    )
    place = _finest(members)
    row = {
        "event_id": event_id,
        "type": members[0]["type"],
        "mode": _commonest([mention["mode"] for mention in members]),
        "actor_ids": sorted({entity for mention in members for entity in mention["actor_ids"]}),
        "recipient_ids": sorted({entity for mention in members for entity in mention["recipient_ids"]}),
        "place_id": place["place_id"] if place else None,
        "place_name": place["place_name"] if place else None,
        "place_path": place["place_path"] if place else None,
        "date_earliest": dated["date_earliest"],
        "date_latest": dated["date_latest"],
        "date_precision": dated["date_precision"],
        "date_basis": dated["date_basis"],
        "status": status,
        "status_history": _history(members),
        "outcome": next((mention["outcome"] for mention in members if mention["status"] == status and mention["outcome"]), None),
        "background": all(mention["background"] for mention in members),
    }
    return row | tolls(members)


def _commonest(values: Sequence[str | None]) -> str | None:
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _finest(members: Sequence[Row]) -> Row | None:
    """The mention with the finest place, the first of them."""
    placed = [mention for mention in members if mention["place_name"]]
    return max(placed, key=lambda mention: (mention["place_path"] or "").count(",")) if placed else None


def _last_told(members: Sequence[Row]) -> list[Row]:
    """The mentions of the latest day of publication; all where no day is known."""
    days = [mention["published_latest"] for mention in members if mention["published_latest"]]
    return [mention for mention in members if not days or mention["published_latest"] == max(days)]


def _status(members: Sequence[Row]) -> str:
    """The furthest stage in the latest reports that tell the event as news, or in the latest of all."""
    news = [mention for mention in members if not mention["background"]] or list(members)
    return max((mention["status"] for mention in _last_told(news)), key=STAGES.index)


def _history(members: Sequence[Row]) -> list[Row]:
    """Each status of each article once, in the order of publication."""
    told = {(mention["article_id"], mention["status"]): mention for mention in members}
    ordered = sorted(
        told.values(),
        key=lambda mention: (
            mention["published_latest"] is None,
            str(mention["published_latest"] or ""),
            mention["article_id"],
            STAGES.index(mention["status"]),
        ),
    )
    return [{key: mention[key] for key in ("status", "published_latest", "article_id", "mention_id", "reported_by")} for mention in ordered]
