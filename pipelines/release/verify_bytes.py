"""Holds the bytes of a release against SHA256SUMS, its signature and chunks.json.

Each of the three may itself be what is damaged: what two of files, sums and chunks agree on is taken as right.
"""

from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from pipelines.release.minisign import PublicKey, signature_problem
from pipelines.release.sums import (
    CHUNKS,
    SIGNATURE,
    SUMS,
    Hashed,
    chunks_text,
    damaged,
    files_of,
    hash_file,
    read_chunks,
    read_sums,
    spans,
    sums_text,
)  # fmt: skip


class Problem(NamedTuple):
    """What is wrong with one file, and in which half-open ranges of its bytes, where that can be told."""

    file: str
    said: str
    ranges: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        place = f", bytes {spans(self.ranges)}" if self.ranges else ""
        return f"{self.file}{place}: {self.said}."


class Held(NamedTuple):
    """A release as it is found."""

    sums_raw: bytes
    sums: dict[str, str]
    """What can be read of SHA256SUMS."""
    chunks_raw: bytes
    chunks: dict[str, Hashed] | None
    """What chunks.json says; None if it cannot be read."""
    files: dict[str, Hashed]
    """What is there, chunks.json among it; sums and signature are not."""


def bytes_problems(folder: Path, key: PublicKey | None = None) -> list[Problem]:
    """Every file that is damaged, missing or too much. With `key`, its signature has to be there and to hold."""
    strange = [path.name for path in folder.iterdir() if path.is_symlink() or not path.is_file()]
    held = _read(folder, strange)
    found = [Problem(name, "is a link or a folder, not a file") for name in strange]
    if SUMS not in strange and not (folder / SUMS).exists():
        found.append(Problem(SUMS, "is missing"))
    elif SUMS not in strange:
        found += [*_file_problems(held, strange), *_chunks_problems(held), *_sums_problems(held)]
    return sorted({*found, *_signature_problems(folder, held.sums_raw, key)})


def _read(folder: Path, strange: list[str]) -> Held:
    raw = {name: (folder / name).read_bytes() if _is_there(folder / name) else b"" for name in (SUMS, CHUNKS)}
    try:
        chunks = read_chunks(raw[CHUNKS].decode("utf-8"))
    except ValueError:
        chunks = None
    sizes = {name: said.n_bytes for name, said in (chunks or {}).items()}
    paths = [path for path in files_of(folder) if path.name not in strange]
    return Held(
        raw[SUMS], _loose_sums(raw[SUMS]), raw[CHUNKS], chunks, {path.name: hash_file(path, sizes.get(path.name)) for path in paths}
    )


def _is_there(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _loose_sums(raw: bytes) -> dict[str, str]:
    """What can still be read of sums that may be damaged."""
    text = raw.decode("utf-8", "replace")
    try:
        return read_sums(text)
    except ValueError:
        return {name: digest for digest, split, name in (line.partition("  ") for line in text.split("\n")) if split}


def _by_sums(held: Held, name: str) -> bool:
    return name in held.files and held.sums.get(name) == held.files[name].sha256


def _by_chunks(held: Held, name: str) -> bool:
    """Whether chunks.json knows just these bytes. For chunks.json itself: whether it is just what it would be for these files."""
    if name == CHUNKS:
        return held.chunks is not None and held.chunks_raw.decode() == _right_chunks(held)
    said, file = (held.chunks or {}).get(name), held.files.get(name)
    return said is not None and file is not None and (said.n_bytes, said.chunks) == (file.n_bytes, file.chunks)


def _file_problems(held: Held, strange: list[str]) -> list[Problem]:
    """Files that neither sums nor chunks know as they are, and files that both know and that are not there."""
    known = {*held.chunks, CHUNKS} & {*held.sums} if held.chunks is not None else {*held.sums}
    missing = sorted(known - held.files.keys() - {*strange})
    found = [Problem(name, "is missing") for name in missing]
    for name, file in held.files.items():
        if _by_sums(held, name) or _by_chunks(held, name) or (name == CHUNKS and name in held.sums):
            continue
        said = (held.chunks or {}).get(name)
        if said or name in held.sums:
            where = (damaged(said, file) if said else []) or [(0, file.n_bytes)]
            found.append(Problem(name, "not the bytes of the release", tuple(where)))
        else:
            twin = next((f"; it is {other} under another name" for other in missing if held.sums.get(other) == file.sha256), "")
            found.append(Problem(name, f"is not in {SUMS}: no file of the release{twin}"))
    return found


def _right_chunks(held: Held) -> str:
    """chunks.json as it should be: with the files that sums vouch for as they are, and the others as chunks.json has them."""
    vouched = {name: file for name, file in held.files.items() if name != CHUNKS and _by_sums(held, name)}
    kept = {name: said for name, said in (held.chunks or {}).items() if name in held.sums or name in held.files}
    return chunks_text(kept | vouched)


def _chunks_problems(held: Held) -> list[Problem]:
    if CHUNKS not in held.files or _by_chunks(held, CHUNKS):
        return []
    return [Problem(CHUNKS, "does not say what it should", (_differ(_right_chunks(held).encode(), held.chunks_raw),))]


def _sums_problems(held: Held) -> list[Problem]:
    """Lines of the sums that contradict files which the chunks know as they are."""
    known = {*(held.chunks or held.sums), CHUNKS}
    kept = {name: digest for name, digest in held.sums.items() if name in known or _by_sums(held, name)}
    seen = {name: file.sha256 for name, file in held.files.items() if _by_chunks(held, name)}
    right = sums_text(kept | seen).encode()
    return [] if right == held.sums_raw else [Problem(SUMS, "does not say what it should", (_differ(right, held.sums_raw),))]


def _differ(right: bytes, found: bytes) -> tuple[int, int]:
    """Where two texts differ, as a range of the second."""
    begin = _shared(right, found)
    return begin, max(len(found) - _shared(right[begin:][::-1], found[begin:][::-1]), begin + 1)


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes they share at their beginnings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _signature_problems(folder: Path, sums: bytes, key: PublicKey | None) -> list[Problem]:
    if key is None:
        return []
    if not _is_there(folder / SIGNATURE):
        return [Problem(SIGNATURE, "is missing, so nobody vouches for the release")]
    text = (folder / SIGNATURE).read_bytes().decode("utf-8", "surrogateescape")
    wrong = signature_problem(sums, text, key)
    return [Problem(SIGNATURE, wrong[0], (wrong[1],))] if wrong else []
