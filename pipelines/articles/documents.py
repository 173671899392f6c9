"""Makes the tables `raw_documents`, `articles` and `rejects` from folders of documents. Knows nothing of Dagster.

Every document found is one row of `raw_documents`, and one row of `articles` or of `rejects`, or a duplicate of an article. Of several that
are the same, the first in the order of sources becomes the article.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from pipelines.articles.article import Article, read_article
from pipelines.articles.containers import read_file
from pipelines.articles.copies import Copies, fingerprint
from pipelines.articles.find import Found, find_documents
from pipelines.articles.origin import with_origin
from pipelines.articles.raw import WARC, Problem, RawDocument
from pipelines.articles.withdrawn import NOTHING, Withdrawn
from pipelines.ids import article_id, sha256

GONE = Problem("no_article", "It is a visit to a page that had not changed, and that page is no article.")
UTC_TIME = pl.Datetime("us", "UTC")
BLOCKS = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String}))
RAW_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "source": pl.String, "sha256": pl.String, "n_bytes": pl.Int64, "media_type": pl.String, "encoding": pl.String, "status": pl.String,
    "article_id": pl.String, "duplicate_basis": pl.String,
}  # fmt: skip
REJECT_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "source": pl.String, "sha256": pl.String, "n_bytes": pl.Int64, "reason": pl.String, "detail": pl.String,
}  # fmt: skip
ARTICLE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "article_id": pl.String, "source": pl.String, "media_type": pl.String, "outlet": pl.String, "url": pl.String, "title": pl.String,
    "bylines": pl.List(pl.String), "dateline_place": pl.String, "agencies": pl.List(pl.String), "language": pl.String,
    "published_at": UTC_TIME, "published_precision": pl.String, "published_earliest": pl.Date, "published_latest": pl.Date,
    "published_basis": pl.String, "text_sha256": pl.String, "n_chars": pl.Int64, "n_words": pl.Int64, "text": pl.String, "blocks": BLOCKS,
}  # fmt: skip

CHUNK = 200
"""Documents that are held as Python objects; the rest is in columns."""

READ_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "file": pl.String, "place": pl.Int64, "source": pl.String, "sha256": pl.String, "n_bytes": pl.Int64, "revisit": pl.Boolean,
    "stated_url": pl.String, "encoding": pl.String, "unread": pl.Boolean, "reason": pl.String, "detail": pl.String, "words": pl.Binary,
    "reading": pl.String,
    **{name: kind for name, kind in ARTICLE_SCHEMA.items() if name != "source"},
}  # fmt: skip
"""A document by itself: where it stands (`file` and `place` in it), and the article that was read from it or the `reason` why there is
none. `unread`: that was known before it was read. `words`: what it has in common with its copies; `reading`: hash of all that is
searched."""
DECIDING = [
    "sha256", "media_type", "revisit", "unread", "article_id", "stated_url", "url", "text_sha256", "outlet", "words", "encoding", "reason",
    "detail",
]  # fmt: skip
"""Columns that what becomes of a document depends on."""
FATE = dict.fromkeys(("status", "article_id", "duplicate_basis", "encoding", "reason", "detail"), pl.String)

Item = TypeVar("Item")
SEARCHED = ["article_id", "text_sha256", "blocks", "published_earliest", "published_latest", "dateline_place"]
"""What mentions depend on."""

Row = dict[str, object]
Schema = dict[str, pl.DataType | type[pl.DataType]]


def read_documents(found: Found) -> Iterator[RawDocument]:
    """All documents of a file, in the order of the file."""
    return with_origin(found, read_file(found))


def document_row(file: str, place: int, document: RawDocument) -> Row:
    """A row of READ_SCHEMA. What else there is does not matter, so that documents can be read anywhere and in any order."""
    row: Row = dict.fromkeys(READ_SCHEMA) | {
        "file": file,
        "place": place,
        "source": document.source,
        "sha256": document.sha256,
        "n_bytes": document.n_bytes,
        "media_type": document.media_type,
        "revisit": document.revisit,
        "stated_url": document.url,
        "article_id": article_id(document.data) if document.data is not None else None,
        "unread": document.problem is not None,
    }
    if document.revisit and not document.problem:
        return row
    read = read_article(document)
    if isinstance(read, Problem):
        return row | {"reason": read.reason, "detail": read.detail}
    row |= _article_fields(read) | {"encoding": document.encoding or read.encoding, "words": fingerprint(read)}
    return row | {"reading": sha256("\0".join(str(row[name]) for name in SEARCHED))}


def broken_row(file: str, place: int, document: RawDocument, problem: Problem) -> Row:
    """The row of a document that broke its reader."""
    whole = RawDocument(document.source, document.media_type, document.form, None, document.sha256, document.n_bytes, problem=problem)
    return document_row(file, place, whole)


class Settled:
    """Which documents are articles, which repeat one, which are rejected: in order, and the first of several that are the same wins."""

    def __init__(self, withdrawn: Withdrawn) -> None:
        self._withdrawn = withdrawn
        self._made: dict[bytes, str] = {}
        self._refused: dict[bytes, Problem] = {}
        """Why a page of an archive is no article: a later visit to it is none for the same reason."""
        self._copies = Copies()

    def settle(self, documents: pl.DataFrame) -> pl.DataFrame:
        """Documents, in order, with `status`, `duplicate_basis`, `article_id`, `encoding`, `reason` and `detail` as they came to be."""
        fates = [self._fate(row) for row in documents.select(DECIDING).iter_rows(named=True)]
        return documents.with_columns(pl.DataFrame(fates, schema=FATE, orient="row"))

    def _fate(self, row: dict[str, Any]) -> tuple[str | None, ...]:
        same_bytes = bytes.fromhex(row["sha256"]) if row["sha256"] else b""
        earlier = None if row["unread"] else self._made.get(same_bytes)
        if earlier:
            return "duplicate", earlier, "revisit" if row["revisit"] else "bytes", None, None, None
        problem = self._refused.get(same_bytes, GONE) if row["revisit"] and not row["unread"] else self._problem(row)
        if problem:
            if row["media_type"] == WARC and same_bytes:
                self._refused[same_bytes] = problem
            return "rejected", None, None, None, *problem
        key, encoding = row["article_id"], row["encoding"]
        original = self._copies.original(row["words"], row["outlet"], key)
        self._made[same_bytes] = original
        if original != key:
            return "duplicate", original, "text", encoding, None, None
        return "article", key, None, encoding, None, None

    def _problem(self, row: dict[str, Any]) -> Problem | None:
        """Why it is no article: because it was taken back, or because none could be read."""
        if why := self._withdrawn.reason(row["article_id"], row["stated_url"]):
            return Problem("withdrawn", why)
        if row["reason"]:
            return Problem(row["reason"], row["detail"])
        why = self._withdrawn.reason(row["url"], row["text_sha256"])
        return Problem("withdrawn", why) if why else None


def settled_tables(settled: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`raw_documents` and `rejects` of documents that are settled, sorted by source."""
    raw = settled.select(list(RAW_SCHEMA)).sort("source")
    return raw, settled.filter(pl.col("status") == "rejected").select(list(REJECT_SCHEMA)).sort("source")


