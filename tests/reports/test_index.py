"""A comparison that remembers gives what one from nothing gives, whatever came before."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.files import write_aside
from pipelines.reports import arrays, corpus, fingerprints, furniture, index, linking, store
from pipelines.reports.compare import compare_articles
from tests.reports.generate import START, generate

Tables = tuple[pl.DataFrame, pl.DataFrame]
SEEDS = st.integers(0, 10**6)


@pytest.fixture(autouse=True, scope="module")
def small_sieve() -> Iterator[None]:
    """A sieve that lets more through than it should: it changes nothing, and is quicker for few articles."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprints, "_BITS", 12)
        yield


def made(seed: int) -> tuple[Random, pl.DataFrame]:
    """Articles of few outlets, most about few stories, in no order."""
    rng = Random(seed)
    table = generate(rng.randint(20, 120), seed, n_outlets=rng.randint(2, 4))[0]
    return rng, table.sample(fraction=1, shuffle=True, seed=seed)


def assert_same(found: Tables, wanted: Tables) -> None:
    """Both tables are equal, keys included."""
    assert found[1].equals(wanted[1])
    assert found[0].equals(wanted[0])


def some(rng: Random, table: pl.DataFrame, most: float) -> list[int]:
    """Some rows."""
    return rng.sample(range(table.height), rng.randint(1, max(1, int(most * table.height))))


