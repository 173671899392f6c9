"""Hosts of addresses, and whose they are. Standard library only."""

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlsplit

Known = TypeVar("Known")


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`, None where there is none."""
    try:
        host = urlsplit(url).hostname if url else None
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def by_domain(host: str | None, known: Mapping[str, Known]) -> Known | None:
    """What is known of a host, or else of the nearest domain that it is a part of; never of a whole top-level domain."""
    parts = (host or "").split(".")
    return next((found for start in range(len(parts) - 1) if (found := known.get(".".join(parts[start:])))), None)
