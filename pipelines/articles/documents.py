"""Makes the tables `raw_documents`, `articles` and `rejects` from folders of documents. Knows nothing of Dagster.

Every document found is one row of `raw_documents`, and one row of `articles` or of `rejects`, or a duplicate of an article by its bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipelines.articles.article import Article, read_article
from pipelines.articles.containers import read_file
from pipelines.articles.find import find_documents
from pipelines.articles.raw import Problem, RawDocument
from pipelines.ids import article_id, sha256

UTC_TIME = pl.Datetime("us", "UTC")
BLOCKS = pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String}))
RAW_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "source": pl.String, "sha256": pl.String, "n_bytes": pl.Int64, "media_type": pl.String, "encoding": pl.String, "status": pl.String,
    "article_id": pl.String,
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

Row = dict[str, object]


@dataclass
class Rows:
    """The rows of the three tables while they are made, and which article stands for which bytes."""

    raw: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    rejects: list[Row] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)

    def add(self, document: RawDocument) -> None:
        """Reads one document and files it."""
        if document.sha256 and document.sha256 in self.made and not document.problem:
            self._file(document, "duplicate", None, self.made[document.sha256])
            return
        read = read_article(document)
        if isinstance(read, Problem):
            self._file(document, "rejected", None, None)
            self.rejects.append(_reject_row(document, read))
            return
        key = article_id(document.data or b"")
        self.articles.append(_article_row(key, document, read))
        self._file(document, "article", read.encoding, key)
        if document.sha256:
            self.made[document.sha256] = key

    def _file(self, document: RawDocument, status: str, encoding: str | None, article: str | None) -> None:
        self.raw.append(
            {
                "source": document.source,
                "sha256": document.sha256,
                "n_bytes": document.n_bytes,
                "media_type": document.media_type,
                "encoding": encoding,
                "status": status,
                "article_id": article,
            }
        )


def build_documents(
    folders: Sequence[Path], progress: Callable[[int, str], None] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """`raw_documents`, `articles` and `rejects`, sorted by source; columns as in checks/. The order of the folders does not matter.

    Args:
        folders: folders that are walked, or files.
        progress: called after each document with their number so far and its source.

    Raises:
        FileNotFoundError: a folder is not there.
    """
    rows = Rows()
    for number, document in enumerate(read_documents(folders), 1):
        rows.add(document)
        if progress:
            progress(number, document.source)
    return (
        pl.DataFrame(rows.raw, schema=RAW_SCHEMA).sort("source"),
        pl.DataFrame(rows.articles, schema=ARTICLE_SCHEMA).sort("source"),
        pl.DataFrame(rows.rejects, schema=REJECT_SCHEMA).sort("source"),
    )


def read_documents(folders: Sequence[Path]) -> Iterator[RawDocument]:
    """All documents of the folders, files in the order of their sources and records in the order of their files."""
    for found in find_documents(folders):
        yield from read_file(found)


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
