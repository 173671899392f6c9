"""Fetches a release into a folder: all that arrives is checked, nothing half-fetched is ever seen, nothing is written elsewhere.

Files arrive in `.VERSION.part` beside the place of the release, and stay there if the work is broken off: the next call goes on with them.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pipelines.errors import UserError
from pipelines.files import sync_folder
from pipelines.ids import file_sha256
from pipelines.publish.listed import Listed, chosen, read_listed
from pipelines.publish.source import Failed, Source
from pipelines.release.minisign import PublicKey
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, Hashed, as_json, damaged, hash_file, spans

MANIFEST = "manifest.json"


class Got(NamedTuple):
    """What was fetched."""

    folder: Path
    n_files: int
    n_bytes: int
    """That moved; not what was there."""
    signed: bool


def get_release(
    source: Source, version: str, to: Path, tables: Sequence[str] = (), *, key: PublicKey | None = None, most_bytes: int,
    say: Callable[[str], None] = lambda _: None,
) -> Got:  # fmt: skip
    """Fetches a release into the folder `to`/`version`, which appears when all of it is there and right.

    Args:
        source: the folder or address that holds the release.
        version: its version, which names the folder.
        to: the folder to put it into.
        tables: fetch the data of these only; a folder that has some files of the release gets those that it lacks.
        key: whose signature it has to bear.
        most_bytes: most that all files together may have.
        say: is told each file before it is fetched.

    Raises:
        UserError: it is not there, is too large, or the folder holds something else.
        Failed: a file is not what the release says, or cannot be read.
    """
    listed = read_listed(source, key)
    names = chosen(listed, tables)
    place, aside = to / version, to / f".{version}.part"
    if place.is_symlink() or aside.is_symlink():
        raise UserError(f"{str(place)!r} or its .part is a link; releases are only written into {str(to)!r} itself.")
    if os.path.lexists(place) and not (place.is_dir() and _same(place / SUMS, listed.sums_raw)):
        raise UserError(f"{str(place)!r} is not this release, and is not overwritten; name another folder.")
    names = [name for name in sorted(names, key=lambda name: (name != MANIFEST, name)) if not _has(place, name, listed)]
    _check_size(sum(listed.chunks[name].n_bytes for name in names), to, most_bytes)
    moved = 0
    with alone(aside):
        for name in names:
            say(name)
            moved += _fetch(source, aside / name, listed.chunks[name], listed.sums[name])
            if name == MANIFEST:
                _check_version(aside / name, version)
        for name, raw in ((SUMS, listed.sums_raw), (CHUNKS, listed.chunks_raw), (SIGNATURE, listed.signature)):
            if raw is not None and not _same(place / name, raw):
                _write(aside / name, raw)
        put = sorted(path.name for path in aside.iterdir())
        for name in set(put) - {*names, SUMS, CHUNKS, SIGNATURE}:  # of a fetch that wanted more
            (aside / name).unlink()
        _put_in_place(aside, place)
    return Got(place, len(names), moved, listed.signature is not None and key is not None)


def _check_version(manifest: Path, version: str) -> None:
    """A release put in the place of another, signature and all, is not the one that was asked for."""
    try:
        said = as_json(manifest.read_bytes())
    except ValueError as error:
        raise Failed(f"{MANIFEST} cannot be read: {error}.") from error
    says = said.get("version") if isinstance(said, dict) else None
    if says != version:
        raise Failed(f"What is there as {version} is another release: its manifest says {says!r:.40}.")


def _has(place: Path, name: str, listed: Listed) -> bool:
    """Whether the file was fetched before.

    Raises:
        UserError: another file is there, which is never overwritten.
    """
    path = place / name
    if not os.path.lexists(path):
        return False
    if path.is_symlink() or not path.is_file() or file_sha256(path) != listed.sums[name]:
        raise UserError(
            f"{str(path)!r} is not the file of the release, and is not overwritten; see `muster verify`, or name another folder."
        )
    return True


def _same(path: Path, raw: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == raw


def _check_size(n_bytes: int, to: Path, most_bytes: int) -> None:
    if n_bytes > most_bytes:
        raise UserError(f"The release has {n_bytes:,} bytes, more than {most_bytes:,}; --max-size sets another bound.")
    to.mkdir(parents=True, exist_ok=True)
    if n_bytes > shutil.disk_usage(to).free:
        raise UserError(f"The release has {n_bytes:,} bytes, more than {str(to)!r} has room for.")


@contextmanager
def alone(aside: Path) -> Iterator[None]:
    """Makes the folder, and keeps others from fetching into it at the same time."""
    aside.mkdir(exist_ok=True)
    handle = os.open(aside, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise UserError("This release is being fetched into this folder just now, by somebody else.") from None
    finally:
        os.close(handle)


def _fetch(source: Source, path: Path, said: Hashed, digest: str) -> int:
    """One file, from where an earlier try has left it. Returns the bytes that moved."""
    handle = _open(path)
    moved = 0
    with os.fdopen(handle, "rb+") as file:
        start = _right_so_far(path, said)
        file.truncate(start)
        file.seek(start)
        try:
            for piece in source.pieces(path.name, start, said.n_bytes):
                moved += file.write(piece)
        except FileNotFoundError:
            raise Failed(f"{path.name} is missing there, although the release names it.") from None
        file.flush()
        os.fsync(file.fileno())
    found = hash_file(path, said.n_bytes)
    if found.sha256 != digest:
        where = spans(damaged(said, found)) or f"0 to {said.n_bytes - 1:,}"
        raise Failed(f"{path.name} arrived with wrong bytes {where}; call again to fetch these anew.")
    return moved


def _open(path: Path) -> int:
    """The file itself, never what a link of its name leads to."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise UserError(f"{str(path)!r} is a link; remove it.") from None


def _right_so_far(path: Path, said: Hashed) -> int:
    """How many bytes of a file that was begun can be kept."""
    found = hash_file(path, said.n_bytes)
    wrong = damaged(said, found)
    return min(wrong[0][0] if wrong else said.n_bytes, found.n_bytes)


def _write(path: Path, raw: bytes) -> None:
    with os.fdopen(_open(path), "rb+") as file:
        file.truncate(0)
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(aside: Path, place: Path) -> None:
    """The folder as a whole; or, into one that has some files of the release, file by file."""
    sync_folder(aside)
    if place.is_dir():
        for path in sorted(aside.iterdir()):
            path.replace(place / path.name)
        aside.rmdir()
        sync_folder(place)
    else:
        aside.rename(place)
    sync_folder(place.parent)
