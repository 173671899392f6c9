"""What a result was made by: a hash over the code that a module uses, and over the reference data and libraries that this code names.

The code is followed by its imports, so that a change in the rules for events does not call for quotations to be found anew. Standard
library only.
"""

import hashlib
import re
import sys
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from pipelines.ids import sha256
from pipelines.reference import FOLDER, ROOT

DIGITS = 16
OURS = ("pipelines", "checks")
SOURCES = "pipelines/articles/sources.py"
"""Who imports it reads the descriptions of sources."""
IMPORT = re.compile(r"^[ \t]*(?:from ((?:pipelines|checks)[\w.]*) import (\([^)]*\)|[^\n]*)|import ((?:pipelines|checks)[\w.]*))", re.M)
"""An import, at the head of a file or in a function; a tree of the syntax says the same in ten times the time."""
NAME = re.compile(r"\w+")
STRING = re.compile(r"[\"'](\w+)[\"']")


@lru_cache(maxsize=64)
def code_version(*modules: str, alone: tuple[str, ...] = (), libraries: tuple[str, ...] = ()) -> str:
    """First 16 digits of a hash over all that these modules work with.

    Args:
        modules: names of our modules.
        alone: of ours whose imports do not count.
        libraries: names of packages whose version may change the result.
    """
    files = sorted(set().union(*(files_behind(module) for module in modules), (path for name in alone if (path := _file(name)))))
    lines = [f"{path.relative_to(ROOT).as_posix()}\0{sha256(path.read_bytes())}" for path in files]
    lines += [f"{name}\0{version(name)}" for name in sorted(libraries)]
    lines.append("python\0{}.{}".format(*sys.version_info))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:DIGITS]


def files_behind(module: str) -> frozenset[Path]:
    """The files of a module and of all of ours that it imports, however far, and the reference tables that they name."""
    seen: dict[str, Path] = {}
    left = [module]
    while left:
        name = left.pop()
        path = _file(name)
        if path is None or name in seen:
            continue
        seen[name] = path
        left += _imports(path)
    files = set(seen.values())
    named = frozenset[str]().union(*(_strings(path) for path in files))
    files |= {path for path in FOLDER.glob("*.csv") if path.stem in named}
    if ROOT / SOURCES in files:
        files |= set((ROOT / "seeds" / "sources").glob("*.toml"))
    return frozenset(files)


def _file(module: str) -> Path | None:
    """The file of one of our modules."""
    if module.split(".")[0] not in OURS:
        return None
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@lru_cache(maxsize=1024)
def _imports(path: Path) -> tuple[str, ...]:
    """What a file imports of ours, and what may be modules of what it imports from."""
    found: list[str] = []
    for package, names, module in IMPORT.findall(_text(path)):
        found += [f"{package}.{name}" for name in NAME.findall(names)] if package else []
        found.append(package or module)
    return tuple(found)


@lru_cache(maxsize=1024)
def _strings(path: Path) -> frozenset[str]:
    """The short strings that a file holds: among them are the names of the tables that it reads."""
    return frozenset(STRING.findall(_text(path)))


@lru_cache(maxsize=1024)
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
