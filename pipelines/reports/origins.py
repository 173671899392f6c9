"""Which wire each report traces to, and how that is known. Knows nothing of Dagster or files.

The rule, first to last (`origin_basis`):
    dateline, byline, credit, outlet   what the article itself says (credits.py)
    copy      another printing of the same report says it: the canonical article, else the only wire that any printing names
    passages  nobody says it, but GOOD_PART of the canonical article stands, outside quotation marks, in reports of just one wire
All printings of one report have one origin, so that a report never counts as two. An agency that a report merely quotes, or takes one
statement from, is the origin of that mention (`credited_to`) and not of the report: `articles.agencies` lists these.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import polars as pl

from pipelines.articles.agencies import agency_named
from pipelines.reports.credit_forms import needles
from pipelines.reports.credits import Part, is_wire, sign
from pipelines.text.spans import READ

GOOD_PART = 0.25
"""Share of the characters of its body that an uncredited report takes over; two outlets that only print the same statement stay below."""
FEWEST = 40
"""Words that it must share."""
HEAD, FOOT, REACH = 400, 1500, 300
"""Characters of a line that are read, below the body, and of the last of the body."""
NO_CREDITS = ["caption", "embed", "comment_form", "title", "subheading"]

SIGNED = {"article_id": pl.String, "wire": pl.String, "basis": pl.String, "n_chars": pl.Int64}


def trace_origins(articles: Iterable[pl.DataFrame], reports: pl.DataFrame, overlaps: pl.DataFrame) -> pl.DataFrame:
    """`article_id`, `origin` and `origin_basis` of every row of `reports`, in its order; the order of the inputs does not matter.

    Args:
        articles: `article_id`, `text`, `blocks`; `bylines` and `outlet` where there are such columns; in any number of parts.
        reports: `article_id`, `report_id`, `canonical_id`.
        overlaps: `article_a`, `a_start`, `a_end`, `article_b`, `b_start`, `b_end`, `kind`, `n_words`.
    """
    signed = find_signed(articles)
    return trace_credited(signed, find_credited(signed, reports), overlaps)


def find_signed(articles: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Of each article `article_id`, the `wire` that signs it and the `basis`, where one does, and `n_chars` of its body."""
    parts = [pl.DataFrame(schema=SIGNED)]
    for part in articles:
        wires = find_origins(part).unique("article_id")
        parts.append(_body(part).join(wires, on="article_id", how="left", maintain_order="left").select(list(SIGNED)))
    return pl.concat(parts).unique("article_id", maintain_order=True)


