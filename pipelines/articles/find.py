"""Walks folders of documents: every file in them once, in the order of their paths on any machine; links that loop become problems."""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from pipelines.articles.raw import Problem
from pipelines.articles.sidecar import SUFFIX
from pipelines.articles.sources import FILE as SOURCE

SIDECARS = (
    "README*", "LICENSE*", "COPYING*", "CITATION.cff", "catalog.csv", ".gitignore", ".gitkeep", ".gitattributes", ".DS_Store",
    SOURCE, f"*{SUFFIX}", ".*.[0-9]*.tmp",
)  # fmt: skip
"""Names of files that describe documents and are none themselves, and of what a killed `muster ingest` leaves half written. All others are
documents, hidden ones too."""


class Found(NamedTuple):
    """A file, under the name it has in the record."""

    source: str
    path: Path
    problem: Problem | None
    described: Path | None = None
    """The nearest source.toml at or above its folder, up to the folder that was named."""


def find_documents(folders: Sequence[Path]) -> list[Found]:
    """All documents in the folders, sorted by source. A path that stands in several folders gets the folder's name before it.

    Raises:
        FileNotFoundError: a folder is not there.
    """
    roots = _distinct(folders)
    labels = _labels(roots)
    found = [(labels[root], one) for root in roots for one in _walk(root)]
    shared = {source for source, n in Counter(one.source for _, one in found).items() if n > 1}
    named = [one._replace(source=f"{label}/{one.source}") if one.source in shared else one for label, one in found]
    if len({one.source for one in named}) < len(named):
        named = [one._replace(source=f"{label}/{one.source}") for label, one in found]
    return list(_unique(sorted(named, key=lambda one: (one.source, os.fsencode(one.path)))))


def _distinct(folders: Sequence[Path]) -> list[Path]:
    """The real folders, each once, in an order that does not depend on the caller's."""
    for folder in folders:
        if not Path(folder).exists():
            raise FileNotFoundError(f"There is no folder {folder}: give one that holds documents.")
    return sorted({Path(folder).resolve() for folder in folders})


def _labels(roots: Sequence[Path]) -> dict[Path, str]:
    """The shortest end of each folder's path that no other shares."""
    labels = {}
    for root in roots:
        depth = 1
        while depth < len(root.parts) and any(other.parts[-depth:] == root.parts[-depth:] for other in roots if other != root):
            depth += 1
        labels[root] = printable("/".join(part.strip("/") for part in root.parts[-depth:]))
    return labels


def _unique(found: Sequence[Found]) -> Iterator[Found]:
    seen: Counter[str] = Counter()
    for one in found:
        seen[one.source] += 1
        yield one if seen[one.source] == 1 else one._replace(source=f"{one.source}~{seen[one.source]}")


def printable(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 are written as escapes, so that two names stay two."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _walk(root: Path) -> Iterator[Found]:
    """The documents under one folder, or the one that it is."""
    if not root.is_dir():
        yield _file(root.name, root)
        return
    followed: set[Path] = set()
    folders: list[tuple[str, Path, Path | None]] = [("", root, None)]
    while folders:
        prefix, folder, described = folders.pop()
        try:
            with os.scandir(folder) as entries:
                names = sorted((entry.name for entry in entries), key=os.fsencode)
        except OSError as error:
            yield Found(
                prefix.rstrip("/") or printable(folder.name),
                folder,
                Problem("unreadable", f"The folder cannot be listed: {error.strerror}."),
            )
            continue
        if SOURCE in names:
            described = folder / SOURCE
        for name in names:
            path, source = folder / name, prefix + printable(name)
            if not os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir it takes a folder that may not be entered for no folder
                if not any(fnmatch(name, pattern) for pattern in SIDECARS):
                    yield _file(source, path)._replace(described=described)
            elif problem := _link_problem(path, root, followed):
                yield Found(source, path, problem)
            else:
                folders.append((f"{source}/", path, described))


def _link_problem(path: Path, root: Path, followed: set[Path]) -> Problem | None:
    """Why a link to a folder is not followed: it leads back into the way here, or to documents that have their own place."""
    if not path.is_symlink():
        return None
    target = Path(os.path.realpath(path))
    way = Path(os.path.realpath(path.parent))
    if way == target or target in way.parents:
        return Problem("unreadable", "The link leads back to a folder that holds it.")
    if target == root or root in target.parents or any(target == other or other in target.parents for other in followed):
        return Problem("unreadable", "The link leads to a folder that is read at its own place.")
    followed.add(target)
    return None


def _file(source: str, path: Path) -> Found:
    """A file; anything that is not a regular one (a dangling link, a pipe) is a problem, for opening it may wait for ever."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Found(source, path, Problem("unreadable", f"The file cannot be opened: {error.strerror}."))
    if not stat.S_ISREG(mode):
        return Found(source, path, Problem("unreadable", "It is no regular file."))
    return Found(source, path, None)
