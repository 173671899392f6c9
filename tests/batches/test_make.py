"""A batch is worked on as far as it has changed, and what is kept of it is what a whole new reading gives."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.articles.documents import build_documents
from pipelines.articles.find import Found, find_documents
from pipelines.articles.withdrawn import NOTHING
from pipelines.batches import make
from pipelines.batches.engine import LocalEngine
from pipelines.batches.find import find_batches
from pipelines.batches.gather import gather_documents, gather_mentions
from pipelines.batches.make import Work, make_batch
from pipelines.batches.store import BatchStore, forget_others
from pipelines.batches.work import broken_frame
from pipelines.mention_rows import EXTRACTORS
from pipelines.mentions import Schema, extract_all, mention_schemas, narrowly_dated
from tests.conftest import SAMPLE

Tables = dict[str, pl.DataFrame]
ALL = ["documents", "quote_mentions", "figure_mentions", "event_mentions"]
FILES = sorted(path.relative_to(SAMPLE) for path in SAMPLE.rglob("*") if path.is_file() and not path.name.startswith("README"))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is done in this process, where it can be counted."""
    monkeypatch.setenv("MUSTER_WORKERS", "0")


class Counted(LocalEngine):
    """An engine that counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.files: list[str] = []
        self.searched = 0

    def read(self, files: Sequence[Found]) -> Iterator[pl.DataFrame]:
        self.files += [found.source for found in files]
        return super().read(files)

    def search(self, articles: pl.DataFrame, wanted: Sequence[str], schemas: Mapping[str, Schema]) -> Iterator[dict[str, pl.DataFrame]]:
        self.searched += articles.height
        return super().search(articles, wanted, schemas)


def work(documents: Path, build: Path, engine: LocalEngine | None = None) -> list[Work]:
    """Brings all batches up to date."""
    batches = find_batches([documents])
    forget_others(build, [batch.name for batch in batches])
    return [make_batch(build, batch, engine or LocalEngine(), mention_schemas()) for batch in batches]


def gathered(documents: Path, build: Path) -> Tables:
    """All tables, put together."""
    stores = [BatchStore(build, batch.name) for batch in find_batches([documents])]
    raw, articles, rejects = gather_documents(stores, [found.source for found in find_documents([documents])], NOTHING)
    mentions = {table: gather_mentions(stores, table, articles).sort("article_id", "mention_id") for table in EXTRACTORS}
    return {"raw": raw, "articles": articles, "rejects": rejects, **mentions}


def from_nothing(documents: Path) -> Tables:
    """The same without batches."""
    raw, articles, rejects = build_documents([documents])
    dated = narrowly_dated(articles)
    quotes = extract_all("quote_mentions", dated)
    found = {table: extract_all(table, dated, None if table == "quote_mentions" else quotes) for table in EXTRACTORS}
    in_order = {table: rows.sort("article_id", "mention_id") for table, rows in found.items()}
    return {"raw": raw, "articles": articles, "rejects": rejects, **in_order}


@pytest.fixture(scope="module")
def whole() -> Tables:
    """The sample without batches."""
    return from_nothing(SAMPLE)


def assert_same(found: Mapping[str, pl.DataFrame], wanted: Mapping[str, pl.DataFrame]) -> None:
    for name, table in wanted.items():
        assert found[name].equals(table), name


def test_batches_put_together_are_the_whole(tmp_path: Path, whole: Tables) -> None:
    work(SAMPLE, tmp_path)
    assert_same(gathered(SAMPLE, tmp_path), whole)


def test_only_what_changed_is_worked_on(tmp_path: Path) -> None:
    documents, build = tmp_path / "documents", tmp_path / "build"
    for name in ("a", "b", "c"):
        (documents / "day").mkdir(parents=True, exist_ok=True)
        shutil.copy(next(SAMPLE.glob(f"s0{'abc'.index(name) + 1}*")), documents / "day" / f"{name}.txt")
    (first,) = work(documents, build)
    assert first.why == dict.fromkeys(ALL, "it is new")
    assert work(documents, build) == [Work("day")]

    (documents / "day" / "b.txt").write_bytes(next(SAMPLE.glob("s04*")).read_bytes())
    engine = Counted()
    (second,) = work(documents, build, engine)
    assert engine.files == ["day/b.txt"]
    assert engine.searched == 1
    assert set(second.why.values()) == {"its files have changed", "its documents have changed"}
    assert_same(gathered(documents, build), from_nothing(documents))


@pytest.mark.parametrize(
    ("table", "again"),
    [
        ("documents", {"documents": "the rules have changed"}),
        ("quote_mentions", {"quote_mentions": "the rules have changed"}),
        ("event_mentions", {"event_mentions": "the rules have changed"}),
    ],
)
def test_a_changed_rule_makes_anew_what_it_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, again: dict[str, str]) -> None:
    work(SAMPLE / "saved", tmp_path)
    code = make.codes()
    monkeypatch.setattr(make, "codes", lambda: code | {table: "another"})
    (done,) = work(SAMPLE / "saved", tmp_path)
    assert done.why == again, "what comes out the same calls for nothing after it"
    assert work(SAMPLE / "saved", tmp_path) == [Work(done.batch)]


def test_other_quotations_call_for_figures_and_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work(SAMPLE / "saved", tmp_path)
    code = make.codes()
    monkeypatch.setattr(make, "codes", lambda: code | {"quote_mentions": "another"})
    monkeypatch.setattr("pipelines.mention_rows.quotations", lambda _: [])
    (done,) = work(SAMPLE / "saved", tmp_path)
    assert done.why == {
        "quote_mentions": "the rules have changed",
        "figure_mentions": "its quotations have changed",
        "event_mentions": "its quotations have changed",
    }


class Breaking(LocalEngine):
    """An engine in which one article breaks the search."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source

    def search(self, articles: pl.DataFrame, wanted: Sequence[str], schemas: Mapping[str, Schema]) -> Iterator[dict[str, pl.DataFrame]]:
        yield from super().search(articles.filter(pl.col("source") != self.source), wanted, schemas)
        yield {"broken": broken_frame([{"source": self.source, "reason": "crashed", "detail": "It was poison."}])}