def find_credited(signed: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """Of each row of `reports` its keys, the `wire` that signs it with the `basis`, and the wire that its report is `credited` to."""
    said = signed.select("article_id", "wire", "basis").drop_nulls("wire")
    printings = reports.select("article_id", "report_id", "canonical_id").join(said, on="article_id", how="left", maintain_order="left")
    of_first = said.select(canonical_id="article_id", first="wire")
    one = pl.col("wire").n_unique() == 1
    named = printings.drop_nulls("wire").group_by("report_id").agg(only=pl.when(one).then(pl.col("wire").first()))
    return (
        printings.join(of_first, on="canonical_id", how="left", maintain_order="left")
        .join(named, on="report_id", how="left", maintain_order="left")
        .with_columns(credited=pl.coalesce("first", "only"))
    )


def trace_credited(signed: pl.DataFrame, credited: pl.DataFrame, overlaps: pl.DataFrame) -> pl.DataFrame:
    """`trace_origins` where it is known who signs each article and to whom each report is credited."""
    return (
        credited.join(_by_passages(signed, credited, overlaps), on="report_id", how="left", maintain_order="left")
        .with_columns(origin=pl.coalesce("credited", "taken"))
        .select(
            "article_id",
            "origin",
            origin_basis=pl.when(pl.col("origin").is_null())
            .then(None)
            .when(pl.col("credited").is_null())
            .then(pl.lit("passages"))
            .when(pl.col("wire") == pl.col("origin"))
            .then("basis")
            .otherwise(pl.lit("copy")),
        )
    )


def find_origins(articles: pl.DataFrame) -> pl.DataFrame:
    """`article_id`, `wire`, `basis` of the articles that say which wire they are from, and where they say so."""
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for number, place, text in _signing(articles).iter_rows():
        found[number].append(Part(place, text))
    authors = _authors(articles, list(found)).iter_rows()
    said = [(key, *sign(found.get(number, ()), bylines or (), outlet)) for number, key, bylines, outlet in authors]
    return pl.DataFrame(said, schema={name: SIGNED[name] for name in ("article_id", "wire", "basis")}, orient="row").drop_nulls("wire")


def _authors(articles: pl.DataFrame, found: Sequence[int]) -> pl.DataFrame:
    """`number`, `article_id`, `bylines`, `outlet` of those that may be signed: by the lines found, an author, or by being a wire."""
    bylines = pl.col("bylines") if "bylines" in articles.columns else pl.lit(None, dtype=pl.List(pl.String))
    outlet = pl.col("outlet") if "outlet" in articles.columns else pl.lit(None, dtype=pl.String)
    every = articles.select("article_id", number=pl.int_range(pl.len(), dtype=pl.Int64), bylines=bylines, outlet=outlet)
    own = [name for name in every["outlet"].unique().drop_nulls() if is_wire(agency_named(name) or "")]
    authors = pl.col("bylines").list.join("\n").str.contains_any(needles(), ascii_case_insensitive=True)
    every = every.select("number", "article_id", "bylines", "outlet")
    return every.filter(pl.col("number").is_in(found) | authors.fill_null(value=False) | pl.col("outlet").is_in(own).fill_null(value=False))


def _signing(articles: pl.DataFrame) -> pl.DataFrame:
    """`number`, `place`, `text` of the lines that may sign: those in the right place that name a wire at all. Few articles have any."""
    named = articles.select("text", "blocks", number=pl.int_range(pl.len(), dtype=pl.Int64))
    every = named.select("number", "blocks").explode("blocks", empty_as_null=False).drop_nulls("blocks").unnest("blocks")
    body = every.filter(pl.col("kind") == "body").group_by("number")
    bounds = body.agg(first=pl.col("start").min(), last=pl.col("start").max(), below=pl.col("end").max())
    blocks = every.join(bounds, on="number", how="left", maintain_order="left")
    kind = pl.col("kind")
    place = (
        pl.when(kind.is_in(["dateline", "byline"]))
        .then(kind)
        .when(kind.is_in(NO_CREDITS))
        .then(None)
        .when(pl.col("start") == pl.col("last"))
        .then(pl.lit("end"))
        .when((pl.col("start") > pl.col("last")) & (pl.col("start") < pl.col("below") + FOOT))
        .then(pl.lit("foot"))
        .when(pl.col("start") < pl.col("first"))
        .then(pl.lit("head"))
    )
    begin = pl.when(pl.col("place") == "end").then(pl.max_horizontal("start", pl.col("end") - REACH)).otherwise("start")
    lines = (
        blocks.with_columns(place=place)
        .drop_nulls("place")
        .join(named.select("number", "text"), on="number", maintain_order="left")
        .select("number", "place", lines=pl.col("text").str.slice(begin, pl.min_horizontal(pl.lit(HEAD), pl.col("end") - begin)))
        .filter(pl.col("lines").str.contains_any(needles()))
        .with_columns(text=pl.col("lines").str.split("\n"))
        .explode("text")
    )
    return lines.filter(pl.col("text").str.contains_any(needles())).select("number", "place", "text")


def _by_passages(signed: pl.DataFrame, known: pl.DataFrame, overlaps: pl.DataFrame) -> pl.DataFrame:
    """`report_id` and `taken`: the wire of a report without a credit that has a good part of its text from reports of that wire alone."""
    wires = known.select(other="article_id", taken="credited").drop_nulls("taken")
    first = pl.col("article_id") == pl.col("canonical_id")
    lacking = known.filter(first & pl.col("credited").is_null()).select("article_id", "report_id")
    passages = overlaps.filter(pl.col("kind") == "passage")
    sides = [
        passages.select(article_id=f"article_{own}", start=f"{own}_start", end=f"{own}_end", n_words="n_words", other=f"article_{other}")
        for own, other in (("a", "b"), ("b", "a"))
    ]
    shared = (
        pl.concat(sides)
        .join(lacking, on="article_id")
        .join(wires, on="other")
        .sort("report_id", "taken", "start", "end")
        .with_columns(reached=pl.col("end").cum_max().shift(1, fill_value=0).over("report_id", "taken"))
        .with_columns(new=(pl.col("end") - pl.max_horizontal("start", "reached")).clip(lower_bound=0))
        .with_columns(n_words=pl.col("n_words") * pl.col("new") / (pl.col("end") - pl.col("start")))
        .group_by("report_id", "article_id", "taken")
        .agg(pl.col("new").sum(), pl.col("n_words").sum())
    )
    good = (
        shared.join(signed, on="article_id")
        .filter((pl.col("new") >= GOOD_PART * pl.col("n_chars")) & (pl.col("n_words") >= FEWEST))
        .filter(pl.col("taken").count().over("report_id") == 1)
    )
    return good.select("report_id", "taken")


def _body(articles: pl.DataFrame) -> pl.DataFrame:
    """`article_id` and the characters of its body."""
    block = pl.element().struct
    kept = pl.col("blocks").list.eval(
        pl.when(block.field("kind").is_in(sorted(READ - {"title"}))).then(block.field("end") - block.field("start")).otherwise(0)
    )
    return articles.select("article_id", n_chars=kept.list.sum())
