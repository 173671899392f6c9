"""What a feed or the map of a site lists: addresses of pages, or of other maps."""

import zlib
from typing import NamedTuple

from pipelines.articles.feeds import MAX_FEED, feed_text, looks_like_feed, looks_like_sitemap, read_feed, xml_tree
from pipelines.articles.raw import Rejected
from pipelines.ingest.failure import Failure

GZIP = b"\x1f\x8b"
SITEMAP_NAMES = ("", "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.google.com/schemas/sitemap/0.84}")


class Listed(NamedTuple):
    """Addresses in the order of the list, each once."""

    pages: list[str]
    maps: list[str]


def is_list(head: bytes) -> bool:
    """Whether a document begins as a feed or a map of a site does; packed ones too."""
    try:
        text = _unpacked(head, len(head) * 50).decode("utf-8", "replace").replace("\x00", "").lstrip("\ufffd")
    except zlib.error:
        return False
    return looks_like_feed(text) or looks_like_sitemap(text)


def read_list(data: bytes, charset: str | None = None) -> Listed:
    """What a feed or a map of a site lists.

    Raises:
        Failure: feed, where it cannot be read.
    """
    try:
        return _read(_unpacked(data, MAX_FEED + 1), charset)
    except (Rejected, zlib.error) as error:
        raise Failure("feed", f"It cannot be read: {str(error) or type(error).__name__}") from error


def _read(data: bytes, charset: str | None) -> Listed:
    text = feed_text(data, charset)
    if not looks_like_sitemap(text):
        return Listed(_each_once(entry.link for entry in read_feed(data, charset) if entry.link), [])
    root = xml_tree(text)
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    for child in root:
        kind = _name(child)
        if kind in found:
            found[kind] += [(one.text or "").strip() for one in child if _name(one) == "loc"]
    return Listed(_each_once(found["url"]), _each_once(found["sitemap"]))


def _name(element: object) -> str:
    """The name of an element of a map, nothing for those of other namespaces (images, videos)."""
    tag = str(getattr(element, "tag", ""))
    namespace, _, local = tag.rpartition("}")
    return local.lower() if not namespace or f"{namespace}}}" in SITEMAP_NAMES else ""


def _each_once(links: object) -> list[str]:
    return [link for link in dict.fromkeys(links) if link]  # type: ignore[call-overload]


def _unpacked(data: bytes, limit: int) -> bytes:
    """The bytes of a file that may be packed with gzip, as many as the limit."""
    return zlib.decompressobj(31).decompress(data, limit) if data.startswith(GZIP) else data
