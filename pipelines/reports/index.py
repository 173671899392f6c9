"""What a comparison remembers, so that a new batch is compared without reading the old articles again.

    index.json             which files belong together, and how many numbers, words and fingerprints have been given, those of articles that
                           are gone included; written last
    articles-N.parquet     article_id, outlet, key (hash of what the comparison reads of it), number (in this index), stirred (the batch
                           that last changed what it has in common with others), shuffle (corpus.py), where its words and fingerprints are
                           and how many, n_body, n_own (store.py), who signs it (origins.py); in canonical order
    furniture-N.parquet    hash, outlet (null: all)
    prints-N.parquet       hash, article (number), outlet, place: fingerprints by hash, those with one in canonical order of their articles;
                           those of articles that are gone are passed over
    passages-N.parquet, likeness-N.parquet   what pairs have in common (pairs.py), passages with the numbers in their keys and in the order
                           of `overlaps`; a row holds until one of its articles is stirred
    words-N.*              the words, fingerprints and subjects of all articles as numbers, article by article (store.py); a batch appends
    flags-N-M.bin          the flags of all words

Prints, passages and likeness have a file for each batch; small ones are put together with the next (segments.py). They are not compressed,
and so read at once.

An article that is new, gone or changed touches the articles that share a fingerprint with it, and what they had in common is worked out
anew where it can be another: the sets behind these fingerprints decide what is furniture and who is compared with whom, nothing else.
"""

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa

from pipelines.articles import agencies, cited
from pipelines.files import write_aside, write_text
from pipelines.ids import sha256
from pipelines.reference import FOLDER
from pipelines.reports.corpus import Corpus
from pipelines.reports.fingerprints import Fingerprints, among
from pipelines.reports.furniture import Furniture, learn_furniture
from pipelines.reports.kept import read_pairs
from pipelines.reports.links import group_stirred, learn_and_group, link_and_compare, strike_words
from pipelines.reports.origins import find_signed
from pipelines.reports.overlaps import KEYED, with_keys
from pipelines.reports.pairs import NO_LIKENESS, Pairs
from pipelines.reports.past import Past
from pipelines.reports.plain import write_plain
from pipelines.reports.samples import ALL
from pipelines.reports.segments import Segments
from pipelines.reports.stirred import find_stirred
from pipelines.reports.store import LEADS, PLACES, PRINTS, WORDS, Store, as_done
from pipelines.reports.types import U64, Flags, Ints

_MADE_BY = [
    *sorted(Path(__file__).parent.glob("*.py")), *(Path(str(module.__file__)) for module in (agencies, cited)),
    *(FOLDER / f"{name}.csv" for name in ("word_rarity", "credit_words", "agencies")),
]  # fmt: skip
FORMAT = {
    "polars": pl.__version__,
    "code": sha256("".join(path.read_text(encoding="utf-8") for path in _MADE_BY)),
}
"""An index of other code or words is made anew. polars may hash rows otherwise in another version."""
COUNTS = ("numbers", "words", "prints", "leads", "batch", "made")
"""What index.json counts; `made`: how often the index was made from nothing."""
FILES = (*WORDS, *PRINTS, *LEADS)
"""Kinds of files that a batch appends to."""
OWN = re.compile(rf"(articles|furniture|prints|passages|likeness)-\d+\.parquet|flags-\d+-\d+\.bin|words-\d+\.({'|'.join(FILES)})")
"""Names of our files: others may lie in the folder too."""
SIGNED = ["wire", "basis", "n_chars"]
PRINT = pa.schema([
    pa.field("hash", pa.uint64(), nullable=False), pa.field("article", pa.int32(), nullable=False),
    pa.field("outlet", pa.dictionary(pa.int32(), pa.large_string())), pa.field("place", pa.int32(), nullable=False),
])  # fmt: skip


_Rows = dict[str, tuple[list[str], Any]]
"""Of each table that has a file for each batch: files that stay as they are, and the rows of the next."""