@pytest.mark.parametrize("lost", ["documents", "quote_mentions", "event_mentions", "searched", "broken"])
def test_a_batch_that_lost_a_file_is_made_anew(tmp_path: Path, lost: str) -> None:
    work(SAMPLE / "saved", tmp_path)
    wanted = gathered(SAMPLE / "saved", tmp_path)
    (path,) = tmp_path.glob(f"batches/*/{lost}-*.parquet")
    path.unlink()
    work(SAMPLE / "saved", tmp_path)
    assert_same(gathered(SAMPLE / "saved", tmp_path), wanted)


def test_a_poisoned_document_is_one_row_in_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: Tables) -> None:
    poison = next(source for source in whole["articles"]["source"] if "#" not in source)
    work(SAMPLE, tmp_path, Breaking(poison))
    found = gathered(SAMPLE, tmp_path)
    assert found["rejects"].join(whole["rejects"], on="source", how="anti").select("source", "reason", "detail").rows() == [
        (poison, "crashed", "It was poison.")
    ]
    assert poison not in found["articles"]["source"]
    assert found["raw"].height == whole["raw"].height
    code = make.codes()
    monkeypatch.setattr(make, "codes", lambda: code | {"event_mentions": "mended"})
    work(SAMPLE, tmp_path)
    assert_same(gathered(SAMPLE, tmp_path), whole)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(0, len(FILES) - 1), max_size=5), min_size=2, max_size=3), st.integers(1, 3))
def test_whatever_came_before_the_tables_are_those_of_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, states: list[set[int]], n_folders: int
) -> None:
    """Files come, go and move to other batches."""
    root = tmp_path_factory.mktemp("walk")
    documents = root / "documents"
    for at, state in enumerate(states):
        shutil.rmtree(documents, ignore_errors=True)
        documents.mkdir()
        for number in sorted(state):
            path = documents / f"day-{(number + at) % n_folders}" / FILES[number].name
            path.parent.mkdir(exist_ok=True)
            shutil.copy(SAMPLE / FILES[number], path)
        work(documents, root / "build")
    assert_same(gathered(documents, root / "build"), from_nothing(documents))
