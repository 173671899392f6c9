"""Small charts for Dagster's UI: a function each from a table to an SVG. Knows nothing of Dagster.

They stand on light and on dark pages, so they have no background, and colours that can be read on both. Nothing is loaded from elsewhere,
there is no script in them, and the same table gives the same bytes.
"""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from checks.changes import CHANGES

INK, LINES = "#757b82", "#9aa0a6"
"""Of text, and of what guides the eye: as far from white as from Dagster's darkest page."""
COLOURS = ("#4a86c8", "#3d9a5f", "#c8693f", "#9b6fc4", "#b3872b", "#c9577f")
OUTCOMES = {"article": COLOURS[1], "duplicate": COLOURS[0], "rejected": COLOURS[2]}
FONT = "system-ui, sans-serif"
WIDTH, ROW = 720, 28
ROWS, MONTHS, FORCES, MANY = 12, 24, 3, 5
"""Most batches, months and forces that are drawn; number from which independent origins are put together."""
LONG = re.compile(r"\d+\.\d\d+")
"""A number that is more exact than a pixel."""
LOOSE = "documents"
SHARES = ("application/warc", "application/x-ndjson")
WIDE = 20
"""How many times the least the greatest must be for an axis of powers of ten."""


class Chart(NamedTuple):
    """What is drawn of a table, and from which of its columns."""

    title: str
    columns: list[str]
    draw: Callable[[pl.DataFrame], str]


def documents_by_batch(raw_documents: pl.DataFrame) -> str:
    """What became of the documents of each batch; of many, those whose names come last: the latest, where names are days."""
    whole, folder = pl.col("source").str.replace(r"#.*$", ""), pl.col("source").str.extract(r"^([^/]+)/")
    batch = pl.when(pl.col("media_type").is_in(SHARES)).then(whole).otherwise(folder.fill_null(LOOSE))
    counted = raw_documents.group_by(batch.alias("batch"), "status").len()
    names = counted["batch"].unique().sort().to_list()[-ROWS:]
    return _stacked("Documents by batch", names, counted.rows(), OUTCOMES)


def rejects_by_reason(rejects: pl.DataFrame) -> str:
    """How many documents were left out for each reason, the most frequent first."""
    counted = rejects["reason"].value_counts().sort("count", "reason", descending=[True, False])
    rows = [(reason, "documents", n) for reason, n in counted.iter_rows()]
    return _stacked("Rejected documents by reason", [row[0] for row in rows], rows, {"documents": OUTCOMES["rejected"]})


def by_origins(rows: pl.DataFrame) -> str:
    """How many rows go back to one origin, to two, and so on."""
    counted = rows.group_by(pl.col("n_origins").clip(upper_bound=MANY).alias("n")).len().sort("n")
    named = [(_origins(n), "rows", count) for n, count in counted.iter_rows()]
    return _stacked("Rows by independent origins", [row[0] for row in named], named, {"rows": COLOURS[0]})


def changes_by_table(changes: pl.DataFrame) -> str:
    """What was added, changed, withdrawn and merged in each table since the release before."""
    counted = changes.group_by("table", "change").len()
    tables = changes["table"].unique(maintain_order=True).to_list()
    colours = dict(zip(CHANGES, COLOURS[1:], strict=False))
    return _stacked("Rows that are not what they were in the release before", tables, counted.rows(), colours)


def levels_by_month(troop_levels: pl.DataFrame) -> str:
    """Best value by month with what is claimed at least and at most, for the few forces with the most claims."""
    who = pl.concat_str("force_name", pl.lit(" in ") + pl.col("place_name"), ignore_nulls=True)
    levels = troop_levels.with_columns(who=who).sort("who", "period", "n_claims", descending=[False, False, True])
    claims = levels.group_by("who").agg(pl.col("n_claims").sum()).sort("n_claims", "who", descending=[True, False])
    most = claims["who"].head(FORCES).to_list()
    shown = levels.filter(pl.col("who").is_in(most))
    months = _months(shown["period"]) if most else []
    shown = shown.filter(pl.col("period").is_in(months))
    if shown.is_empty():
        return ""
    chart = _chart("Line", "Levels by month: best, with least and greatest", len(most), 300)
    chart.x_labels, chart.x_label_rotation = ["", *months, ""], 40 * (len(months) > ROWS)
    chart.logarithmic, chart.dots_size, chart.allow_interruptions = _is_wide(shown), 4, False
    chart.include_x_axis = not chart.logarithmic
    for name in most:
        best = {row["period"]: _level(row) for row in shown.filter(pl.col("who") == name).iter_rows(named=True)}
        chart.add(name, [None, *(best.get(month) for month in months), None])
    return _render(chart)


def scores_beside_floors(quality: pl.DataFrame) -> str:
    """Every score that is a share beside its floor, in the order of their groups."""
    shares = quality.filter(pl.col("value").is_between(0, 1)).sort("group", "name")
    groups = shares["group"].unique(maintain_order=True).to_list()
    if not groups:
        return ""
    along = 0.1 + 0.8 * (pl.int_range(pl.len()) + 0.5).over("group") / pl.len().over("group")
    rows = shares.with_columns(x=pl.col("group").rank("dense") - 1 + along)
    low = (pl.col("value") < pl.col("floor")).fill_null(False)
    chart = _chart("XY", f"{rows.height} scores beside their floors", 3, 340, (LINES, *COLOURS[1:]))
    chart.stroke, chart.range, chart.xrange, chart.show_x_guides = False, (0, 1), (0, len(groups)), False
    chart.x_labels = [{"value": n + 0.5, "label": name} for n, name in enumerate(groups)]
    chart.x_label_rotation, chart.value_formatter = 35, "{:.2f}".format
    chart.add("floor", rows.filter(pl.col("floor").is_not_null()).select("x", "floor").rows(), dots_size=5)
    chart.add("score", rows.filter(~low).select("x", "value").rows(), dots_size=2.5)
    chart.add(f"below its floor: {rows.filter(low).height}", rows.filter(low).select("x", "value").rows(), dots_size=2.5)
    return _render(chart)


