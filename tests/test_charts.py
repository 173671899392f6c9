"""The charts of the UI: what they draw, that they load nothing, and that they can be read on light and on dark pages."""

import base64
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date

import polars as pl
import pytest

from checks.tables import TABLES
from pipelines import charts
from pipelines.charts import CHARTS, as_markdown
from tests.conftest import ROOT

SVG = "{http://www.w3.org/2000/svg}"
LEVEL = {"force_name": "Force", "place_name": "Place", "low": 100, "best": 200, "high": 200, "n_claims": 1}
FRAMES = {
    "raw_documents": pl.DataFrame(
        {
            "source": ["a/1.txt", "a/2.txt", "b.warc.gz#1", "b.warc.gz#2", "loose.txt", "a/3.json#4"],
            "media_type": ["text/plain", "text/plain", "application/warc", "application/warc", "text/plain", "application/json"],
            "status": ["article", "rejected", "article", "article", "duplicate", "article"],
        }
    ),
    "rejects": pl.DataFrame({"reason": ["empty", "binary", "empty"]}),
    "quotes": pl.DataFrame({"n_origins": [1, 1, 2, 7, 5]}),
    "troop_figures": pl.DataFrame({"n_origins": [1]}),
    "events": pl.DataFrame({"n_origins": [2, 1]}),
    "troop_levels": pl.DataFrame([LEVEL | {"period": month} for month in ("2021-03", "2021-05")]),
    "changes": pl.DataFrame({"table": ["quotes", "quotes", "events"], "change": ["added", "withdrawn", "changed"]}),
    "quality": pl.DataFrame(
        {"name": ["g.one", "g.two", "h.n"], "group": ["g", "g", "h"], "value": [0.5, 0.9, 0.4], "floor": [0.6, 0.9, None]}
    ),
}


def draw(table: str, frame: pl.DataFrame | None = None) -> ET.Element:
    drawn = CHARTS[table].draw(FRAMES[table] if frame is None else frame)
    return ET.fromstring(drawn)


def words(svg: ET.Element) -> list[str]:
    return ["".join(node.itertext()) for node in svg.iter(f"{SVG}text")]


def marks(svg: ET.Element, kind: str, of: str) -> int:
    return sum(of in node.get("class", "").split() for node in svg.iter(SVG + kind))


def values(svg: ET.Element) -> list[str | None]:
    return [node.text for node in list(svg.iter(f"{SVG}title"))[1:]]


def test_documents_stand_by_batch_and_outcome() -> None:
    svg = draw("raw_documents")
    assert {"a: 3", "b.warc.gz: 2", "documents: 1", "article: 4", "duplicate: 1", "rejected: 1"} <= set(words(svg))
    assert sorted(value for value in values(svg) if value and value != "0") == ["1", "1", "2", "2"]


def test_of_many_batches_the_last_are_drawn() -> None:
    many = pl.DataFrame({"source": [f"2026-01-{day:02}/x.txt" for day in range(1, 31)], "media_type": "text/plain", "status": "article"})
    said = words(draw("raw_documents", many))
    assert "2026-01-30: 1" in said
    assert "2026-01-18: 1" not in said
    assert sum(text.startswith("2026") for text in said) == charts.ROWS


def test_reasons_stand_by_number() -> None:
    svg = draw("rejects")
    assert {"empty: 2", "binary: 1"} <= set(words(svg))
    assert marks(svg, "rect", "rect") == 2


def test_many_origins_are_put_together() -> None:
    assert {"1 origin: 2", "2 origins: 1", "5 origins or more: 2"} <= set(words(draw("quotes")))


def test_each_month_has_its_mark_and_what_is_disputed_its_whisker() -> None:
    svg = draw("troop_levels")
    assert {"2021-03", "2021-04", "2021-05", "Force in Place"} <= set(words(svg))
    assert marks(svg, "circle", "dot") == 2
    assert marks(svg, "g", "ci") == 2


def test_forces_of_very_different_size_can_all_be_seen() -> None:
    small = FRAMES["troop_levels"].with_columns(
        force_name=pl.lit("Small"), low=pl.lit(1, pl.Int64), best=pl.lit(2, pl.Int64), high=pl.lit(2, pl.Int64)
    )
    svg = draw("troop_levels", pl.concat([FRAMES["troop_levels"], small]))
    heights = {float(node.get("cy", "")) for node in svg.iter(f"{SVG}circle")}
    assert marks(svg, "circle", "dot") == 4
    assert max(heights) - min(heights) > 100


def test_changes_stand_by_table() -> None:
    assert {"quotes: 2", "events: 1", "added: 1", "changed: 1", "withdrawn: 1"} <= set(words(draw("changes")))


def test_a_score_below_its_floor_is_told() -> None:
    svg = draw("quality")
    assert {"3 scores beside their floors", "below its floor: 1", "g", "h"} <= set(words(svg))
    assert marks(svg, "circle", "dot") == 3 + 2  # scores, and the floors of two


@pytest.mark.parametrize("table", CHARTS)
class TestEachChart:
    def test_its_table_has_what_it_draws(self, table: str) -> None:
        assert set(CHARTS[table].columns) <= set(TABLES[table].model.to_schema().columns)
        assert set(CHARTS[table].columns) == set(FRAMES[table].columns)

    def test_nothing_gives_no_chart(self, table: str) -> None:
        assert CHARTS[table].draw(FRAMES[table].clear()) == ""

    def test_it_loads_nothing_and_runs_nothing(self, table: str) -> None:
        drawn = CHARTS[table].draw(FRAMES[table])
        rest = drawn.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert not any(odd in rest for odd in ("http", "//", "<script", "@import", "url(", "<!--"))

    def test_it_is_the_same_in_another_order_and_on_another_day(self, table: str) -> None:
        drawn = CHARTS[table].draw(FRAMES[table])
        assert CHARTS[table].draw(FRAMES[table]) == drawn
        assert date.today().isoformat() not in drawn
        if table != "changes":  # whose tables stand in the order of the flow
            assert CHARTS[table].draw(FRAMES[table].reverse()) == drawn


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("page", ["#ffffff", "#0f131a"])
@pytest.mark.parametrize(("colour", "least"), [(charts.INK, 4.0), *((colour, 3.0) for colour in charts.COLOURS)])
def test_every_colour_can_be_told_from_the_page(colour: str, least: float, page: str) -> None:
    dark, light = sorted((luminance(colour), luminance(page)))
    assert (light + 0.05) / (dark + 0.05) >= least


def test_an_image_holds_its_chart() -> None:
    said = as_markdown("<svg>ü</svg>", "a chart")
    assert said.startswith("![a chart](data:image/svg+xml;base64,")
    assert base64.b64decode(said.partition("base64,")[2].rstrip(")")).decode() == "<svg>ü</svg>"


def test_who_draws_nothing_does_not_wait_for_pygal() -> None:
    code = "import sys, pipelines.definitions; sys.exit('pygal' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
