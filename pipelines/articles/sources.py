"""Sources of documents: seeds/sources/<id>.toml, and a source.toml in a folder of documents. Standard library only.

A source says whose documents these are, what may be done with them, how to read their records and where to fetch more. The keys of such a
file stand in seeds/sources/README.md.
"""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pipelines.articles.hosts import by_domain, host_of
from pipelines.errors import UserError
from pipelines.reference import ROOT, column

FOLDER = ROOT / "seeds" / "sources"
FILE = "source.toml"
"""Name of the file that describes all documents below its folder."""
LINES = ("outlet", "rights", "homepage", "language", "time_zone")
LISTS = ("domains", "documents", "feeds", "sitemaps", "urls")
NEEDED = ("outlet", "rights")
ADDRESSES = ("homepage", "feeds", "sitemaps", "urls")
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Source:
    """One outlet, as its file describes it."""

    id: str
    outlet: str
    rights: str
    """What may be done with the texts: an SPDX identifier, or words."""
    homepage: str | None = None
    language: str | None = None
    """ISO 639-1."""
    time_zone: str | None = None
    """IANA name of the zone of timestamps that name none."""
    domains: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Globs of document sources; `*` also stands for folders. Matched from any folder of the path on."""
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    delay_seconds: float | None = None
    """Least time between two requests."""
    fields: tuple[tuple[str, str], ...] = ()
    """Field and dotted path of JSON records, best first; they come before those of json_fields.csv."""


@lru_cache(maxsize=4)
def load_sources(folder: Path = FOLDER) -> tuple[Source, ...]:
    """All sources of a folder, in the order of their ids.

    Raises:
        UserError: a file is not as it must be; the message names the file and the key.
    """
    return tuple(_load(path, path.stem) for path in sorted(folder.glob("*.toml")))


@lru_cache(maxsize=1024)
def load_source(path: Path) -> Source:
    """The source that a source.toml in a folder of documents describes; its id is the name of that folder.

    Raises:
        UserError: as `load_sources`.
    """
    return _load(path, path.parent.name)


def find_source(name: str) -> Source | None:
    """The source of that id."""
    return next((source for source in load_sources() if source.id == name), None)


def source_of(document: str, url: str | None, described: Path | None = None) -> Source | None:
    """The source that a document comes from, if it is known.

    Args:
        document: the document's name in the record: a path within a folder, `#` and the record in it.
        url: where it was fetched from, if that is known.
        described: the nearest source.toml above the document, if there is one; it wins. Then a glob decides, then the domain.
    """
    if described:
        return load_source(described)
    return _by_path(document.partition("#")[0]) or by_domain(host_of(url), _domains())


def _by_path(path: str) -> Source | None:
    parts = path.split("/")
    ends = ["/".join(parts[start:]) for start in range(len(parts))]
    return next((source for source in load_sources() if any(fnmatchcase(end, glob) for glob in source.documents for end in ends)), None)


@lru_cache(maxsize=1)
def _domains() -> dict[str, Source]:
    return {domain: source for source in reversed(load_sources()) for domain in source.domains}


def _load(path: Path, name: str) -> Source:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UserError(f"{path} is too long for the description of a source.")
        said = tomllib.loads(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError(f"{path} cannot be read as TOML: {error}.") from error
    return Source(id=name, **_checked(path, said))


def _checked(path: Path, said: dict[str, Any]) -> dict[str, Any]:
    """The values by the names of Source's fields.

    Raises:
        UserError: a key is unknown or missing, or a value is of another kind.
    """
    known = [*LINES, *LISTS, "delay_seconds", "fields"]
    for key in said:
        if key not in known:
            raise UserError(f"{path}: there is no key {key!r}; there are {', '.join(known)}.")
        if key == "documents" and path.name == FILE:
            raise UserError(f"{path}: 'documents' has no place here; the file describes all documents below its folder.")
    for key in NEEDED:
        if not said.get(key):
            raise UserError(f"{path}: the key {key!r} is missing.")
    values: dict[str, Any] = {key: _line(path, key, said[key]) for key in LINES if key in said}
    values |= {key: _list(path, key, said[key]) for key in LISTS if key in said}
    _check_addresses(path, values)
    values["domains"] = _hosts(path, values)
    if "delay_seconds" in said:
        values["delay_seconds"] = _seconds(path, said["delay_seconds"])
    values["fields"] = _fields(path, said.get("fields", {}))
    if "time_zone" in values:
        _check_zone(path, values["time_zone"])
    return values


def _line(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UserError(f"{path}: {key!r} has to be a text, it is {value!r}.")
    return " ".join(value.split())


def _list(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UserError(f'{path}: {key!r} has to be a list of texts, like ["a", "b"]; it is {value!r}.')
    return tuple(_line(path, key, one) for one in value)


def _hosts(path: Path, values: dict[str, Any]) -> tuple[str, ...]:
    """The domains in small letters without `www.`; where none is given, that of the homepage."""
    domains = values.get("domains", ())
    if not domains and "homepage" in values:
        domains = (urlsplit(values["homepage"]).hostname or "",)
    for domain in domains:
        if "/" in domain or "." not in domain:
            raise UserError(f"{path}: 'domains' has to hold names like herald.example, not {domain!r}.")
    return tuple(domain.lower().removeprefix("www.") for domain in domains)


def _seconds(path: Path, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 3600:
        raise UserError(f"{path}: 'delay_seconds' has to be a number from 0 to 3600, it is {value!r}.")
    return float(value)


def _fields(path: Path, value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise UserError(f"{path}: [fields] has to be a table of fields and their paths.")
    known = list(dict.fromkeys(column("json_fields", "field")))
    found: list[tuple[str, str]] = []
    for name, paths in value.items():
        if name not in known:
            raise UserError(f"{path}: [fields] has no field {name!r}; there are {', '.join(known)}.")
        listed = _list(path, f"fields.{name}", paths if isinstance(paths, list) else [paths])
        found += [(name, one) for one in listed]
    return tuple(found)


def _check_addresses(path: Path, values: dict[str, Any]) -> None:
    for key in ADDRESSES:
        given = values.get(key, ())
        for address in (given,) if isinstance(given, str) else given:
            if not address.startswith(("http://", "https://")):
                raise UserError(f"{path}: {key!r} has to hold addresses that begin with http:// or https://, not {address!r}.")


def _check_zone(path: Path, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise UserError(f"{path}: 'time_zone' has to be a name like Europe/Brussels, not {name!r}.") from error
