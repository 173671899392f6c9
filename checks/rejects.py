"""What a row of `rejects` is. How it is made stands in pipelines/articles/articles.py."""

from checks.columns import Table, column, key, one_of

REASONS = [
    "empty", "binary", "undecodable", "too_short", "not_english", "no_article", "too_large", "unreadable", "malformed", "withdrawn",
    "crashed",
]  # fmt: skip


class Rejects(Table):
    """One document that did not become an article, and why."""

    source: str = key("document, as in raw_documents")
    sha256: str = column("hash of the raw bytes; null when they could not be read", nullable=True)
    n_bytes: int = column("size of the raw document; null when it could not be read", unit="bytes", nullable=True, ge=0)
    reason: str = one_of("why it was left out", REASONS)
    detail: str = column("the reason in a sentence")
