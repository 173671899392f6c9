"""One row of what `muster compare` is given, as the comparison reads it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from pipelines.commands.json_lines import Row
from pipelines.ids import article_id
from pipelines.text.spans import READ, Block

ID, OUTLET, PUBLISHED = ("article_id", "id"), ("outlet", "source", "domain"), ("published_at", "published")
"""Names that a column may have; the first that a row has counts."""
NAMES = (*ID, *OUTLET, *PUBLISHED, "text", "blocks", "published_latest", "n_words", "bylines", "title")
MOST = 1 << 40


def read_article(row: Row, mark: bool) -> Row:
    """The article of a row.

    Args:
        row: values by the names of NAMES.
        mark: whether missing blocks are found in the text, by its lines; else all of it is body, below a title that it begins with.

    Raises:
        ValueError: a value is missing or is not what its name says.
    """
    if not isinstance(row.get("text"), str):
        raise ValueError('there is no "text"')
    text = _clean(row["text"])
    outlet, published, latest = _string(row, OUTLET), _moment(row, PUBLISHED), _moment(row, ("published_latest",))
    blocks = _given_blocks(row["blocks"], text) if row.get("blocks") is not None else make_blocks(text, _string(row, ("title",)), mark)
    return {
        "article_id": _string(row, ID) or article_id("\0".join([text, outlet or "", str(published or "")]).rstrip("\0").encode()),
        "outlet": outlet,
        "published_at": published,
        "published_latest": latest.date() if latest else published.date() if published else None,
        "n_words": _count(row.get("n_words"), text, blocks),
        "bylines": _names(row.get("bylines")),
        "text": text,
        "blocks": [block._asdict() for block in blocks],
    }


def make_blocks(text: str, title: str | None, mark: bool) -> Sequence[Block]:
    """The blocks of a bare text."""
    if mark:
        from pipelines.articles.blocks import mark_blocks

        return mark_blocks(text, title)
    begin = len(text) - len(text.lstrip())
    end = text.find("\n", begin)
    head = len(text) if end < 0 else end
    if title and title.strip() and text[begin:head].strip() == title.strip():
        parts = [Block(begin, head, "title"), Block(head, len(text), "body")]
    else:
        parts = [Block(begin, len(text), "body")]
    return [part for part in parts if part.end > part.start]


def _given_blocks(given: Any, text: str) -> Sequence[Block]:
    try:
        blocks = [Block(part["start"], part["end"], part["kind"]) for part in given]
        previous = 0
        for block in blocks:
            if not (previous <= block.start <= block.end <= len(text) and isinstance(block.kind, str)):
                raise ValueError
            previous = block.end
    except (KeyError, TypeError, ValueError):
        raise ValueError('"blocks" is no list of {"start", "end", "kind"} in order, within the text') from None
    return blocks


def _value(row: Row, names: Sequence[str]) -> Any:
    return next((row[name] for name in names if name in row), None)


def _string(row: Row, names: Sequence[str]) -> str | None:
    """A text, or a whole number as text; None for an empty one."""
    value = _value(row, names)
    if value is None or (isinstance(value, int | str) and not isinstance(value, bool)):
        return _clean(str(value)).strip() or None if value is not None else None
    raise ValueError(f'"{names[0]}" is no text: {value!r:.60}')


def _moment(row: Row, names: Sequence[str]) -> datetime | None:
    """A moment in UTC; midnight where only the day is given, UTC where no zone is."""
    value = _value(row, names)
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value.strip()) if value.strip() else None
        if value is None:
            return None
        if not isinstance(value, date):
            raise ValueError
        if not isinstance(value, datetime):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ValueError(f'"{names[0]}" is no ISO date: {value!r:.60}') from None


def _count(given: Any, text: str, blocks: Sequence[Block]) -> int:
    """Words of title and body, counted where they are not given."""
    if given is None:
        return sum(len(text[block.start : block.end].split()) for block in blocks if block.kind in READ)
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < MOST:
        raise ValueError(f'"n_words" is no count: {given!r:.60}')
    return given


def _names(given: Any) -> list[str]:
    names = [given] if isinstance(given, str) else given or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError('"bylines" is no list of texts')
    return [_clean(name) for name in names]


def _clean(text: str) -> str:
    """The text with a mark in place of half characters, which no file can hold; no offset changes."""
    return text.encode("utf-8", "replace").decode()
