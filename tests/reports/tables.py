"""Small tables of articles for the tests of this folder."""

from datetime import UTC, datetime

import polars as pl

BLOCK = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String}))
SCHEMA = {
    "article_id": pl.String, "outlet": pl.String, "text": pl.String, "blocks": BLOCK, "bylines": pl.List(pl.String),
    "published_at": pl.Datetime("us", "UTC"), "published_latest": pl.Date, "n_words": pl.Int64,
}  # fmt: skip


def article(key: str, *parts: str | tuple[str, str], outlet: str | None = None, day: int | None = None, by: str | None = None) -> dict:
    """A row of `articles`: parts are lines of body, or (kind, line); `day` is one of April 2021."""
    text, blocks = "", []
    for part in parts:
        kind, line = part if isinstance(part, tuple) else ("body", part)
        blocks.append({"start": len(text), "end": len(text) + len(line), "kind": kind})
        text += line + "\n"
    published = datetime(2021, 4, day, tzinfo=UTC) if day else None
    return {
        "article_id": f"art_{key:0<16}", "outlet": outlet or f"{key} Post", "text": text, "blocks": blocks, "bylines": [by] if by else [],
        "published_at": published, "published_latest": published.date() if published else None, "n_words": len(text.split()),
    }  # fmt: skip


def articles(*rows: dict) -> pl.DataFrame:
    """The table of these rows."""
    return pl.DataFrame(list(rows), schema=SCHEMA)


def surfaces(table: pl.DataFrame, overlaps: pl.DataFrame) -> list[tuple[str, str]]:
    """The two sides of each overlap as printed."""
    text = dict(zip(table["article_id"], table["text"], strict=True))
    return [
        (text[row["article_a"]][row["a_start"] : row["a_end"]], text[row["article_b"]][row["b_start"] : row["b_end"]])
        for row in overlaps.iter_rows(named=True)
    ]