class Index:
    """The memory of a comparison in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: dict[str, Any] = self._read_list() or {}

    def update(self, con: duckdb.DuckDBPyConnection, corpus: Corpus) -> tuple[Pairs, pl.DataFrame]:
        """What all pairs have in common, passages as overlaps.with_keys gives them, and who signs each article (origins.find_signed);
        reads the articles that are new."""
        keys = corpus.keys()
        if not self._listed:
            return self._build(con, corpus, keys)
        (articles,) = self._files("articles")
        past = Past(pl.read_parquet(articles), self._listed["numbers"], corpus, keys)
        if past.is_now():
            kept = read_pairs(corpus, past, self._files("passages"), self._files("likeness"), np.zeros(len(corpus), dtype=np.bool_))
            return kept.joined(Pairs(KEYED, NO_LIKENESS))[0], past.articles.select("article_id", *SIGNED)
        # an index that is mostly of articles that are gone is made anew, too
        if 2 * int(past.added.sum()) >= len(corpus) or self._listed["numbers"] > 2 * len(corpus):
            return self._build(con, corpus, keys)
        return self._add(con, corpus, past, keys)

    def _build(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, keys: U64) -> tuple[Pairs, pl.DataFrame]:
        made = self._listed.get("made", -1) + 1
        everything = np.arange(len(corpus))
        self._folder.mkdir(parents=True, exist_ok=True)
        with Store(corpus, self._folder / f"words-{made}", flags=self._flags(made, 0)) as store:
            store.fill(everything)
            furniture, groups = learn_and_group(corpus, store, store.in_ranges())
            pairs = link_and_compare(corpus, store, groups, np.ones(len(corpus), dtype=np.bool_))
            pairs = Pairs(with_keys(con, corpus, pairs.passages), pairs.likeness)
            signed = _in_order(corpus, find_signed(corpus.rows(everything)))
            stirred = np.zeros(len(corpus), dtype=np.int64)
            counts = {"batch": 0, "made": made, "numbers": len(corpus)}
            # killed from here on, the index is one that has to be made anew
            (self._folder / "index.json").unlink(missing_ok=True)
            batch = _Batch(counts, everything, stirred, keys, furniture, signed)
            prints = as_done(Fingerprints.in_order, store.in_ranges())
            self._write(batch, corpus, store, {"prints": ([], prints), "passages": ([], pairs.passages), "likeness": ([], pairs.likeness)})
        return pairs, signed

    def _add(self, con: duckdb.DuckDBPyConnection, corpus: Corpus, past: Past, keys: U64) -> tuple[Pairs, pl.DataFrame]:
        counts = {name: self._listed[name] for name in COUNTS} | {"batch": self._listed["batch"] + 1}
        made, added, old = counts["made"], np.flatnonzero(past.added), past.articles.filter(pl.Series(~past.added))
        flags = self._flags(made, counts["batch"])
        shutil.copyfile(self._files("flags")[0], flags)
        with Store(corpus, self._folder / f"words-{made}", (counts["words"], counts["prints"], counts["leads"]), flags) as store:
            store.resume(np.flatnonzero(~past.added), old)
            corpus.know(np.flatnonzero(~past.added), old["shuffle"].to_numpy())
            store.fill(added)
            segments = Segments(self._files("prints"), store.prints(added).in_order(), past)
            furniture, stirred = self._learn(corpus, store, past, segments)
            pairs = link_and_compare(corpus, store, group_stirred(corpus, store, furniture, stirred, segments), stirred)
            pairs = Pairs(with_keys(con, corpus, pairs.passages), pairs.likeness)
            signed = pl.concat([old.select("article_id", *SIGNED), find_signed(corpus.rows(added))])
            signed = _in_order(corpus, signed)
            numbers = past.numbers.copy()
            numbers[added] = np.arange(counts["numbers"], counts["numbers"] + len(added))
            counts["numbers"] += len(added)
            pairs, passages, likeness = read_pairs(corpus, past, self._files("passages"), self._files("likeness"), stirred).joined(pairs)
            files, prints = segments.to_write()
            batch = _Batch(counts, numbers, np.where(stirred, counts["batch"], past.batch), keys, furniture, signed)
            self._write(batch, corpus, store, {"prints": (files, [prints]), "passages": passages, "likeness": likeness})
        return pairs, signed

    def _learn(self, corpus: Corpus, store: Store, past: Past, segments: Segments) -> tuple[Furniture, Flags]:
        """The furniture as it is now, which the store's words are marked with, and the articles that are stirred."""
        before = past.before(corpus, pl.read_parquet(self._files("furniture")))
        lost = store.hashes(past.went["first_print"].to_numpy(), past.went["n_prints"].to_numpy())
        touched = np.unique(np.concatenate([segments.came.hash, lost]))
        prints = segments.look_up(touched)
        learned = learn_furniture(corpus, store, prints, before)
        n_body = np.concatenate([store.n_body, past.went["n_body"].to_numpy()])
        stirred, struck = find_stirred(n_body, prints, before, learned)
        furniture = Furniture.joined([before.furniture.take(~among(touched, before.furniture.hash)), learned])
        _strike_anew(corpus, store, furniture, np.flatnonzero(struck))
        return furniture, stirred

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

    def _flags(self, made: int, batch: int) -> Path:
        """The file of the flags, as a batch leaves them."""
        return self._folder / f"flags-{made}-{batch}.bin"

    def _write(self, batch: "_Batch", corpus: Corpus, store: Store, rows: "_Rows") -> None:
        """Writes the files of a batch, then says that they belong to the index, then removes what no longer does."""
        store.put_by()
        number, made = batch.counts["batch"], batch.counts["made"]
        write = {
            "articles": partial(_write_compressed, batch.articles(corpus, store)),
            "furniture": partial(_write_compressed, batch.learned(corpus)),
            "prints": partial(_write_prints, rows["prints"][1], corpus, batch.numbers),
            "passages": partial(_write_plain, rows["passages"][1], batch.numbers[np.argsort(corpus.rank)]),
            "likeness": partial(_write_plain, rows["likeness"][1], batch.numbers),
        }
        for table, fill in write.items():
            write_aside(self._folder / f"{table}-{number}.parquet", fill)
        files = [Path(file).name for still, _ in rows.values() for file in still]
        files += [f"{table}-{number}.parquet" for table in write]
        files += [self._flags(made, number).name, *(f"words-{made}.{name}" for name in FILES)]
        counts = batch.counts | dict(zip(("words", "prints", "leads"), store.size, strict=True))
        write_text(self._folder / "index.json", json.dumps({"format": FORMAT, **counts, "files": files}, indent=1) + "\n")
        for path in self._folder.iterdir():
            if OWN.fullmatch(path.name) and path.name not in files:
                path.unlink()
        self._listed = self._read_list() or {}


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is written of a batch: of all articles their numbers in the index, the batch that last changed what they have in common with
    others, their keys, and who signs them."""

    counts: dict[str, int]
    numbers: Ints
    stirred: Ints
    keys: U64
    furniture: Furniture
    signed: pl.DataFrame

    def articles(self, corpus: Corpus, store: Store) -> pl.DataFrame:
        """All articles, in canonical order."""
        return pl.DataFrame({
            "article_id": corpus.ids, "outlet": corpus.narrow["outlet"], "key": self.keys, "number": self.numbers, "stirred": self.stirred,
            "shuffle": corpus.shuffle, **{name: getattr(store, name) for name in PLACES}, **{name: self.signed[name] for name in SIGNED},
        })  # fmt: skip

    def learned(self, corpus: Corpus) -> pl.DataFrame:
        """The furniture by names of outlets, but for that of outlets that have no articles any more."""
        names = pl.DataFrame({"outlet": corpus.narrow["outlet"], "number": corpus.outlet}).drop_nulls().unique()
        rows = pl.DataFrame({"hash": self.furniture.hash, "number": self.furniture.outlet}).join(names, on="number", how="left")
        return rows.filter(pl.col("outlet").is_not_null() | (pl.col("number") == ALL)).select("hash", "outlet")


def _strike_anew(corpus: Corpus, store: Store, furniture: Furniture, articles: Ints) -> None:
    """Marks furniture in these articles as it is now."""
    store.clear(articles)
    own = store.prints(articles)
    strike_words(store, own.take(furniture.strikes(own, corpus.outlet)))


def _in_order(corpus: Corpus, signed: pl.DataFrame) -> pl.DataFrame:
    """Who signs each article, in the corpus's order."""
    return pl.DataFrame({"article_id": corpus.ids}).join(signed, on="article_id", how="left", maintain_order="left")


