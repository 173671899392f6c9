"""What a row of `raw_documents` is. How it is made stands in pipelines/articles/articles.py."""

import polars as pl

from checks.columns import Table, column, key, link, one_of

MEDIA_TYPES = ["text/plain", "text/html", "application/json", "application/x-ndjson", "application/warc", "application/octet-stream"]


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


def documents_add_up(raw_documents: pl.DataFrame, articles: pl.DataFrame, rejects: pl.DataFrame) -> pl.DataFrame:
    """Documents in = articles + duplicates + rejects. Returns the sources that are missing from, or too many in, one of them."""
    is_, not_ = pl.col("status") == "article", pl.col("status") == "rejected"
    wrong = [
        raw_documents.filter(is_)
        .join(articles, on="source", how="anti")
        .select("source", problem=pl.lit("marked article, but no article")),
        articles.join(raw_documents.filter(is_), on="source", how="anti").select("source", problem=pl.lit("article of no document")),
        raw_documents.filter(not_)
        .join(rejects, on="source", how="anti")
        .select("source", problem=pl.lit("marked rejected, but no reject")),
        rejects.join(raw_documents.filter(not_), on="source", how="anti").select("source", problem=pl.lit("reject of no document")),
    ]
    return pl.concat(wrong)
