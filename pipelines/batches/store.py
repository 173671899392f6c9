"""What is kept of a batch: a folder with a table for each part of the work, and batch.json, which says what each was made from.

A file is named after what it was made from, and batch.json is written last, so that whoever is killed leaves the batch as it was.
"""

import fcntl
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq

from pipelines.batches.find import Hashed
from pipelines.files import write_aside, write_text
from pipelines.ids import file_sha256, sha256

STATE = "batch.json"
LOCK = ".lock"
FORM = 1
"""Goes up when these files change their form."""
MADE = re.compile(r"[a-z_]+-[0-9a-f]{16}\.parquet")


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a batch: what it was made from and by, which file it is."""

    made_from: str
    code: str
    file: str
    rows: int
    sha256: str


class BatchStore:
    """The folder of one batch."""

    def __init__(self, build: Path, name: str) -> None:
        """`build`: the folder of the tables; `name`: that of the batch."""
        readable = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[-60:]
        self.name = name
        self.folder = build / "batches" / f"{readable}-{sha256(name)[:8]}"
        state = _load(self.folder / STATE)
        self.files: dict[str, Hashed] = {
            source: Hashed(tuple(tuple(stamp) if stamp else None for stamp in stamps), digest)
            for source, (stamps, digest) in state.get("files", {}).items()
        }
        parts = {part: Part(**said) for part, said in state.get("parts", {}).items()}
        whole = all((self.folder / part.file).is_file() for part in parts.values())
        self.parts: dict[str, Part] = parts if whole else {}  # a batch that lost a file is made anew

    def is_fresh(self, part: str, made_from: str, code: str) -> bool:
        """Whether a table is there that was made from just this, by just this code."""
        held = self.parts.get(part)
        return held is not None and (held.made_from, held.code) == (made_from, code) and (self.folder / held.file).is_file()

    def read(self, part: str, columns: list[str] | None = None) -> pl.DataFrame:
        """A table as it is kept."""
        return pl.read_parquet(self.folder / self.parts[part].file, columns=columns)

    def write(self, part: str, table: pl.DataFrame, made_from: str, code: str) -> None:
        """Writes a table; it counts once the state is written."""
        path = self.folder / f"{part}-{sha256(f'{made_from} {code}')[:16]}.parquet"
        arrow = table.to_arrow()
        write_aside(path, lambda aside: pq.write_table(arrow, aside, compression="zstd", compression_level=1))
        self.parts[part] = Part(made_from, code, path.name, table.height, file_sha256(path))

    def save(self, files: Mapping[str, Hashed]) -> None:
        """Writes the state, and takes away what it does not name."""
        self.files = dict(files)
        hashed = {source: [one.stamps, one.sha256] for source, one in self.files.items()}
        parts = {part: asdict(said) for part, said in sorted(self.parts.items())}
        write_text(self.folder / STATE, json.dumps({"form": FORM, "name": self.name, "parts": parts, "files": hashed}) + "\n")
        named = {part.file for part in self.parts.values()}
        for path in self.folder.iterdir():
            if path.name not in named and (MADE.fullmatch(path.name) or path.name.endswith(".tmp")):
                path.unlink(missing_ok=True)


def forget_others(build: Path, names: Sequence[str]) -> None:
    """Takes away what is kept of batches that are not among these."""
    kept = {BatchStore(build, name).folder for name in names}
    for folder in (build / "batches").glob("*"):
        if folder.is_dir() and folder not in kept:
            shutil.rmtree(folder)


@contextmanager
def locked(folder: Path, on_wait: Callable[[], object] | None = None) -> Iterator[None]:
    """Keeps others out of a folder, on this machine or any that shares it; whoever dies lets go.

    Args:
        folder: is made if it is not there.
        on_wait: called once if somebody else is in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait:
                on_wait()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _load(path: Path) -> dict[str, Any]:
    """The state; nothing where there is none that can be used."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) and state.get("form") == FORM else {}
