"""How well reports are told apart on generated articles: one line a figure.

    python -m tests.reports.measure DIR          results that lie in DIR: reports.parquet, overlaps.parquet, truth.parquet
    python -m tests.reports.measure --run DIR    compares DIR/articles.parquet first, in a process of its own whose time and memory are told
    python -m tests.reports.measure --batch DIR  also makes an index of all but the latest hundredth, and adds that

Many articles (MANY) are compared from the file, fewer as a table in memory, which the memory told then holds. Overlaps are written as
they come, which is counted.
Pairs of copies are counted from the sizes of sets, never listed.
"""

import argparse
import math
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent.parent
MANY = 300_000
BATCH = 0.01
"""Share of the articles that are added to an index of the others."""
MOSTLY = 0.5
"""Share of a pair's longest passage, on either side, that has to be furniture or stock phrase for it to be the cause."""

KEYS = """
    create temp table keys as  -- what an article has words of: its own set, the one it was rewritten from, those it quotes
    select article_id, set as key from truth
    union select article_id, source from truth where source is not null
    union select article_id, unnest(quoted_from) from truth
"""
PAIRS = """
    create temp table pairs as
    with linked as (
        select article_a, article_b, arg_max(a_start, n_words) as a_start, arg_max(a_end, n_words) as a_end,
               arg_max(b_start, n_words) as b_start, arg_max(b_end, n_words) as b_end
        from "overlaps" group by all
    ),
    shared as (select p.article_a, p.article_b from linked p join keys a on a.article_id = p.article_a
               join keys b on b.article_id = p.article_b and b.key = a.key group by all)
    select p.*, a.set as set_a, b.set as set_b, s.article_a is not null as fair
    from linked p join truth a on a.article_id = p.article_a join truth b on b.article_id = p.article_b
    left join shared s on s.article_a = p.article_a and s.article_b = p.article_b
    where a.set <> b.set
"""
CAUSES = """
    with sides as (
        select article_a as article_id, a_start as start, a_end as stop, article_a || article_b as pair from pairs where not fair
        union all select article_b, b_start, b_end, article_a || article_b from pairs where not fair
    ),
    known as (
        select pair, any_value(s.stop - s.start) as length, f.kind, sum(least(f.stop, s.stop) - greatest(f.start, s.start)) as n
        from sides s join (select article_id, u.start as start, u.end as stop, u.kind as kind
                           from (select article_id, unnest(furniture) as u from truth)) f using (article_id)
        where f.start < s.stop and s.start < f.stop group by pair, article_id, f.kind
    ),
    causes as (select pair, arg_max(kind, n) as cause from known where n >= $mostly * length group by pair)
    select coalesce(cause, 'chance') as cause, count(*) from (select distinct pair from sides) left join causes using (pair)
    group by all order by all
"""
LINKED = """
    with goals as (select article_id, unnest(case when source is null then quoted_from else [source] end) as goal
                   from truth where share > 0 and (source is not null or len(quoted_from) > 0)),
    sides as (select article_a as article_id, set_b as other from pairs union select article_b, set_a from pairs),
    linked as (select distinct article_id from goals join sides using (article_id) where goal = other),
    printed as (select distinct set as goal from truth)
    select t.relation, count(*), count(l.article_id)
    from (select distinct article_id from goals join printed using (goal)) join truth t using (article_id)
    left join linked l using (article_id)
    group by t.relation order by t.relation
"""


def measure(reports: pl.DataFrame, overlaps: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float]:
    """Figures by name.

    Args:
        reports: `article_id`, `report_id`, `relation`, `canonical_id`.
        overlaps: `article_a`, `a_start`, `a_end`, `article_b`, `b_start`, `b_end`, `n_words`.
        truth: what generate.py says of these articles.
    """
    return copy_sets(reports, truth) | links(overlaps, truth)


def copy_sets(reports: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float]:
    """Pairwise precision, recall and F1 of the sets of copies, B-cubed F1, and each sort of copy's share that is in its set."""
    both = truth.select("article_id", "set", "relation").join(reports.select("article_id", "report_id"), on="article_id", how="left")
    cell = both.group_by("set", "report_id").len("n")
    right, found, wanted = (_n_pairs(column) for column in (cell["n"], _sizes(both, "report_id"), _sizes(both, "set")))
    cell = cell.with_columns(own=pl.col("n").sum().over("set"), theirs=pl.col("n").sum().over("report_id"))
    cubed_p, cubed_r = ((cell["n"] ** 2 / cell[side]).sum() / both.height for side in ("theirs", "own"))
    first = truth.filter(pl.col("relation").is_in(["canonical", "rewrite", "independent", "follow_up", "digest"]))
    first = first.join(reports, on="article_id").select("set", first="article_id", first_report="report_id")
    held = both.join(first, on="set").filter(pl.col("article_id") != pl.col("first"))
    placed = held.group_by("relation").agg((pl.col("report_id") == pl.col("first_report")).mean())
    return {
        "copies, pairwise precision": right / max(found, 1),
        "copies, pairwise recall": right / max(wanted, 1),
        "copies, pairwise F1": 2 * right / max(found + wanted, 1),
        "copies, B-cubed F1": 2 * cubed_p * cubed_r / (cubed_p + cubed_r),
    } | {f"copies, {relation} with the first print": share for relation, share in placed.sort("relation").iter_rows()}


