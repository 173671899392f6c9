"""What a release says of itself: its latest version, its files, and whether that can be relied on. Reads, and writes nothing."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.errors import UserError
from pipelines.ids import sha256
from pipelines.publish.source import Failed, Source, whole
from pipelines.release.minisign import PublicKey, signature_problem
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, Hashed, as_json, read_chunks, read_sums
from pipelines.release.versions import LATEST

VERSION = re.compile(r"\d{4}\.\d{1,2}\.\d{1,6}")
MOST_LATEST, MOST_SUMS, MOST_CHUNKS_JSON = 1 << 16, 1 << 20, 64 << 20
DATA = re.compile(r"(.+?)\.(parquet|csv\.gz|duckdb)")


class Listed(NamedTuple):
    """What a release consists of, as it says itself."""

    sums_raw: bytes
    sums: dict[str, str]
    chunks_raw: bytes
    chunks: dict[str, Hashed]
    signature: bytes | None


def find_version(source: Source, wanted: str) -> str:
    """The version that `latest` points to, or the one that was named.

    Raises:
        UserError: nothing of that name is there.
    """
    if wanted == "latest":
        try:
            said = as_json(whole(source, LATEST, MOST_LATEST))
            wanted = said["version"] if isinstance(said, dict) and isinstance(said.get("version"), str) else ""
        except FileNotFoundError:
            raise UserError(f"There is no {LATEST} there; name a version, as in `muster get 2026.11.0`.") from None
        except ValueError as error:
            raise Failed(f"{LATEST} is damaged: {error}.") from error
    if not VERSION.fullmatch(wanted):
        raise UserError(f"{wanted!r:.80} is no version of a release: these read like 2026.11.0.")
    return wanted


def read_listed(source: Source, key: PublicKey | None) -> Listed:
    """What a release consists of: read from its sums, whose signature is checked first if there is a key.

    Raises:
        UserError: there is no release.
        Failed: what it says of itself cannot be relied on.
    """
    try:
        sums_raw = whole(source, SUMS, MOST_SUMS)
    except FileNotFoundError:
        raise UserError(f"There is no release of that version there (or it is older than 2026.11.6, without {SUMS}).") from None
    try:
        signature: bytes | None = whole(source, SIGNATURE, MOST_LATEST)
    except FileNotFoundError:
        signature = None
    if key:
        wrong = signature_problem(sums_raw, (signature or b"").decode("utf-8", "surrogateescape"), key)
        if wrong:
            raise Failed(f"{SIGNATURE}: {wrong[0]}." if signature else "The release is not signed, and a key was given.")
    try:
        sums = read_sums(sums_raw.decode("utf-8"))
        chunks_raw = whole(source, CHUNKS, MOST_CHUNKS_JSON)
        chunks = read_chunks(chunks_raw.decode("utf-8"))
    except (ValueError, FileNotFoundError) as error:
        raise Failed(f"The release cannot be relied on: {error}.") from error
    if sha256(chunks_raw) != sums.get(CHUNKS) or {*chunks, CHUNKS} != {*sums}:
        raise Failed(f"The release cannot be relied on: {CHUNKS} and {SUMS} contradict one another.")
    return Listed(sums_raw, sums, chunks_raw, chunks, signature)


def chosen(listed: Listed, tables: Sequence[str]) -> list[str]:
    """The files to fetch: all, or what is no table and the Parquet of the tables named.

    Raises:
        UserError: there is no such table.
    """
    if not tables:
        return sorted(listed.chunks)
    there = {name.removesuffix(".parquet") for name in listed.chunks if name.endswith(".parquet")}
    if unknown := sorted(set(tables) - there):
        raise UserError(f"There is no table {unknown[0]!r}; there are {', '.join(sorted(there))}.")
    return sorted({f"{table}.parquet" for table in tables} | {name for name in listed.chunks if not DATA.fullmatch(name)})