def _write_compressed(rows: pl.DataFrame, path: Path) -> None:
    rows.write_parquet(path, compression="lz4")


def _write_plain(rows: pl.DataFrame, numbers: Ints, path: Path) -> None:
    """Writes what pairs have in common; `numbers`: those in the index, of what the articles are called in the rows."""
    a, b = (pl.Series(numbers[rows[side].to_numpy()], dtype=pl.Int32) for side in ("a", "b"))
    table = rows.with_columns(pl.selectors.boolean().cast(pl.Int32)).with_columns(a=a, b=b).to_arrow()
    schema = pa.schema([field.with_nullable(False) for field in table.schema])
    write_plain(path, [table.cast(schema)], schema)


def _write_prints(parts: Iterable[Fingerprints], corpus: Corpus, numbers: Ints, path: Path) -> None:
    """Writes fingerprints, in order."""
    outlets = corpus.narrow["outlet"]
    names = outlets.drop_nulls().unique().sort()
    of = outlets.replace_strict(names, np.arange(len(names)), default=None, return_dtype=pl.Int32).to_arrow()
    numbers = numbers.astype(np.int32)
    tables = (
        pa.table(
            [
                some.hash,
                numbers[some.article],
                pa.DictionaryArray.from_arrays(of.take(pa.array(some.article)), names.to_arrow()),
                some.place,
            ],
            schema=PRINT,
        )
        for some in parts
    )
    write_plain(path, tables, PRINT, ["outlet"])