CHARTS: Mapping[str, Chart] = {
    "raw_documents": Chart("documents by batch", ["source", "media_type", "status"], documents_by_batch),
    "rejects": Chart("rejects by reason", ["reason"], rejects_by_reason),
    "quotes": Chart("quotes by independent origins", ["n_origins"], by_origins),
    "troop_figures": Chart("claims by independent origins", ["n_origins"], by_origins),
    "troop_levels": Chart("levels by month", ["force_name", "place_name", "period", "low", "best", "high", "n_claims"], levels_by_month),
    "events": Chart("events by independent origins", ["n_origins"], by_origins),
    "changes": Chart("changes by table", ["table", "change"], changes_by_table),
    "quality": Chart("scores beside floors", ["name", "group", "value", "floor"], scores_beside_floors),
}


def as_markdown(svg: str, title: str) -> str:
    """An image that Markdown shows where it stands."""
    return f"![{title}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def _stacked(title: str, labels: Sequence[str], rows: Sequence[tuple[str, str, int]], colours: Mapping[str, str]) -> str:
    """A bar for each label, the first on top, in a colour for each kind; numbers stand beside the labels and kinds.

    Args:
        title: of the chart.
        labels: those that are drawn.
        rows: label, kind and number.
        colours: of the kinds.
    """
    if not labels:
        return ""
    number = {(label, kind): n for label, kind, n in rows if label in set(labels)}
    kinds = {kind: n for kind in colours if (n := sum(number.get((label, kind), 0) for label in labels))}
    totals = {label: sum(number.get((label, kind), 0) for kind in kinds) for label in labels}
    many = len(kinds) > 1
    chart = _chart("HorizontalStackedBar", title, len(kinds), 50 + ROW * len(labels) + 30 * many, [colours[kind] for kind in kinds])
    chart.x_labels = [f"{label}: {totals[label]:,}" for label in reversed(labels)]
    chart.show_legend, chart.show_x_labels, chart.show_y_guides = many, False, False  # it lies on its side: x is up
    for kind, n in kinds.items():
        chart.add(f"{kind}: {n:,}", [number.get((label, kind)) for label in reversed(labels)])
    return _render(chart)


def _chart(kind: str, title: str, n_series: int, height: int, colours: Sequence[str] = COLOURS) -> Any:
    """An empty chart in the colours of the house."""
    import pygal  # only who looks at a chart needs it
    from pygal.style import Style

    clear = "transparent"
    style = Style(
        background=clear, plot_background=clear, foreground=INK, foreground_strong=INK, foreground_subtle=LINES, guide_stroke_color=LINES,
        major_guide_stroke_color=LINES, guide_stroke_dasharray="1,5", major_guide_stroke_dasharray="1,5", font_family=FONT,
        title_font_size=15, label_font_size=12, major_label_font_size=12, legend_font_size=12, opacity="1", stroke_opacity="1",
        colors=tuple(colours),
    )  # fmt: skip
    chart = getattr(pygal, kind)(
        style=style, title=title, width=WIDTH, height=height, explicit_size=True, js=(), no_prefix=True, margin=12, spacing=8,
        legend_at_bottom=True, legend_at_bottom_columns=max(1, n_series), legend_box_size=10, truncate_legend=40, truncate_label=40,
        value_formatter="{:,.0f}".format,
    )  # fmt: skip
    chart.add_xml_filter(_plain)
    return chart


def _plain(root: Any) -> Any:
    """Takes out scripts and the day on which it was drawn, makes what a script would show the title of its mark, and rounds."""
    for node in list(root.iter()):
        if not isinstance(node.tag, str) or node.tag in ("script", "desc"):
            if not isinstance(node.tag, str) or node.get("class") != "value":
                node.getparent().remove(node)
                continue
            node.tag = "title"
            node.attrib.clear()
        for name, value in node.attrib.items():
            node.set(name, LONG.sub(lambda number: f"{float(number.group()):.1f}", value))
    return root


def _render(chart: Any) -> str:
    svg: str = chart.render(is_unicode=True, disable_xml_declaration=True)
    return svg


def _origins(n: int) -> str:
    return f"{n} origin{'s' if n > 1 else ''}{' or more' if n == MANY else ''}"


def _level(row: Mapping[str, Any]) -> dict[str, Any]:
    """A mark, with a whisker where claims differ."""
    return {"value": row["best"]} | ({"ci": {"low": row["low"], "high": row["high"]}} if row["low"] < row["high"] else {})


def _is_wide(levels: pl.DataFrame) -> bool:
    """Whether powers of ten are needed to see the smaller forces, and can be drawn."""
    least, greatest = (int(levels[name].sort()[at]) for name, at in (("low", 0), ("high", -1)))
    return least > 0 and greatest > WIDE * least


def _months(periods: pl.Series) -> list[str]:
    """The months from the first to the last, and no more than a few years of them."""
    days = (periods + "-01").str.to_date()
    return [f"{day:%Y-%m}" for day in pl.date_range(days.min(), days.max(), "1mo", eager=True)][-MONTHS:]  # type: ignore[arg-type, union-attr]
