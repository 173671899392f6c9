"""What a comparison remembers, as Parquet, so that a new batch is compared without reading the old articles again.

    index.json             which files belong together, and how many numbers have been given, those of articles that are gone included;
                           written last
    articles-N.parquet     article_id, outlet, key (hash of what the comparison reads of it), number (in this index), stirred (the batch
                           that last changed what it has in common with others), n_body
    furniture-N.parquet    hash, outlet (null: all)
    prints-N.parquet       hash, article (number), outlet, place: a file for each batch; those of articles that are gone are passed over
    passages-N.parquet, likeness-N.parquet   what pairs have in common (pairs.py), a file for each batch; a row holds until one of its
                           articles is stirred

An article that is new, gone or changed touches the articles that share a fingerprint with it, and what they had in common is worked out
anew where it can be another: the sets behind these fingerprints decide what is furniture and who is compared with whom, nothing else.
"""

import json
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from pipelines.files import write_aside, write_text
from pipelines.ids import sha256
from pipelines.reference import FOLDER
from pipelines.reports.compiled import compiled
from pipelines.reports.corpus import Corpus
from pipelines.reports.diagonals import ANCHORS, FEW
from pipelines.reports.fingerprints import Fingerprints, joined
from pipelines.reports.furniture import ALL, Furniture, learn_furniture
from pipelines.reports.links import compare_all, learn_and_link, link_stirred
from pipelines.reports.pairs import Pairs
from pipelines.reports.store import Store
from pipelines.reports.types import U64, Flags, Ints

NOWHERE = ALL + 1
"""In place of an outlet that has no articles any more."""
_MADE_BY = [*sorted(Path(__file__).parent.glob("*.py")), FOLDER / "word_rarity.csv"]
FORMAT = {
    "polars": pl.__version__,
    "code": sha256("".join(path.read_text(encoding="utf-8") for path in _MADE_BY)),
}
"""An index of other code or words is made anew. polars may hash rows otherwise in another version."""
TABLES = ("prints", "passages", "likeness")
"""Tables that have a file for each batch."""
OWN = re.compile(r"(articles|furniture|prints|passages|likeness)-\d+\.parquet")
"""Names of our files: others may lie in the folder too."""

LOST = "SELECT hash FROM read_parquet($files) WHERE article IN (SELECT number FROM gone)"
SHARING = "SELECT hash, article, place FROM read_parquet($files) SEMI JOIN touched USING (hash)"


