"""Sidecars: what `muster ingest` writes beside a document, NAME.meta.json, and what the readers believe of it. Standard library only."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.ids import file_sha256

SUFFIX = ".meta.json"
MAX_BYTES = 4_000_000


class Sidecar(NamedTuple):
    """What a sidecar says of its document; only what may show in the record."""

    url: str | None
    """Where it was fetched from, after redirects."""
    charset: str | None
    """What the server stated as its encoding."""
    outlet: str | None
    source: str | None
    """Id of the source that it was fetched for (seeds/sources)."""


def sidecar_path(document: Path) -> Path:
    """Where the sidecar of a document lies."""
    return document.with_name(document.name + SUFFIX)


def read_sidecar(document: Path) -> Sidecar | None:
    """What the sidecar of a document says; None where there is none, where it is damaged, or where it was written for other bytes.

    Args:
        document: path of the document. The sidecar's sha256 is that of the whole file, packed as it is.
    """
    said = load_sidecar(sidecar_path(document))
    stated = said.get("sha256")
    if not isinstance(stated, str) or not _is_of(document, stated):
        return None
    return Sidecar(
        url=_text(said, "final_url") or _text(said, "url"),
        charset=_text(said, "charset"),
        outlet=_text(said, "outlet"),
        source=_text(said, "source"),
    )


def _is_of(document: Path, sha256: str) -> bool:
    """Whether a document is the one that was fetched then."""
    try:
        return file_sha256(document) == sha256
    except OSError:
        return False


def load_sidecar(path: Path) -> dict[str, Any]:
    """All that a sidecar holds; nothing where it is missing or damaged."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        said = json.loads(data) if len(data) <= MAX_BYTES else None
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _text(said: dict[str, Any], key: str) -> str | None:
    """A line of at most 4,000 characters, without halves of characters."""
    value = said.get(key)
    if not isinstance(value, str) or len(value) > 4000:
        return None
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split()) or None