def links(overlaps: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float]:
    """Share of the reports that took words elsewhere which are linked with the source, and of the linked pairs across reports that are
    right; the others by what they share."""
    with duckdb.connect() as con:
        con.register("overlaps", overlaps.select("article_a", "a_start", "a_end", "article_b", "b_start", "b_end", "n_words"))
        con.register("truth_in", truth)
        con.execute("create temp table truth as select * from truth_in")
        con.execute(KEYS)
        con.execute(PAIRS)
        n_pairs, n_right = con.sql("select count(*), count(*) filter (fair) from pairs").fetchall()[0]
        causes = dict(con.execute(CAUSES, {"mostly": MOSTLY}).fetchall())
        found = con.sql(LINKED).fetchall()
    return (
        {f"links, {relation} with its source": linked / n for relation, n, linked in found}
        | {"links across reports, precision": n_right / max(n_pairs, 1), "links across reports, pairs": n_pairs}
        | {f"links across reports, false by {cause}": causes.get(cause, 0) for cause in ("furniture", "stock", "chance")}
    )


def run(folder: Path) -> dict[str, float]:
    """Compares the articles in another process, which writes its tables to the folder. Returns what it needed."""
    needed = _compare_apart(folder / "articles.parquet", folder)
    return {
        "reports": needed["n"],
        "wall seconds of the comparison": needed["wall"],
        "CPU seconds of the comparison": needed["cpu"],
        "reports per wall second": needed["n"] / needed["wall"],
        "peak memory of the process, GB": needed["peak"] / 1e9,
        "peak memory before the comparison, GB": needed["base"] / 1e9,
        "wall seconds with reading and writing": needed["wall, all"],
        "CPU seconds with reading and writing": needed["cpu, all"],
    }


def run_batch(folder: Path, whole: float) -> dict[str, float]:
    """Adds the latest articles to an index of all others, each in a process of its own. Returns what that needed.

    Args:
        folder: with the articles and with the tables of the whole comparison.
        whole: wall seconds of the whole comparison.
    """
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        early, index, to = (Path(scratch) / name for name in ("early.parquet", "index", "to"))
        articles = pl.scan_parquet(folder / "articles.parquet")
        when = articles.select("article_id", when=pl.coalesce("published_at", pl.col("published_latest").cast(pl.Datetime("us", "UTC"))))
        in_time = when.collect().sort("when", "article_id", nulls_last=False)
        n = math.ceil(BATCH * in_time.height)
        # joined in order, so that the early articles stand as they stood
        articles.join(in_time.tail(n).lazy(), on="article_id", how="anti", maintain_order="left").sink_parquet(early)
        to.mkdir()
        first = _compare_apart(early, to, index)
        added = _compare_apart(folder / "articles.parquet", to, index)
        same = all(pl.read_parquet(to / name).equals(pl.read_parquet(folder / name)) for name in ("overlaps.parquet", "reports.parquet"))
    return {
        "wall seconds of making the index": first["wall"],
        f"wall seconds of a batch of {BATCH:.0%}, the latest": added["wall"],
        "CPU seconds of the batch": added["cpu"],
        "peak memory of the batch, GB": added["peak"] / 1e9,
        "share of the whole comparison's wall seconds": added["wall"] / whole,
        "tables of the batch are those of the whole": same,
    }


def _compare_apart(articles: Path, to: Path, index: Path | None = None) -> dict[str, float]:
    """Compares a file of articles in a process of its own; what it needed, all of it and the comparison alone."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    given = ["--compare", str(articles.resolve()), *(["--index", str(index.resolve())] if index else [])]
    subprocess.run([sys.executable, "-m", "tests.reports.measure", str(to.resolve()), *given], check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return pl.read_parquet(to / "run.parquet").row(0, named=True) | {"wall, all": time.monotonic() - begun, "cpu, all": cpu}


def _compare(articles: Path, to: Path, index: Path | None) -> None:
    """The comparison in this process: of the file itself where there are many articles, else of a table in memory."""
    from pipelines.reports.compare import compare_articles
    from pipelines.reports.overlaps import SCHEMA

    n = pl.scan_parquet(articles).select(pl.len()).collect().item()
    given = articles if n >= MANY else pl.read_parquet(articles)
    base = _peak()
    wall, cpu = time.monotonic(), time.process_time()
    with pq.ParquetWriter(to / "overlaps.parquet", pl.DataFrame(schema=SCHEMA).to_arrow().schema) as file:
        _, reports = compare_articles(given, index, lambda part: file.write_table(part.to_arrow()))
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    pl.DataFrame({"n": [n], "wall": [wall], "cpu": [cpu], "base": [base], "peak": [_peak()]}).write_parquet(to / "run.parquet")
    reports.write_parquet(to / "reports.parquet")


def show(name: str, figure: float) -> str:
    """A line."""
    if isinstance(figure, bool):
        return f"{name:48s} {'yes' if figure else 'NO':>14s}"
    return f"{name:48s} {figure:14,.4f}" if isinstance(figure, float) and figure < 100 else f"{name:48s} {figure:14,.0f}"


def _peak() -> int:
    """Most bytes that this process has held, all its threads together."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _n_pairs(sizes: pl.Series) -> int:
    return int((sizes.cast(pl.Int64) * (sizes.cast(pl.Int64) - 1) // 2).sum())


def _sizes(table: pl.DataFrame, column: str) -> pl.Series:
    return table.group_by(column).len("n")["n"]


def _main() -> None:
    parser = argparse.ArgumentParser(description="Scores of the comparison on generated articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--run", action="store_true", help="compare the articles first")
    parser.add_argument("--batch", action="store_true", help="then add the latest of them to an index of the others")
    parser.add_argument("--compare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.compare:
        return _compare(given.compare, given.folder, given.index)
    needed = run(given.folder) if given.run or given.batch else {}
    if given.batch:
        needed |= run_batch(given.folder, needed["wall seconds of the comparison"])
    tables = [pl.read_parquet(given.folder / f"{name}.parquet") for name in ("reports", "overlaps", "truth")]
    for name, figure in (needed | measure(*tables)).items():
        print(show(name, figure))
    return None


if __name__ == "__main__":
    _main()
