"""Which wire each report traces to, and how that is known. Knows nothing of Dagster or files.

The rule, first to last (`origin_basis`):
    dateline, byline, credit, outlet   what the article itself says (credits.py)
    copy      another printing of the same report says it: the canonical article, else the only wire that any printing names
    passages  nobody says it, but GOOD_PART of the canonical article stands, outside quotation marks, in reports of just one wire
All printings of one report have one origin, so that a report never counts as two. An agency that a report merely quotes, or takes one
statement from, is the origin of that mention (`credited_to`) and not of the report: `articles.agencies` lists these.
"""

from collections import defaultdict
from collections.abc import Sequence

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

Said = tuple[str | None, str | None]


def trace_origins(articles: pl.DataFrame, reports: pl.DataFrame, overlaps: pl.DataFrame) -> pl.DataFrame:
    """`article_id`, `origin` and `origin_basis` of every row of `reports`, in its order; the order of the inputs does not matter.

    Args:
        articles: `article_id`, `text`, `blocks`; `bylines` and `outlet` where there are such columns.
        reports: `article_id`, `report_id`, `canonical_id`.
        overlaps: `article_a`, `a_start`, `a_end`, `article_b`, `b_start`, `b_end`, `kind`, `n_words`.
    """
    said = dict(zip(articles["article_id"], find_origins(articles), strict=True))
    printings: defaultdict[str, list[str]] = defaultdict(list)
    for article, report in reports.select("article_id", "report_id").iter_rows():
        printings[report].append(article)
    canonical = dict(reports.select("report_id", "canonical_id").iter_rows())
    origin = {report: _of_report(said, canonical[report], members) for report, members in printings.items()}
    taken = _by_passages(articles, reports, overlaps, origin)
    rows = []
    for article, report in reports.select("article_id", "report_id").iter_rows():
        wire = origin[report] or taken.get(report)
        own, basis = said.get(article, (None, None))
        how = None if wire is None else "passages" if origin[report] is None else basis if own == wire else "copy"
        rows.append((article, wire, how))
    return pl.DataFrame(rows, schema={"article_id": pl.String, "origin": pl.String, "origin_basis": pl.String}, orient="row")


def _of_report(said: dict[str, Said], first: str, members: Sequence[str]) -> str | None:
    """What the canonical article says, else the only wire that any printing names."""
    named = {wire for member in members if (wire := said.get(member, (None, None))[0])}
    return said.get(first, (None, None))[0] or (named.pop() if len(named) == 1 else None)


def find_origins(articles: pl.DataFrame) -> list[Said]:
    """The wire that each article says it is from, and where it says so, in the order given."""
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for number, place, text in _signing(articles).iter_rows():
        found[number].append(Part(place, text))
    said: list[Said] = [(None, None)] * articles.height
    for number, bylines, outlet in _authors(articles, list(found)).iter_rows():
        said[number] = sign(found.get(number, ()), bylines or (), outlet)
    return said


def _authors(articles: pl.DataFrame, found: Sequence[int]) -> pl.DataFrame:
    """`number`, `bylines`, `outlet` of the articles that may be signed: by the lines found, by an author, by an outlet that is a wire."""
    bylines = pl.col("bylines") if "bylines" in articles.columns else pl.lit(None, dtype=pl.List(pl.String))
    outlet = pl.col("outlet") if "outlet" in articles.columns else pl.lit(None, dtype=pl.String)
    every = articles.select(number=pl.int_range(pl.len(), dtype=pl.Int64), bylines=bylines, outlet=outlet)
    own = [name for name in every["outlet"].unique().drop_nulls() if is_wire(agency_named(name) or "")]
    authors = pl.col("bylines").list.join("\n").str.contains_any(needles(), ascii_case_insensitive=True)
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


def _by_passages(articles: pl.DataFrame, reports: pl.DataFrame, overlaps: pl.DataFrame, origin: dict[str, str | None]) -> dict[str, str]:
    """The wire of each report without an origin that has a good part of its text from reports of that wire alone."""
    wires = reports.select("article_id", "canonical_id", wire=pl.col("report_id").replace_strict(origin, return_dtype=pl.String))
    lacking = reports.filter(pl.col("article_id") == pl.col("canonical_id")).select("article_id", "report_id")
    lacking = lacking.join(wires.filter(pl.col("wire").is_null()), on="article_id", how="semi")
    passages = overlaps.filter(pl.col("kind") == "passage")
    sides = [
        passages.select(article_id=f"article_{own}", start=f"{own}_start", end=f"{own}_end", n_words="n_words", other=f"article_{other}")
        for own, other in (("a", "b"), ("b", "a"))
    ]
    shared = (
        pl.concat(sides)
        .join(lacking, on="article_id")
        .join(wires.select(other="article_id", wire="wire").drop_nulls("wire"), on="other")
        .sort("report_id", "wire", "start", "end")
        .with_columns(reached=pl.col("end").cum_max().shift(1, fill_value=0).over("report_id", "wire"))
        .with_columns(new=(pl.col("end") - pl.max_horizontal("start", "reached")).clip(lower_bound=0))
        .with_columns(n_words=pl.col("n_words") * pl.col("new") / (pl.col("end") - pl.col("start")))
        .group_by("report_id", "article_id", "wire")
        .agg(pl.col("new").sum(), pl.col("n_words").sum())
    )
    good = (
        shared.join(_body(articles), on="article_id")
        .filter((pl.col("new") >= GOOD_PART * pl.col("n_chars")) & (pl.col("n_words") >= FEWEST))
        .filter(pl.col("wire").count().over("report_id") == 1)
    )
    return dict(good.select("report_id", "wire").iter_rows())


def _body(articles: pl.DataFrame) -> pl.DataFrame:
    """`article_id` and the characters of its body."""
    block = pl.element().struct
    kept = pl.col("blocks").list.eval(
        pl.when(block.field("kind").is_in(sorted(READ - {"title"}))).then(block.field("end") - block.field("start")).otherwise(0)
    )
    return articles.select("article_id", n_chars=kept.list.sum())