def articles_of(settled: pl.DataFrame) -> pl.DataFrame:
    """Those of the documents that are articles, as rows of `articles`."""
    return settled.filter(pl.col("status") == "article").select(list(ARTICLE_SCHEMA))


def build_documents(
    folders: Sequence[Path], progress: Callable[[int, str], None] | None = None, withdrawn: Withdrawn = NOTHING
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """`raw_documents`, `articles` and `rejects`, sorted by source; columns as in checks/. The order of the folders does not matter.

    Everything is done here and now; a dataset is read by batches instead (pipelines/batches).

    Args:
        folders: folders that are walked, or files.
        progress: called after each document with their number so far and its source.
        withdrawn: articles that were taken back; they are rejected.

    Raises:
        FileNotFoundError: a folder is not there.
    """
    number, parts, settled = 0, [pl.DataFrame(schema=READ_SCHEMA)], Settled(withdrawn)
    for some in in_chunks(_all_documents(folders), CHUNK):
        rows = []
        for file, place, document in some:
            rows.append(document_row(file, place, document))
            number += 1
            if progress:
                progress(number, document.source)
        parts.append(pl.DataFrame(rows, schema=READ_SCHEMA))
    documents = settled.settle(pl.concat(parts))
    raw, rejects = settled_tables(documents)
    return raw, articles_of(documents).sort("source"), rejects


def in_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items, the last of what is left."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some


def _all_documents(folders: Sequence[Path]) -> Iterator[tuple[str, int, RawDocument]]:
    for found in find_documents(folders):
        for place, document in enumerate(read_documents(found)):
            yield found.source, place, document


def _article_fields(article: Article) -> Row:
    published = article.published
    return {
        "outlet": article.outlet,
        "url": article.url,
        "title": article.title,
        "bylines": article.bylines,
        "dateline_place": article.dateline_place,
        "agencies": article.agencies,
        "language": article.language,
        "published_at": published.at,
        "published_precision": published.precision,
        "published_earliest": published.earliest,
        "published_latest": published.latest,
        "published_basis": published.basis,
        "text_sha256": sha256(article.text),
        "n_chars": len(article.text),
        "n_words": article.n_words,
        "text": article.text,
        "blocks": [block._asdict() for block in article.blocks],
    }
