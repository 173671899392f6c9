"""Keys: short hashes of few, raw, mandatory fields, the same on every machine. Standard library only."""

import hashlib
from pathlib import Path

DIGITS = 16


def sha256(data: bytes | str) -> str:
    """Hash as 64 hexadecimal digits; text is hashed in UTF-8, lone surrogates and all."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()


def file_sha256(path: Path) -> str:
    """Hash of a file, which is never held as a whole.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_id(prefix: str, *parts: object) -> str:
    """`prefix_` and 16 digits of the hash of the parts, which are kept apart by a character that no text holds."""
    return f"{prefix}_{sha256(chr(0).join(str(part) for part in parts))[:DIGITS]}"


def article_id(raw: bytes) -> str:
    """Key of the article read from these raw bytes."""
    return f"art_{sha256(raw)[:DIGITS]}"


def mention_id(article: str, table: str, start: int, end: int, *more: object) -> str:
    """Key of the mention of `table` at start..end of an article; `more` tells two at one place apart."""
    return make_id("men", article, table, start, end, *more)


def row_id(prefix: str, founder: str) -> str:
    """Key of a consolidated row, from the mention that was published first: the founder stays when others join."""
    return make_id(prefix, founder)
