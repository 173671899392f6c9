"""What a row of `raw_documents` is. How it is made stands in pipelines/articles/articles.py."""

import polars as pl

from checks.columns import Table, column, key, link, one_of

MEDIA_TYPES = [
    "text/plain", "text/html", "application/json", "application/x-ndjson", "application/xml", "application/warc",
    "application/octet-stream",
]  # fmt: skip
BASES = ["bytes", "text", "revisit"]


class RawDocuments(Table):
    """One document as it was found: a file, or a record of a file that holds many."""

    source: str = key(
        "document: its path relative to the folder it was found in (`file.jsonl#12` and `file.warc.gz#<record id>` for records)"
    )
    sha256: str = column("hash of the raw bytes; null when they could not be read", nullable=True, str_matches=r"^[0-9a-f]{64}$")
    n_bytes: int = column("size of the raw document; null when it could not be read", unit="bytes", nullable=True, ge=0)
    media_type: str = one_of("what kind of file the document stood in", MEDIA_TYPES)
    encoding: str = column("character encoding it was read with; null for rejects that were never decoded", nullable=True)
    status: str = one_of("what became of it", ["article", "duplicate", "rejected"])
    article_id: str = link("articles: the article that it is or repeats; null when rejected", nullable=True)
    duplicate_basis: str = one_of(
        "what a duplicate has in common with its article, the raw bytes, the words of title and body, or that a crawler found a page"
        " unchanged; null for all others",
        BASES,
        nullable=True,
    )


def documents_add_up(raw_documents: pl.LazyFrame, articles: pl.LazyFrame, rejects: pl.LazyFrame) -> pl.LazyFrame:
    """Documents in = articles + duplicates + rejects, and each duplicate has its article. Returns the sources for which this is not so."""
    is_, not_, copy = pl.col("status") == "article", pl.col("status") == "rejected", pl.col("status") == "duplicate"
    wrong = [
        raw_documents.filter(is_)
        .join(articles, on="source", how="anti")
        .select("source", problem=pl.lit("marked article, but no article")),
        articles.join(raw_documents.filter(is_), on="source", how="anti").select("source", problem=pl.lit("article of no document")),
        raw_documents.filter(not_)
        .join(rejects, on="source", how="anti")
        .select("source", problem=pl.lit("marked rejected, but no reject")),
        rejects.join(raw_documents.filter(not_), on="source", how="anti").select("source", problem=pl.lit("reject of no document")),
        raw_documents.filter(copy).join(articles, on="article_id", how="anti").select("source", problem=pl.lit("duplicate of no article")),
        raw_documents.filter(copy != pl.col("duplicate_basis").is_not_null()).select(
            "source", problem=pl.lit("duplicate without a basis, or a basis without a duplicate")
        ),
    ]
    return pl.concat(wrong)