def changed(rng: Random, table: pl.DataFrame) -> pl.DataFrame:
    """The same articles, some with the text of another, or another outlet, or at another time."""
    rows = table.to_dicts()
    for at in some(rng, table, 0.2):
        other = rng.choice(rows)
        way = rng.randrange(4)
        if way == 0:
            rows[at] |= {name: other[name] for name in ("text", "blocks", "n_words")}
        elif way == 1:
            rows[at]["text"] = rows[at]["text"][: len(rows[at]["text"]) // 2]
        elif way == 2:
            rows[at]["outlet"] = rng.choice([other["outlet"], None, "The New Gazette"])
        else:
            rows[at]["published_at"] = rng.choice([None, START + timedelta(days=rng.randint(0, 9))])
    return pl.DataFrame(rows, schema=table.schema)


def walk(rng: Random, table: pl.DataFrame, n: int) -> Iterator[pl.DataFrame]:
    """What there is of the articles, from one comparison to the next."""
    there = table[some(rng, table, 0.9)]
    yield there
    for _ in range(n):
        way = rng.choice(["add", "add", "add", "take", "change", "repeat", "all"])
        if way == "add":
            there = pl.concat([there, table[some(rng, table, 0.3)]]).unique("article_id", keep="first", maintain_order=True)
        elif way == "take":
            there = there[some(rng, there, 1)]
        elif way == "change":
            there = changed(rng, there)
        elif way == "repeat":
            there = pl.concat([there, there[some(rng, there, 0.5)]])
        else:
            there = table
        yield there


@settings(max_examples=6, deadline=None)
@given(SEEDS, st.integers(2, 4))
def test_whatever_came_before(tmp_path_factory: pytest.TempPathFactory, seed: int, n: int) -> None:
    """Articles come in batches of any order, go, change, stand there twice."""
    rng, table = made(seed)
    folder = tmp_path_factory.mktemp("index")
    for there in walk(rng, table, n):
        assert_same(compare_articles(there, folder), compare_articles(there))


def left_over(folder: Path) -> set[str]:
    """Files in the folder that do not belong to the index."""
    return {path.name for path in folder.iterdir()} - {"index.json", *json.loads((folder / "index.json").read_text())["files"]}


def test_nothing_is_left_over(tmp_path: Path) -> None:
    rng, table = made(1)
    for there in walk(rng, table, 4):
        compare_articles(there, tmp_path)
        assert not left_over(tmp_path)


def test_nothing_new_reads_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, table = made(2)
    wanted = compare_articles(table, tmp_path)
    monkeypatch.setattr(store, "read_texts", None)
    monkeypatch.setattr(index, "write_aside", None)
    assert_same(compare_articles(table.reverse(), tmp_path), wanted)


BROKEN = ["", "{", "[]", "null", "7", '"index"', "{}", '{"format": 1}', '{"files": []}']


@pytest.mark.parametrize("written", [*BROKEN, "truncated", "other format", "files missing", "no numbers", "a file gone", "index.json gone"])
def test_an_index_that_cannot_be_read_is_made_anew(tmp_path: Path, written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, table = made(4)
    table = table.head(20)
    compare_articles(table[:15], tmp_path)
    path = tmp_path / "index.json"
    listed = json.loads(path.read_text())
    if written == "truncated":
        path.write_text(path.read_text()[:-9])
    elif written == "other format":
        monkeypatch.setattr(index, "FORMAT", {"polars": "0", "code": ""})
    elif written == "files missing":
        path.write_text(json.dumps(listed | {"files": ["articles-7.parquet"]}))
    elif written == "no numbers":
        path.write_text(json.dumps({name: value for name, value in listed.items() if name != "numbers"}))
    elif written == "a file gone":
        (tmp_path / listed["files"][-1]).unlink()
    elif written == "index.json gone":
        path.unlink()
    else:
        path.write_text(written)
    assert_same(compare_articles(table, tmp_path), compare_articles(table))
    assert not left_over(tmp_path)
    assert json.loads(path.read_text())["batch"] == 0


@pytest.mark.parametrize("first", [0.3, 0.9])
def test_killed_before_the_index_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: float) -> None:
    """Few articles more are added, with many more the index is made anew: what was before is answered rightly, and what comes after."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    rng, table = made(5)
    before = table.head(int(first * table.height))
    compare_articles(before, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(index, "write_text", die)
        with pytest.raises(KeyboardInterrupt):
            compare_articles(table, tmp_path)
    other = changed(rng, table)
    for there in (before, other):
        assert_same(compare_articles(there, tmp_path), compare_articles(there))
    assert not left_over(tmp_path)


@pytest.mark.parametrize("died_at", range(5))
def test_killed_between_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, died_at: int) -> None:
    _, table = made(6)
    before = table.head(table.height // 3)
    wanted = compare_articles(before, tmp_path)
    files = iter(range(5))

    def write(path: Path, fill: object) -> None:
        if next(files) == died_at:
            raise OSError("No space left on device")
        write_aside(path, fill)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(index, "write_aside", write)
        with pytest.raises(OSError, match="No space"):
            compare_articles(table, tmp_path)
    assert_same(compare_articles(before, tmp_path), wanted)


def test_a_file_of_articles_is_as_good_as_a_frame(tmp_path: Path) -> None:
    _, table = made(7)
    wanted = compare_articles(table)
    table.write_parquet(tmp_path / "articles.parquet", row_group_size=11)
    table.head(table.height * 2 // 3).write_parquet(tmp_path / "some.parquet")
    assert_same(compare_articles(tmp_path / "articles.parquet"), wanted)
    compare_articles(tmp_path / "some.parquet", tmp_path / "index")
    assert_same(compare_articles(tmp_path / "articles.parquet", tmp_path / "index"), wanted)
    assert_same(compare_articles(table, tmp_path / "index"), wanted)


def test_size_of_parts_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranges of hashes, links looked at at once, files in memory, fingerprints judged at once, articles read at once."""
    _, table = made(8)
    wanted = compare_articles(table)
    for module, name, small in (
        (store, "AT_ONCE", 100), (store, "MAPPED", 1), (linking, "AT_ONCE", 100), (furniture, "AT_ONCE", 3), (corpus, "BATCH", 2000),
        (corpus, "ROWS", 7), (arrays, "LARGE", 0), (arrays, "WINDOW", 1000),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, small)
    with monkeypatch.context() as patch:
        patch.setattr(store.Store, "in_ranges", _counting(store.Store.in_ranges, seen := []))
        assert_same(compare_articles(table), wanted)
        assert len(seen) == store.BUCKETS
    compare_articles(table.head(table.height * 2 // 3), tmp_path)
    assert_same(compare_articles(table, tmp_path), wanted)


def _counting(in_ranges: Callable[[store.Store], Iterator[Any]], seen: list[int]) -> Callable[[store.Store], Iterator[Any]]:
    """The same, and notes how many ranges there are."""

    def counted(held: store.Store) -> Iterator[Any]:
        for number, prints in enumerate(in_ranges(held)):
            seen.append(number)
            yield prints

    return counted
