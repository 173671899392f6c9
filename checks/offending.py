"""Says which rows break a rule, and in which document each of them can be looked up. Knows nothing of Dagster."""

from collections.abc import Callable, Sequence

import polars as pl

from checks.model import Model, keys_of

SHOWN = 20
"""Offending rows that are shown; all of them are counted."""
CELL = 60
"""Characters of a value that are shown."""
Read = Callable[[str, list[str]], pl.DataFrame | None]
"""Some columns of a table; None where it is not there."""
ARTICLES = ("article_id", "article_a")
MENTIONS = {
    "mention_id": ("quote_mentions", "figure_mentions", "event_mentions"), "quote_id": ("quote_mentions",),
    "figure_id": ("figure_mentions",), "event_id": ("event_mentions",),
}  # fmt: skip
"""Tables that know in which article a key stands."""


def broken_cells(cases: pl.DataFrame, frame: pl.DataFrame, model: Model) -> pl.DataFrame:
    """What pandera found, with the key of each row, so that it can be looked up.

    Args:
        cases: `failure_cases` of a validation; without `index` where a whole column is wrong.
        frame: what was validated.
        model: what it should be.
    """
    keys = [name for name in (*keys_of(model), "article_id", "source") if name in frame.columns]
    rows = frame.select(list(dict.fromkeys(keys))).with_row_index("index").with_columns(pl.col("index").cast(pl.Int64))
    found = cases.select("column", value="failure_case", rule="check", index=pl.col("index").cast(pl.Int64))
    clash = {name: f"row_{name}" for name in rows.columns if name in ("column", "value", "rule")}
    joined = found.join(rows.rename(clash), on="index", how="left", maintain_order="left").drop("index")
    return joined.select(pl.exclude("column", "value", "rule"), "column", "value", "rule")


def with_source(rows: pl.DataFrame, read: Read) -> pl.DataFrame:
    """The rows, each with the document that it can be looked up in, as far as it has one."""
    if rows.is_empty() or "source" in rows.columns:
        return rows
    articles = read("articles", ["article_id", "source"])
    by = next((name for name in ARTICLES if name in rows.columns), None)
    if articles is None:
        return rows
    articles = articles.unique("article_id", keep="first", maintain_order=True)
    if by:
        return rows.join(articles.rename({"article_id": by}), on=by, how="left", maintain_order="left")
    key = next((name for name in MENTIONS if name in rows.columns), None)
    if key is None or rows.schema[key] != pl.String:
        return rows
    held = [some for table in MENTIONS[key] if (some := read(table, [key, "article_id"])) is not None]
    if not held:
        return rows
    first = pl.concat(held).sort(key, "article_id").unique(key, keep="first", maintain_order=True)
    return rows.join(first, on=key, how="left", maintain_order="left").join(articles, on="article_id", how="left", maintain_order="left")


def sentence(shown: pl.DataFrame, n_offending: int, n_rows: int) -> str:
    """What came of a check of so many rows, of which so many break the rule; the first of them are given."""
    if not n_offending:
        return f"Holds for all {n_rows:,} rows." if n_rows else "There are no rows."
    first = {name: value for name, value in shown.row(0, named=True).items() if value is not None and name != "source"}
    said = ", ".join(f"{name} {_short(value)}" for name, value in first.items())
    where = shown.row(0, named=True).get("source")
    count = "1 row breaks it" if n_offending == 1 else f"{n_offending:,} rows break it; the first"
    return f"{count}: {said}{f'; it stands in {where}' if where else ''}."


def markdown(frame: pl.DataFrame, width: int = CELL) -> str:
    """Rows as a Markdown table, long cells cut at `width` characters."""
    head = "| " + " | ".join(frame.columns) + " |\n|" + " --- |" * frame.width
    return "\n".join([head, *("| " + " | ".join(_cell(value, width) for value in row) + " |" for row in frame.iter_rows())])


def _cell(value: object, width: int) -> str:
    return _short("" if value is None else value, width).replace("|", "\\|")


def _short(value: object, width: int = CELL) -> str:
    listed: Sequence[object] = list(value) if isinstance(value, list | pl.Series) else [value]
    text = " ".join(", ".join(str(one) for one in listed).split())
    return text if len(text) <= width else text[: width - 1] + "…"
