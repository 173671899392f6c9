"""What a comparison remembers, as Parquet, so that a new batch is compared without reading the old articles again.

    index.json             which files belong together, and how many numbers, words and fingerprints have been given, those of articles that
                           are gone included; written last
    articles-N.parquet     article_id, outlet, key (hash of what the comparison reads of it), number (in this index), stirred (the batch
                           that last changed what it has in common with others), shuffle (corpus.py), where its words and fingerprints are
                           and how many, n_body, n_own (store.py), who signs it (origins.py)
    furniture-N.parquet    hash, outlet (null: all)
    prints-N.parquet       hash, article (number), outlet, place: a file for each batch; those of articles that are gone are passed over
    passages-N.parquet, likeness-N.parquet   what pairs have in common (pairs.py), a file for each batch; a row holds until one of its
                           articles is stirred
    words-N.*, flags-N.bin   the words of all articles as plain numbers (store.py), to which a batch appends, and their flags

An article that is new, gone or changed touches the articles that share a fingerprint with it, and what they had in common is worked out
anew where it can be another: the sets behind these fingerprints decide what is furniture and who is compared with whom, nothing else.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from pipelines.articles import agencies, cited
from pipelines.files import write_aside, write_text
from pipelines.ids import sha256
from pipelines.reference import FOLDER
from pipelines.reports.corpus import Corpus
from pipelines.reports.fingerprints import Fingerprints, among
from pipelines.reports.furniture import ALL, Before, Furniture, learn_furniture
from pipelines.reports.links import compare_all, in_slices, learn_and_link, link_stirred, strike_words
from pipelines.reports.origins import find_signed
from pipelines.reports.overlaps import with_keys
from pipelines.reports.pairs import Pairs
from pipelines.reports.stirred import find_stirred
from pipelines.reports.store import KEPT, Store
from pipelines.reports.types import U64, Flags, Ints

NOWHERE = ALL + 1
"""In place of an outlet that has no articles any more."""
_MADE_BY = [
    *sorted(Path(__file__).parent.glob("*.py")), *(Path(str(module.__file__)) for module in (agencies, cited)),
    *(FOLDER / f"{name}.csv" for name in ("word_rarity", "credit_words", "agencies")),
]  # fmt: skip
FORMAT = {
    "polars": pl.__version__,
    "code": sha256("".join(path.read_text(encoding="utf-8") for path in _MADE_BY)),
}
"""An index of other code or words is made anew. polars may hash rows otherwise in another version."""
TABLES = ("prints", "passages", "likeness")
"""Tables that have a file for each batch."""
COUNTS = ("numbers", "words", "prints", "batch", "made")
"""What index.json counts; `made`: how often the index was made from nothing."""
OWN = re.compile(rf"(articles|furniture|prints|passages|likeness)-\d+\.parquet|flags-\d+\.bin|words-\d+\.({'|'.join(KEPT)})")
"""Names of our files: others may lie in the folder too."""
PLACES = ["first", "n_words", "n_body", "n_own", "first_print", "n_prints"]
SIGNED = ["wire", "basis", "n_chars"]


class Index:
    """The memory of a comparison in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: dict[str, Any] = self._read_list() or {}

    def update(self, con: duckdb.DuckDBPyConnection, corpus: Corpus) -> tuple[Pairs, pl.DataFrame]:
        """What all pairs have in common, by the corpus's numbers, and who signs each article (origins.find_signed); reads the articles
        that are new."""
        keys = corpus.keys()
        if not self._listed:
            return self._build(con, corpus, keys)
        then = _Then(pl.read_parquet(self._files("articles")), self._listed["numbers"], corpus, keys)
        if then.is_now():
            return self._pairs(then), then.articles.select("article_id", *SIGNED)
        # an index that is mostly of articles that are gone is made anew, too
        if 2 * int(then.added.sum()) >= len(corpus) or self._listed["numbers"] > 2 * len(corpus):
            return self._build(con, corpus, keys)
        return self._add(con, corpus, then, keys)

    def _build(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, keys: U64) -> tuple[Pairs, pl.DataFrame]:
        made = self._listed.get("made", -1) + 1
        everything = np.arange(len(corpus))
        self._folder.mkdir(parents=True, exist_ok=True)
        with Store(corpus, self._folder / f"words-{made}") as store:
            store.fill(everything)
            furniture, diagonals = learn_and_link(con, corpus, store, store.in_ranges())
            pairs = _with_keys(con, corpus, compare_all(corpus, store, in_slices(diagonals, len(corpus))))
            signed = _in_order(corpus, find_signed(corpus.rows(everything)))
            stirred = np.zeros(len(corpus), dtype=np.int64)
            # killed from here on, the index is one that has to be made anew
            (self._folder / "index.json").unlink(missing_ok=True)
            counts = {"batch": 0, "made": made, "numbers": len(corpus)}
            self._write(_Batch(counts, everything, everything, stirred, keys, furniture, pairs, signed), corpus, store)
        return pairs, signed

    def _add(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, then: "_Then", keys: U64) -> tuple[Pairs, pl.DataFrame]:
        added = np.flatnonzero(then.added)
        with Store(corpus, self._words(), self._listed["words"]) as store:
            lost: list[U64] = []
            here, old = np.flatnonzero(~then.added), then.articles.filter(pl.Series(~then.added))
            (flags,) = self._files("flags")
            store.resume(here, old, self._prints(then, lost), np.fromfile(flags, dtype=np.uint8))
            corpus.know(here, old["shuffle"].to_numpy())
            store.fill(added)
            before = Before(self._furniture(corpus), then.added, np.concatenate([np.zeros(0, dtype=np.uint64), *lost]))
            touched = np.concatenate([store.prints(added).hash, before.lost])
            prints = store.sharing(touched)
            furniture = learn_furniture(corpus, store, prints, before)
            stirred, struck = find_stirred(corpus, store, prints, before, furniture)
            furniture = Furniture.joined([before.furniture.take(~among(touched, before.furniture.hash)), furniture])
            _strike_anew(corpus, store, furniture, np.flatnonzero(struck))
            pairs = _with_keys(con, corpus, compare_all(corpus, store, link_stirred(con, corpus, store, furniture, stirred)))
            kept = self._pairs(then)
            signed = pl.concat(
                [then.articles.filter(pl.Series(~then.added)).select("article_id", *SIGNED), find_signed(corpus.rows(added))]
            )
            signed = _in_order(corpus, signed)
            counts = {name: self._listed[name] for name in COUNTS} | {"batch": self._listed["batch"] + 1}
            counts["numbers"] += len(added)
            numbers = then.numbers.copy()
            numbers[added] = np.arange(self._listed["numbers"], counts["numbers"])
            batch = np.where(stirred, counts["batch"], then.batch)
            self._write(_Batch(counts, added, numbers, batch, keys, furniture, pairs, signed), corpus, store)
        still = ~stirred
        both = ((kept.passages, pairs.passages), (kept.likeness, pairs.likeness))
        return Pairs(*(_joined(old, new, still) for old, new in both)), signed

    def _read_list(self) -> dict[str, Any] | None:
        """What index.json says; None where there is none, or one of another format, or a file is missing."""
        try:
            listed = json.loads((self._folder / "index.json").read_text(encoding="utf-8"))
            fits = (
                listed["format"] == FORMAT
                and all(isinstance(listed[name], int) for name in COUNTS)
                and all((self._folder / name).is_file() for name in listed["files"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return listed if fits else None

    def _files(self, table: str) -> list[str]:
        """Files of a table, those of the first batch first."""
        return [str(self._folder / name) for name in self._listed["files"] if name.startswith(f"{table}-")]

    def _words(self) -> Path:
        """Beginning of the names of the files of words."""
        return self._folder / f"words-{self._listed['made']}"

    def _prints(self, then: "_Then", lost: list[U64]) -> Iterator[Fingerprints]:
        """The fingerprints of each batch, by the corpus's numbers of articles; adds those of articles that are gone to `lost`."""
        gone = np.zeros(len(then.now), dtype=np.bool_)
        gone[then.gone] = True
        for file in self._files("prints"):
            rows = pl.read_parquet(file, columns=["hash", "article", "place"])
            hashes, article, place = (rows[name].to_numpy() for name in ("hash", "article", "place"))
            if len(then.gone):
                lost.append(hashes[gone[article]])
            yield Fingerprints(hashes, then.now[article].astype(np.int32), place)

    def _furniture(self, corpus: Corpus) -> Furniture:
        """The furniture as it was, by the corpus's numbers of outlets."""
        numbers = pl.DataFrame({"outlet": corpus.narrow["outlet"], "number": corpus.outlet}).drop_nulls().unique()
        (file,) = self._files("furniture")
        rows = pl.read_parquet(file).join(numbers, on="outlet", how="left")
        outlet = rows.select(pl.when(pl.col("outlet").is_null()).then(ALL).otherwise(pl.col("number").fill_null(NOWHERE)))
        return Furniture(rows["hash"].to_numpy(), outlet.to_series().cast(pl.Int64).to_numpy())

    def _pairs(self, then: "_Then") -> Pairs:
        """What the articles that are still there had in common."""
        found = []
        for table in ("passages", "likeness"):
            parts = []
            for file in self._files(table):
                rows = pl.read_parquet(file)
                batch = int(Path(file).stem.split("-")[1])
                a, b = rows["a"].to_numpy(), rows["b"].to_numpy()
                valid = (then.now[a] >= 0) & (then.now[b] >= 0) & (then.stirred[a] <= batch) & (then.stirred[b] <= batch)
                rows = rows.filter(pl.Series(valid))
                parts.append(rows.with_columns(a=then.now[a[valid]].astype(np.int32), b=then.now[b[valid]].astype(np.int32)))
            found.append(pl.concat(parts))
        return Pairs(*found)

    def _write(self, batch: "_Batch", corpus: Corpus, store: Store) -> None:
        """Writes the files of a batch, then says that they belong to the index, then removes what no longer does."""
        self._folder.mkdir(parents=True, exist_ok=True)
        store.put_by()
        number, made = batch.counts["batch"], batch.counts["made"]
        tables = _tables(batch, corpus, store)
        names = {table: f"{table}-{number}.parquet" for table in tables}
        for table, rows in tables.items():
            write_aside(self._folder / names[table], partial(_write_parquet, rows))
        write_aside(self._folder / f"flags-{number}.bin", store.flags.tofile)
        kept = [name for name in self._listed.get("files", []) if number and name.split("-")[0] in TABLES]
        files = [*kept, *names.values(), f"flags-{number}.bin", *(f"words-{made}.{name}" for name in KEPT)]
        counts = batch.counts | {"words": store.n_kept, "prints": batch.counts.get("prints", 0) + tables["prints"].height}
        write_text(self._folder / "index.json", json.dumps({"format": FORMAT, **counts, "files": files}, indent=1) + "\n")
        for path in self._folder.iterdir():
            if OWN.fullmatch(path.name) and path.name not in files:
                path.unlink()
        self._listed = self._read_list() or {}


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is written of a batch: numbers of the articles added, and of all articles their numbers in the index, the batch that last
    changed what they have in common with others, their keys, and who signs them."""

    counts: dict[str, int]
    added: Ints
    numbers: Ints
    stirred: Ints
    keys: U64
    furniture: Furniture
    pairs: Pairs
    signed: pl.DataFrame


def _tables(batch: _Batch, corpus: Corpus, store: Store) -> dict[str, pl.DataFrame]:
    """The tables of a batch, by name."""
    outlets, numbers = corpus.narrow["outlet"], batch.numbers.astype(np.int32)
    prints = store.prints(batch.added)
    names = pl.DataFrame({"outlet": outlets, "number": corpus.outlet}).drop_nulls().unique()
    furniture = pl.DataFrame({"hash": batch.furniture.hash, "number": batch.furniture.outlet}).join(names, on="number", how="left")
    # where they will be among all that have been put away, article by article
    first_print = store.first_print.copy()
    n_prints = store.n_prints[batch.added]
    first_print[batch.added] = batch.counts.get("prints", 0) + np.cumsum(n_prints) - n_prints
    places = {name: getattr(store, name) for name in PLACES} | {"first_print": first_print}
    return {
        "articles": pl.DataFrame({
            "article_id": corpus.ids, "outlet": outlets, "key": batch.keys, "number": batch.numbers, "stirred": batch.stirred,
            "shuffle": corpus.shuffle, **places,
            **{name: batch.signed[name] for name in SIGNED},
        }),
        "furniture": furniture.filter(pl.col("outlet").is_not_null() | (pl.col("number") == ALL)).select("hash", "outlet"),
        "prints": pl.DataFrame({
            "hash": prints.hash, "article": numbers[prints.article], "outlet": outlets.gather(prints.article), "place": prints.place,
        }),
    } | {
        table: rows.with_columns(a=numbers[rows["a"].to_numpy()], b=numbers[rows["b"].to_numpy()])
        for table, rows in (("passages", batch.pairs.passages), ("likeness", batch.pairs.likeness))
    }  # fmt: skip


class _Then:
    """The articles of the index, held against those of the corpus.

    Attributes:
        articles: the index's row of each article of the corpus; added: which are new or changed, and have none.
        gone: numbers of those of the index that are not there any more.
        numbers, batch: number in the index of each article of the corpus (-1: none), batch that stirred it.
        now: number in the corpus of each number of the index (-1: none); stirred: the batch that stirred it.
    """

    def __init__(self, articles: pl.DataFrame, n_numbers: int, corpus: Corpus, keys: U64) -> None:
        current = pl.DataFrame({"article_id": corpus.ids, "key": keys})
        self.articles = current.join(articles, on=["article_id", "key"], how="left", maintain_order="left")
        self.numbers: Ints = self.articles["number"].fill_null(-1).cast(pl.Int64).to_numpy()
        self.batch: Ints = self.articles["stirred"].fill_null(0).cast(pl.Int64).to_numpy()
        self.added: Flags = self.numbers < 0
        numbers = articles["number"].to_numpy()
        self.now: Ints = np.full(n_numbers, -1, dtype=np.int64)
        self.now[self.numbers[~self.added]] = np.flatnonzero(~self.added)
        self.stirred: Ints = np.zeros(n_numbers, dtype=np.int64)
        self.stirred[numbers] = articles["stirred"].to_numpy()
        self.gone: Ints = numbers[self.now[numbers] < 0]

    def is_now(self) -> bool:
        """Whether nothing has changed."""
        return not self.added.any() and not len(self.gone)


def _strike_anew(corpus: Corpus, store: Store, furniture: Furniture, articles: Ints) -> None:
    """Marks furniture in these articles as it is now."""
    store.clear(articles)
    own = store.prints(articles)
    strike_words(store, own.take(furniture.strikes(own, corpus.outlet[own.article])))


def _with_keys(con: duckdb.DuckDBPyConnection, corpus: Corpus, pairs: Pairs) -> Pairs:
    """With the number in the key of each passage, which takes longest of all that is told of it."""
    return Pairs(with_keys(con, corpus, pairs.passages), pairs.likeness)


def _in_order(corpus: Corpus, signed: pl.DataFrame) -> pl.DataFrame:
    """Who signs each article, in the corpus's order."""
    return pl.DataFrame({"article_id": corpus.ids}).join(signed, on="article_id", how="left", maintain_order="left")


def _write_parquet(rows: pl.DataFrame, path: Path) -> None:
    rows.write_parquet(path, compression="lz4")


def _joined(old: pl.DataFrame, new: pl.DataFrame, still: Flags) -> pl.DataFrame:
    """Rows of pairs that are as they were, and the new ones."""
    return pl.concat([old.filter(pl.Series(still[old["a"].to_numpy()] & still[old["b"].to_numpy()])), new.select(old.columns)])
