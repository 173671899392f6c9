"""What makes a release checkable without us: SHA256SUMS, its signature, and chunks.json, which tells where a file is damaged."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipelines.files import write_text
from pipelines.release.minisign import SecretKey, secret_key
from pipelines.release.minisign import sign as signature_of
from pipelines.row_hash import METHOD

SUMS, CHUNKS, SIGNATURE = "SHA256SUMS", "chunks.json", "SHA256SUMS.minisig"
HASHES = {"sums": SUMS, "chunks": CHUNKS, "rows": METHOD}
"""What the manifest says of how this release is hashed; older ones say nothing."""
SMALLEST, MOST_CHUNKS, DIGITS = 1024, 4096, 16
NAME = re.compile(r"(?=.{1,100}\Z)[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*", re.ASCII)
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|\Z)", re.IGNORECASE)
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


class Hashed(NamedTuple):
    """A file's size, the hash of all of it, and the short hashes of its chunks, one after the other."""

    n_bytes: int
    sha256: str
    chunk_bytes: int
    chunks: str


def is_name(name: object) -> bool:
    """Whether a file of a release may be called so: letters and digits, no folder, nothing hidden, no device of Windows."""
    return isinstance(name, str) and NAME.fullmatch(name) is not None and not DEVICES.match(name)


def chunk_bytes(n_bytes: int) -> int:
    """Length of the chunks of a file: a power of two from 1 KiB on, so that there are no more than 4,096."""
    size = SMALLEST
    while size * MOST_CHUNKS < n_bytes:
        size *= 2
    return size


def hash_file(path: Path, n_bytes: int | None = None) -> Hashed:
    """Hashes of a file, read piece by piece.

    Args:
        path: the file.
        n_bytes: the size that sets the length of the chunks, if the file should have another than it has.
    """
    size = chunk_bytes(path.stat().st_size if n_bytes is None else n_bytes)
    whole, read, chunks = hashlib.sha256(), 0, []
    with path.open("rb") as file:
        while piece := file.read(size):
            whole.update(piece)
            read += len(piece)
            chunks.append(short_hash(piece))
    return Hashed(read, whole.hexdigest(), size, "".join(chunks))


def short_hash(piece: bytes) -> str:
    """Hash of one chunk. It finds damage; what vouches for a file is its whole hash."""
    return hashlib.sha256(piece).hexdigest()[:DIGITS]


def chunks_text(files: Mapping[str, Hashed]) -> str:
    """chunks.json of files that were hashed."""
    said = {name: {"n_bytes": f.n_bytes, "chunk_bytes": f.chunk_bytes, "chunks": f.chunks} for name, f in sorted(files.items())}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(file)}" for name, file in said.items())
    return f'{{\n "hash": "the first {DIGITS} digits of the sha256 of each chunk, in order",\n "files": {{\n{lines}\n }}\n}}\n'


def sums_text(hashes: Mapping[str, str]) -> str:
    """SHA256SUMS, as `sha256sum -c` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))


def read_sums(text: str) -> dict[str, str]:
    """Name and hash of each file.

    Raises:
        ValueError: it is not what `sums_text` writes: a name that leads elsewhere, one that stands twice, another order.
    """
    found = {}
    for line in text.split("\n")[:-1]:
        matched = LINE.fullmatch(line)
        if not matched or not is_name(matched[2]) or matched[2] in (SUMS, SIGNATURE):
            raise ValueError(f"{SUMS} has a line that names no file of a release: {line[:120]!r}")
        found[matched[2]] = matched[1]
    if sums_text(found) != text or len({name.lower() for name in found}) < len(found):
        raise ValueError(f"{SUMS} is not in order, or names a file twice")
    return found


def read_chunks(text: str) -> dict[str, Hashed]:
    """What chunks.json says of each file; hashes of whole files are not in it.

    Raises:
        ValueError: it is damaged.
    """
    try:
        found = {name: Hashed(f["n_bytes"], "", f["chunk_bytes"], f["chunks"]) for name, f in json.loads(text)["files"].items()}
        right = all(
            is_name(name)
            and type(f.n_bytes) is int
            and f.n_bytes >= 0
            and f.chunk_bytes == chunk_bytes(f.n_bytes)
            and re.fullmatch(f"[0-9a-f]{{{-(-f.n_bytes // f.chunk_bytes) * DIGITS}}}", f.chunks)
            for name, f in found.items()
        )
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError(f"{CHUNKS} is not in its form") from error
    if not right:
        raise ValueError(f"{CHUNKS} is not in its form")
    return found


def damaged(said: Hashed, found: Hashed) -> list[tuple[int, int]]:
    """Where a file is not as it should be: half-open ranges of its bytes; what is missing or too much at its end counts."""
    n, size = max(said.n_bytes, found.n_bytes), said.chunk_bytes
    wrong: list[tuple[int, int]] = []
    for i in range(-(-n // size)):
        cut = slice(i * DIGITS, (i + 1) * DIGITS)
        if said.chunks[cut] != found.chunks[cut]:
            begin, end = i * size, min((i + 1) * size, n)
            if wrong and wrong[-1][1] == begin:
                begin = wrong.pop()[0]
            wrong.append((begin, end))
    return wrong


def files_of(folder: Path) -> Iterator[Path]:
    """What lies in a release besides its sums and their signature, in order."""
    return (path for path in sorted(folder.iterdir()) if path.name not in (SUMS, SIGNATURE))


def seal(folder: Path, comment: str, key: SecretKey | None) -> list[Path]:
    """Writes chunks.json, SHA256SUMS and, with a key, its signature. Nothing in the folder may change after this."""
    write_text(folder / CHUNKS, chunks_text({path.name: hash_file(path) for path in files_of(folder) if path.name != CHUNKS}))
    write_sums(folder)
    if key:
        sign(folder, comment, key)
    return [folder / name for name in (CHUNKS, SUMS, SIGNATURE) if (folder / name).exists()]


def write_sums(folder: Path) -> None:
    """SHA256SUMS of all that lies in the folder."""
    write_text(folder / SUMS, sums_text({path.name: hash_file(path).sha256 for path in files_of(folder)}))


def sign(folder: Path, comment: str, key: SecretKey) -> None:
    """Signs SHA256SUMS, and with it every file."""
    write_text(folder / SIGNATURE, signature_of((folder / SUMS).read_bytes(), key, comment))


def key_of_environment() -> SecretKey | None:
    """The key that MUSTER_MINISIGN_KEY holds or names, opened with MUSTER_MINISIGN_PASSWORD; None without one: releases are then unsigned.

    Raises:
        UserError: it is no key.
    """
    given = os.environ.get("MUSTER_MINISIGN_KEY", "").strip()
    return secret_key(given, os.environ.get("MUSTER_MINISIGN_PASSWORD", "")) if given else None


def spans(ranges: Iterable[tuple[int, int]]) -> str:
    """Ranges of bytes in words, first and last byte included."""
    return ", ".join(f"{begin:,} to {end - 1:,}" for begin, end in ranges)


def as_json(raw: bytes) -> Any:
    """JSON read from bytes that anybody may have written.

    Raises:
        ValueError: it is none.
    """
    try:
        return json.loads(raw.decode("utf-8"))
    except RecursionError as error:
        raise ValueError("too deep") from error
