"""Copies a release as it is found, to be looked at: nothing is checked but names and sizes."""

from pathlib import Path

from pipelines.errors import UserError
from pipelines.publish.listed import MOST_CHUNKS_JSON, MOST_LATEST, MOST_SUMS
from pipelines.publish.source import Source, whole
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, Hashed, is_name, read_chunks


def copy_as_is(source: Source, folder: Path, most_bytes: int) -> None:
    """Copies what sums and chunks name, and what of it is there, into an empty folder.

    Raises:
        UserError: there is no release, or it is larger than `most_bytes`.
        Failed: the server does not give what it has.
    """
    chunks: dict[str, Hashed] = {}
    for name, most in ((SUMS, MOST_SUMS), (CHUNKS, MOST_CHUNKS_JSON), (SIGNATURE, MOST_LATEST)):
        try:
            (folder / name).write_bytes(whole(source, name, most))
        except FileNotFoundError:
            continue
    if not (folder / SUMS).exists() and not (folder / CHUNKS).exists():
        raise UserError(f"There is no release there: neither {SUMS} nor {CHUNKS}.")
    try:
        chunks = read_chunks((folder / CHUNKS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        chunks = {}
    named = (folder / SUMS).read_text(encoding="utf-8", errors="replace") if (folder / SUMS).exists() else ""
    names = {*chunks, *(line[66:] for line in named.split("\n"))} - {SUMS, CHUNKS, SIGNATURE}
    for name in sorted(name for name in names if is_name(name)):
        most_bytes -= _copy(source, folder / name, chunks[name].n_bytes if name in chunks else most_bytes, most_bytes)


def _copy(source: Source, path: Path, wanted: int, most_bytes: int) -> int:
    """One file, with one byte more than it should have if it has more. Returns its length."""
    if wanted > most_bytes:
        raise UserError(f"The release is too large to be looked at; --max-size sets another bound. It was read up to {path.name}.")
    try:
        with path.open("wb") as file:
            return sum(file.write(piece) for piece in source.pieces(path.name, 0, wanted + 1))
    except FileNotFoundError:
        path.unlink()
        return 0