class Index:
    """The memory of a comparison in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: dict[str, Any] = self._read_list() or {}

    def update(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, store: Store) -> Pairs:
        """What all pairs have in common, by the corpus's numbers; reads the articles that are new and those they have to do with."""
        keys = corpus.keys()
        if not self._listed:
            return self._build(con, corpus, store, keys)
        then = _Then(pl.read_parquet(self._files("articles")), self._listed["numbers"], corpus, keys)
        if then.is_now():
            return self._pairs(then)
        if 2 * int(then.added.sum()) >= len(corpus):
            return self._build(con, corpus, store, keys)
        return self._add(con, corpus, store, then, keys)

    def _build(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, store: Store, keys: U64) -> Pairs:
        everything = np.arange(len(corpus))
        store.fill(everything)
        furniture, diagonals = learn_and_link(con, corpus, store, store.in_ranges())
        pairs = compare_all(corpus, store, diagonals)
        stirred = np.zeros(len(corpus), dtype=np.int64)
        # killed from here on, the index is one that has to be made anew
        (self._folder / "index.json").unlink(missing_ok=True)
        self._write(_Batch(0, len(corpus), everything, everything, stirred, keys, furniture, pairs), corpus, store)
        return pairs

    def _add(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, store: Store, then: "_Then", keys: U64) -> Pairs:
        added = np.flatnonzero(then.added)
        store.fill(added)
        store.n_body[:] = np.where(then.added, store.n_body, then.n_body)
        own = store.prints(added)
        lost = self._lost(con, then)
        prints = self._sharing(con, then, np.union1d(own.hash, lost), own)
        before = self._furniture(corpus)
        touched = np.union1d(own.hash, lost)
        furniture = learn_furniture(corpus, store, prints)
        stirred = then.added | _stirred(corpus, store, prints, lost, then.added, before.of(touched), furniture)
        furniture = Furniture.joined([before.without(touched), furniture])
        if (stirred & ~then.added).any():
            some = np.flatnonzero(stirred)
            store.fill(some)
            prints = self._sharing(con, then, np.unique(store.prints(some).hash), own)
        pairs = compare_all(corpus, store, link_stirred(con, corpus, store, prints, furniture, stirred))
        kept = self._pairs(then)
        batch = self._listed["batch"] + 1
        numbers = then.numbers.copy()
        n_numbers = len(then.now) + len(added)
        numbers[added] = np.arange(len(then.now), n_numbers)
        self._write(_Batch(batch, n_numbers, added, numbers, np.where(stirred, batch, then.batch), keys, furniture, pairs), corpus, store)
        still = ~stirred
        return Pairs(*(_joined(old, new, still) for old, new in ((kept.passages, pairs.passages), (kept.likeness, pairs.likeness))))

    def _read_list(self) -> dict[str, Any] | None:
        """What index.json says; None where there is none, or one of another format, or a file is missing."""
        try:
            listed = json.loads((self._folder / "index.json").read_text(encoding="utf-8"))
            fits = (
                listed["format"] == FORMAT
                and isinstance(listed["numbers"], int)
                and all((self._folder / name).is_file() for name in listed["files"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return listed if fits else None

    def _files(self, table: str) -> list[str]:
        """Files of a table, those of the first batch first."""
        return [str(self._folder / name) for name in self._listed["files"] if name.startswith(f"{table}-")]

    def _lost(self, con: duckdb.DuckDBPyConnection, then: "_Then") -> U64:
        """Fingerprints of the articles that are gone."""
        con.register("gone", pl.DataFrame({"number": then.gone}))
        return con.sql(LOST, params={"files": self._files("prints")}).pl()["hash"].to_numpy() if len(then.gone) else np.zeros(0, np.uint64)

    def _sharing(self, con: duckdb.DuckDBPyConnection, then: "_Then", hashes: U64, own: Fingerprints) -> Fingerprints:
        """All fingerprints with one of these hashes, those of the articles added (`own`) included."""
        con.register("touched", pl.DataFrame({"hash": hashes}))
        rows = con.sql(SHARING, params={"files": self._files("prints")}).pl()
        article = then.now[rows["article"].to_numpy()]
        there = article >= 0
        old = Fingerprints(rows["hash"].to_numpy()[there], article[there].astype(np.int32), rows["place"].to_numpy()[there])
        return joined([old, own])

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
        outlets = corpus.narrow["outlet"]
        prints = store.prints(batch.added)
        names = pl.DataFrame({"outlet": outlets, "number": corpus.outlet}).drop_nulls().unique()
        furniture = pl.DataFrame({"hash": batch.furniture.hash, "number": batch.furniture.outlet}).join(names, on="number", how="left")
        tables = {
            "articles": pl.DataFrame({
                "article_id": corpus.ids, "outlet": outlets, "key": batch.keys, "number": batch.numbers, "stirred": batch.stirred,
                "n_body": store.n_body,
            }),
            "furniture": furniture.filter(pl.col("outlet").is_not_null() | (pl.col("number") == ALL)).select("hash", "outlet"),
            "prints": pl.DataFrame({
                "hash": prints.hash, "article": batch.numbers[prints.article].astype(np.int32), "outlet": outlets.gather(prints.article),
                "place": prints.place,
            }),
        }  # fmt: skip
        for table, rows in (("passages", batch.pairs.passages), ("likeness", batch.pairs.likeness)):
            numbers = batch.numbers.astype(np.int32)
            tables[table] = rows.with_columns(a=numbers[rows["a"].to_numpy()], b=numbers[rows["b"].to_numpy()])
        names_now = {table: f"{table}-{batch.number}.parquet" for table in tables}
        for table, rows in tables.items():
            write_aside(self._folder / names_now[table], partial(_write_parquet, rows))
        kept = [name for name in self._listed.get("files", []) if batch.number and name.split("-")[0] in TABLES]
        files = [*kept, *names_now.values()]
        listed = {"format": FORMAT, "batch": batch.number, "numbers": batch.n_numbers, "files": files}
        write_text(self._folder / "index.json", json.dumps(listed, indent=1) + "\n")
        for path in self._folder.glob("*.parquet"):
            if OWN.fullmatch(path.name) and path.name not in files:
                path.unlink()
        self._listed = self._read_list() or {}


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is written of a batch: numbers of the articles added, and of all articles their numbers in the index, the batch that last
    changed what they have in common with others, and their keys."""

    number: int
    n_numbers: int
    """Numbers that have been given."""
    added: Ints
    numbers: Ints
    stirred: Ints
    keys: U64
    furniture: Furniture
    pairs: Pairs


class _Then:
    """The articles of the index, held against those of the corpus.

    Attributes:
        added: which articles of the corpus are new or changed; gone: numbers of those of the index that are not there any more.
        numbers, batch, n_body: number in the index of each article of the corpus (-1: none), batch that stirred it, words of its body.
        now: number in the corpus of each number of the index (-1: none); stirred: the batch that stirred it.
    """

    def __init__(self, articles: pl.DataFrame, n_numbers: int, corpus: Corpus, keys: U64) -> None:
        current = pl.DataFrame({"article_id": corpus.ids, "key": keys}).with_row_index("at")
        found = current.join(articles, on=["article_id", "key"], how="left", maintain_order="left")
        self.numbers: Ints = found["number"].fill_null(-1).cast(pl.Int64).to_numpy()
        self.batch: Ints = found["stirred"].fill_null(0).cast(pl.Int64).to_numpy()
        self.n_body: Ints = found["n_body"].fill_null(0).cast(pl.Int64).to_numpy()
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


def _stirred(corpus: Corpus, store: Store, prints: Fingerprints, lost: U64, added: Flags, before: Furniture, furniture: Furniture) -> Flags:
    """Articles, beside those added, that may have something else in common with others than before: a fingerprint of theirs has become
    furniture or is it no longer, or they have begun or ceased to be anchors of one (diagonals.py).

    Args:
        prints: all fingerprints that an article added or gone has; lost: those of articles gone, once for each.
        before, furniture: which of them were furniture, and which are.
    """
    outlet = corpus.outlet[prints.article]
    is_new = added[prints.article]
    was, now = before.strikes(prints, outlet) & ~is_new, furniture.strikes(prints, outlet)
    stirred = np.zeros(len(corpus), dtype=np.bool_)
    stirred[prints.article[(was != now) & ~is_new]] = True
    # of the fingerprints that are or were no furniture: those that came into their group, those that left it
    order = np.flatnonzero(~now | ~was & ~is_new)
    order = order[np.lexsort((prints.place[order], prints.article[order], prints.hash[order]))]
    came, left = (is_new | was)[order], now[order]
    _stir_anchors(prints.hash[order], prints.article[order], store.n_body, came, left, np.sort(lost), stirred)
    return stirred


@compiled
def _stir_anchors(hashes: Any, article: Any, n_body: Any, came: Any, left: Any, lost: Any, stirred: Any) -> None:
    """Marks what has begun or ceased to be an anchor of a group of fingerprints; groups come in order of their hashes."""
    begin, gone, then, now = 0, 0, np.empty(2 * ANCHORS, dtype=np.int64), np.empty(2 * ANCHORS, dtype=np.int64)
    for at in range(1, len(hashes) + 1):
        if at < len(hashes) and hashes[at] == hashes[begin]:
            continue
        while gone < len(lost) and lost[gone] < hashes[begin]:
            gone += 1
        n_gone = gone
        while gone < len(lost) and lost[gone] == hashes[begin]:
            gone += 1
        n_gone = gone - n_gone
        n_came, n_left = 0, 0
        for row in range(begin, at):
            n_came += came[row]
            n_left += left[row]
        n_now = at - begin - n_left
        n_then = at - begin - n_came + n_gone
        if n_came + n_left + n_gone and max(n_now, n_then) > FEW:
            if min(n_now, n_then) <= FEW or n_gone:
                # all that were linked while they were few, or that may have been among the first
                few = 0
                for row in range(begin, at):
                    if few < FEW + n_came or n_then <= FEW:
                        stirred[article[row]] = True
                    few += 1
            else:
                _anchors(article[begin:at], n_body, came[begin:at], then)
                _anchors(article[begin:at], n_body, left[begin:at], now)
                _stir_others(then, now, stirred)
                _stir_others(now, then, stirred)
        begin = at


@compiled
def _anchors(article: Any, n_body: Any, without: Any, anchors: Any) -> None:
    """The articles that the others of a group are linked to: the first, and the fullest among the first."""
    n, first = 0, np.empty(FEW, dtype=np.int64)
    for row in range(len(article)):
        if not without[row] and n < FEW:
            first[n] = article[row]
            n += 1
    anchors[:] = -1
    anchors[:ANCHORS] = first[:ANCHORS]
    for place in range(ANCHORS, 2 * ANCHORS):
        best = -1
        for row in range(n):
            if first[row] >= 0 and (best < 0 or n_body[first[row]] > n_body[first[best]]):
                best = row
        anchors[place] = first[best]
        first[best] = -1


@compiled
def _stir_others(some: Any, others: Any, stirred: Any) -> None:
    for one in some:
        there = False
        for other in others:
            there |= one == other
        if not there:
            stirred[one] = True


def _write_parquet(rows: pl.DataFrame, path: Path) -> None:
    rows.write_parquet(path, compression="lz4")


def _joined(old: pl.DataFrame, new: pl.DataFrame, still: Flags) -> pl.DataFrame:
    """Rows of pairs that are as they were, and the new ones."""
    return pl.concat([old.filter(pl.Series(still[old["a"].to_numpy()] & still[old["b"].to_numpy()])), new.select(old.columns)])
