"""Makes the tables `raw_documents`, `articles` and `rejects` from folders of documents. Knows nothing of Dagster.

Every document found is one row of `raw_documents`, and one row of `articles` or of `rejects`, or a duplicate of an article. Of several that
are the same, the first in the order of sources becomes the article.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polars as pl

from pipelines.articles.article import Article, read_article
from pipelines.articles.containers import read_file
from pipelines.articles.copies import Copies
from pipelines.articles.find import find_documents
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

Row = dict[str, object]
Schema = dict[str, pl.DataType | type[pl.DataType]]


class Columns:
    """A table while it is made: rows go into columns every so often, which take a tenth of the memory."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.rows: list[Row] = []
        self.chunks: list[pl.DataFrame] = []

    def add(self, row: Row) -> None:
        """One more row."""
        self.rows.append(row)
        if len(self.rows) >= CHUNK:
            self._pack()

    def table(self) -> pl.DataFrame:
        """All rows, sorted by source. Afterwards nothing is held here."""
        self._pack()
        chunks, self.chunks = self.chunks, []
        return pl.concat(chunks).sort("source")

    def _pack(self) -> None:
        self.chunks.append(pl.DataFrame(self.rows, schema=self.schema))
        self.rows = []


class Tables:
    """The three tables while they are made, and which article stands for which bytes and words."""

    def __init__(self, withdrawn: Withdrawn) -> None:
        self.raw, self.articles, self.rejects = Columns(RAW_SCHEMA), Columns(ARTICLE_SCHEMA), Columns(REJECT_SCHEMA)
        self.made: dict[bytes, str] = {}
        self.refused: dict[bytes, Problem] = {}
        """Why a page of an archive is no article: a later visit to it is none for the same reason."""
        self.copies = Copies()
        self.withdrawn = withdrawn

    def add(self, document: RawDocument) -> None:
        """Reads one document and files it."""
        same_bytes = bytes.fromhex(document.sha256) if document.sha256 else b""
        earlier = None if document.problem else self.made.get(same_bytes)
        if earlier:
            self._file(document, "duplicate", earlier, "revisit" if document.revisit else "bytes")
            return
        read = self.refused.get(same_bytes, GONE) if document.revisit else self._read(document)
        if isinstance(read, Problem):
            self._file(document, "rejected")
            self.rejects.add(_reject_row(document, read))
            if document.media_type == WARC and same_bytes:
                self.refused[same_bytes] = read
            return
        encoding = document.encoding or read.encoding
        key = article_id(document.data or b"")
        original = self.copies.original(read, key)
        self.made[same_bytes] = original
        if original != key:
            self._file(document, "duplicate", original, "text", encoding)
            return
        self.articles.add(_article_row(key, document, read))
        self._file(document, "article", key, None, encoding)

    def _read(self, document: RawDocument) -> Article | Problem:
        """The article, unless it is none or was taken back."""
        key = article_id(document.data) if document.data is not None else None
        if why := self.withdrawn.reason(key, document.url):
            return Problem("withdrawn", why)
        read = read_article(document)
        why = None if isinstance(read, Problem) else self.withdrawn.reason(read.url, sha256(read.text))
        return Problem("withdrawn", why) if why else read

    def _file(
        self, document: RawDocument, status: str, article: str | None = None, basis: str | None = None, encoding: str | None = None
    ) -> None:
        self.raw.add(
            {
                "source": document.source,
                "sha256": document.sha256,
                "n_bytes": document.n_bytes,
                "media_type": document.media_type,
                "encoding": encoding,
                "status": status,
                "article_id": article,
                "duplicate_basis": basis,
            }
        )


def build_documents(
    folders: Sequence[Path], progress: Callable[[int, str], None] | None = None, withdrawn: Withdrawn = NOTHING
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """`raw_documents`, `articles` and `rejects`, sorted by source; columns as in checks/. The order of the folders does not matter.

    Args:
        folders: folders that are walked, or files.
        progress: called after each document with their number so far and its source.
        withdrawn: articles that were taken back; they are rejected.

    Raises:
        FileNotFoundError: a folder is not there.
    """
    tables = Tables(withdrawn)
    for number, document in enumerate(read_documents(folders), 1):
        tables.add(document)
        if progress:
            progress(number, document.source)
    return tables.raw.table(), tables.articles.table(), tables.rejects.table()


def read_documents(folders: Sequence[Path]) -> Iterator[RawDocument]:
    """All documents of the folders, files in the order of their sources and records in the order of their files."""
    for found in find_documents(folders):
        yield from with_origin(found, read_file(found))


def _reject_row(document: RawDocument, problem: Problem) -> Row:
    return {
        "source": document.source,
        "sha256": document.sha256,
        "n_bytes": document.n_bytes,
        "reason": problem.reason,
        "detail": problem.detail,
    }


def _article_row(key: str, document: RawDocument, article: Article) -> Row:
    published = article.published
    return {
        "article_id": key,
        "source": document.source,
        "media_type": document.media_type,
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
