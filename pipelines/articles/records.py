"""JSON records of articles: which of their fields is what, by the mapping in seeds/reference/json_fields.csv."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from pipelines.articles.decode import mended
from pipelines.articles.raw import Rejected
from pipelines.reference import rows

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(slots=True)
class Fields:
    """What a record or a page says of its article, apart from blocks."""

    text: str | None = None
    html: str | None = None
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    summary: str | None = None
    """The standfirst or description."""
    head: tuple[str, ...] = ()
    """Short lines printed around the headline of a page: who wrote and when, if its data do not tell."""
    foot: tuple[str, ...] = ()
    """Short lines printed right below the text of a page: the notice of a paywall, if there is one."""
    free: bool | None = None
    """Whether the page says that it can be read without paying."""
    teasers: tuple[int, float] = (0, 0.0)
    """How many lines of a page stand under linked headlines, and their share of its words."""
    page_types: tuple[str, ...] = ()
    """What the page says it is: types of schema.org and of OpenGraph, in lower case."""
    headings: tuple[int, ...] = ()
    """Where lines of the text begin that the page makes headings."""
    paths: tuple[tuple[str, str], ...] = ()
    """Of a source: where its JSON records have their fields, for `read_record`."""
    time_zone: str | None = None
    """Of a source: the IANA name of the zone of timestamps that name none."""


FieldPaths = tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def _paths(name: str, mapping: FieldPaths = ()) -> tuple[tuple[str, ...], ...]:
    general = ((row["field"], row["path"]) for row in rows("json_fields"))
    return tuple(dict.fromkeys(tuple(path.split(".")) for field, path in (*mapping, *general) if field == name))


def read_record(text: str, mapping: FieldPaths = ()) -> Fields:
    """The fields of a JSON record.

    Args:
        text: the JSON.
        mapping: fields and dotted paths of the source that it comes from, best first; they come before the general ones.

    Raises:
        Rejected: malformed, where it is no JSON object or has no text.
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Rejected("malformed", f"It is no JSON: {_where(error)}.") from error
    if not isinstance(record, dict):
        raise Rejected("malformed", "The record is no object with fields.")
    fields = Fields(
        text=_text(record, "text", mapping),
        html=_text(record, "html", mapping),
        title=_line(record, "title", mapping),
        authors=_authors(record, mapping),
        published=_published(record, mapping),
        url=_line(record, "url", mapping),
        outlet=_line(record, "outlet", mapping),
    )
    if not fields.text and not fields.html:
        named = [".".join(path) for path in _paths("text", mapping)]
        raise Rejected("malformed", f"The record has no text: none of {', '.join(named)}.")
    return fields


def _where(error: Exception) -> str:
    return f"{error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else "it is nested too deep"


def _values(record: Mapping[str, Json], name: str, mapping: FieldPaths) -> list[Json]:
    """What stands in the fields that may hold it, best first."""
    found: list[Json] = []
    for path in _paths(name, mapping):
        value: Json = dict(record)
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value not in (None, "", [], {}):
            found.append(value)
    return found


def _text(record: Mapping[str, Json], name: str, mapping: FieldPaths) -> str | None:
    for value in _values(record, name, mapping):
        text = as_text(value)
        if text and text.strip():
            return mended(text)
    return None


def as_text(value: Json) -> str | None:
    """A text field unchanged; paragraphs and sections, as Fundus writes them, joined by blank lines."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        parts = [part for one in value if (part := as_text(one))]
        return "\n\n".join(parts) or None
    if isinstance(value, dict):
        parts = [part for name in ("summary", "headline", "sections", "paragraphs", "text") if (part := as_text(value.get(name)))]
        return "\n\n".join(parts) or None
    return None


def _line(record: Mapping[str, Json], name: str, mapping: FieldPaths) -> str | None:
    for value in _values(record, name, mapping):
        if isinstance(value, str) and value.strip():
            return " ".join(mended(value).split())
    return None


def _authors(record: Mapping[str, Json], mapping: FieldPaths) -> list[str]:
    for value in _values(record, "authors", mapping):
        listed = value if isinstance(value, list) else [value]
        named = [one.get("name") if isinstance(one, dict) else one for one in listed]
        authors = [" ".join(mended(one).split()) for one in named if isinstance(one, str) and one.strip()]
        if authors:
            return authors
    return []


def _published(record: Mapping[str, Json], mapping: FieldPaths) -> str | None:
    for value in _values(record, "published", mapping):
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool) and (moment := _from_epoch(value)):
            return moment
    return None


def _from_epoch(value: float) -> str | None:
    """Seconds or milliseconds since 1970 as a date in ISO 8601."""
    seconds = value / 1000 if value > 1e11 else value
    return datetime.fromtimestamp(seconds, UTC).isoformat() if 0 < seconds < 4e9 else None
