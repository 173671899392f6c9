"""From what humans wrote to rows of `corrections`: which article and which mention each fix is about. Knows nothing of Dagster."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import polars as pl

from checks.corrections import Corrections
from checks.model import polars_schema
from pipelines.corrections.entries import TABLES, Entry
from pipelines.corrections.values import to_json
from pipelines.errors import UserError
from pipelines.ids import make_id, mention_id

SHOWN = 5


def correction_rows(entries: Sequence[Entry], articles: pl.LazyFrame, raw_documents: pl.LazyFrame) -> pl.DataFrame:
    """Rows of `corrections`: a row for each field that is set, and for each mention that is dropped; none for articles not in this build.

    Args:
        entries: the fixes.
        articles: article_id and text.
        raw_documents: source, sha256 and article_id.

    Raises:
        UserError: words that do not stand in their article, or not once; two fixes of one thing.
    """
    ids = _article_ids({entry.match["article"] for entry in entries}, articles, raw_documents)
    texts = texts_of(articles, ids.values())
    rows = [row for entry in entries if (article := ids.get(entry.match["article"])) for row in _rows(entry, article, texts[article])]
    _check_once(rows)
    return pl.DataFrame(rows, schema=polars_schema(Corrections))


def texts_of(articles: pl.LazyFrame, keys: Iterable[str]) -> dict[str, str]:
    """The texts of some articles by `article_id`; no others are read."""
    return dict(articles.filter(pl.col("article_id").is_in(sorted(set(keys)))).select("article_id", "text").collect().iter_rows())


def _article_ids(names: Collection[str], articles: pl.LazyFrame, raw_documents: pl.LazyFrame) -> dict[str, str]:
    """The keys of articles by what they are called here: by key, by hash, by the path of their document or of one that repeats it."""
    called = pl.any_horizontal(pl.col(name).is_in(sorted(names)) for name in ("source", "sha256"))
    keys = articles.select("article_id")
    documents = raw_documents.filter(called).select("source", "sha256", "article_id").join(keys, on="article_id", how="semi").sort("source")
    ids = {name: article for *called, article in documents.collect().iter_rows() for name in called if name in names}
    return ids | {article: article for article in keys.filter(pl.col("article_id").is_in(sorted(names))).collect()["article_id"]}


def _rows(entry: Entry, article: str, text: str) -> Iterator[dict[str, Any]]:
    start, end = (None, None) if "mention" in entry.match else _place(entry, text)
    match, model = entry.match, TABLES[entry.table]
    key = match.get("mention") or mention_id(
        article, model.__name__, start or 0, end or 0, match.get("type"), match.get("mode"), match.get("kind")
    )
    kinds = {name: match[name] for name in ("type", "mode", "kind") if name in match} if entry.action == "add" else {}
    fields: dict[str, Any] = kinds | entry.set
    names: list[str | None] = [*sorted(fields)] or [None]
    for name in names:
        new = to_json(fields[name]) if name else None
        old = {"set": entry.expect.get(name or ""), "drop": entry.expect, "add": None}[entry.action]
        yield {
            "correction_id": make_id("cor", entry.table, key, entry.action, name or "", new or ""),
            "entry": entry.where,
            "mention_table": entry.table,
            "mention_id": key,
            "article_id": article,
            "char_start": start,
            "char_end": end,
            "action": entry.action,
            "field": name,
            "old": None if entry.action == "add" else to_json(old),
            "new": new,
            "expect": to_json(entry.expect),
            "reason": entry.reason,
            "made_by": entry.by,
            "made_on": entry.date,
            "status": entry.status,
            "applied": entry.status == "upheld",
        }


def _place(entry: Entry, text: str) -> tuple[int, int]:
    """Where the words of a fix stand."""
    match, where = entry.match, entry.where
    words: str | None = match.get("surface")
    start: int | None = match.get("char_start")
    if words is None:
        start, end = match["char_start"], match["char_end"]
        if not start < end <= len(text):
            raise UserError(f"{where} is stale: its article has no characters {start} to {end}.")
        return start, end
    places = [start] if start is not None else _all(text, words)
    if not places or not text.startswith(words, places[0]) or match.get("char_end", places[0] + len(words)) != places[0] + len(words):
        raise UserError(f"{where} is stale: {words!r} does not stand {'there ' if start is not None else ''}in its article.")
    if len(places) > 1:
        shown = ", ".join(str(place) for place in places[:SHOWN])
        raise UserError(f"{where}: {words!r} stands in its article {len(places)} times, at {shown}; say which by char_start.")
    return places[0], places[0] + len(words)


def _all(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _check_once(rows: Sequence[dict[str, Any]]) -> None:
    """Of one thing there is one fix."""
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    whole: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        other = seen.setdefault((row["correction_id"],), row)
        if row["applied"]:
            mention = (row["mention_table"], row["mention_id"])
            field = seen.setdefault((*mention, row["field"]), row)
            action = whole.setdefault(mention, row)
            other = next((one for one in (other, field) if one is not row), action if action["action"] != row["action"] else row)
        if other is not row:
            raise UserError(f"{row['entry']} and {other['entry']} are about the same thing: keep one of them.")
