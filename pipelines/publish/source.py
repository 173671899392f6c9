"""Where the files of a release are read from: a web server or a folder. Reads what it is asked for and nothing else, and writes nothing."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urljoin, urlsplit

import urllib3

from pipelines.errors import UserError
from pipelines.release.sums import is_name

CHUNK = 1 << 16
TRIES = 5
"""Most attempts in a row that bring nothing."""
MOST_REDIRECTS = 5
SENT_ON = {"github.com": ".githubusercontent.com"}
"""Hosts that may send a request on to another, and how the names of those end. All others have to answer themselves."""


class Failed(Exception):
    """What was asked for cannot be had, or is not what it should be. The message is a sentence."""


class Source(Protocol):
    """The files of one release, or of the folder that releases lie in."""

    def pieces(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes start..end of a file, or fewer if it is shorter.

        Raises:
            FileNotFoundError: there is none.
            Failed: it cannot be read.
        """
        ...

    def below(self, name: str) -> "Source":
        """The source of what lies in a folder of it."""
        ...


def open_source(where: str) -> Source:
    """The source at an address or in a folder.

    Raises:
        UserError: it is neither.
    """
    if re.match(r"https?://", where, re.IGNORECASE):
        return Web(where)
    if "://" in where:
        raise UserError(f"Releases are fetched by http and https, or from a folder, not from {where!r}.")
    if not Path(where).is_dir():
        raise UserError(f"There is no folder {where!r} with releases.")
    return Folder(Path(where))


def whole(source: Source, name: str, most: int) -> bytes:
    """All of a small file.

    Raises:
        FileNotFoundError: there is none.
        Failed: it is longer than `most` bytes, or cannot be read.
    """
    raw = b"".join(source.pieces(name, 0, most + 1))
    if len(raw) > most:
        raise Failed(f"{name} is longer than {most:,} bytes, which no release needs.")
    return raw


class Folder:
    """Releases in a folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def below(self, name: str) -> "Folder":
        """The folder in it."""
        return Folder(self.path / name)

    def pieces(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """See Source."""
        try:
            with (self.path / _checked(name)).open("rb") as file:
                file.seek(start)
                while start < end and (piece := file.read(min(CHUNK, end - start))):
                    start += len(piece)
                    yield piece
        except FileNotFoundError:
            raise
        except OSError as error:
            raise Failed(f"{name} cannot be read: {error.strerror}.") from error


class Web:
    """Releases on a web server that knows ranges; one that does not costs more, and works."""

    def __init__(self, address: str, pool: urllib3.PoolManager | None = None) -> None:
        self.address = address
        self.pool = pool or urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=10, read=60))

    def below(self, name: str) -> "Web":
        """The folder in it. An address may show by {version} and {file} where these go; else they are put at its end."""
        address = self.address.replace("{version}", name) if "{version}" in self.address else f"{self.address.rstrip('/')}/{name}"
        return Web(address, self.pool)

    def pieces(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """See Source. A connection that breaks is taken up again where it broke."""
        tries = 0
        while start < end:
            try:
                for piece in self._ask(name, start, end):
                    start += len(piece)
                    tries = 0
                    yield piece
                return
            except (urllib3.exceptions.HTTPError, OSError) as error:
                if isinstance(error, FileNotFoundError):
                    raise
                tries += 1
                if tries == TRIES:
                    raise Failed(f"{self._url(name)} could not be read: {' '.join(str(error).split())[:200]}.") from error
                time.sleep(0.1 * 2**tries)

    def _url(self, name: str) -> str:
        sign = quote(_checked(name))
        return self.address.replace("{file}", sign) if "{file}" in self.address else f"{self.address.rstrip('/')}/{sign}"

    def _ask(self, name: str, start: int, end: int) -> Iterator[bytes]:
        """One request. Ends early only where the file does."""
        answer = self._answer(self._url(name), {"Accept-Encoding": "identity", **({"Range": f"bytes={start}-{end - 1}"} if start else {})})
        try:
            if answer.status == 404:
                raise FileNotFoundError(name)
            if answer.status == 416:  # the file ends before
                return
            if answer.status >= 500 or answer.status == 429:
                raise OSError(f"the server answers {answer.status}")
            if answer.status not in (200, 206) or (answer.status == 206 and not _begins_at(answer, start)):
                raise Failed(f"{self._url(name)}: the server answers {answer.status}, which is not what was asked for.")
            skip = start if answer.status == 200 else 0
            left = end - start
            for piece in answer.stream(CHUNK, decode_content=False):
                kept = piece[skip : skip + left]
                skip, left = max(skip - len(piece), 0), left - len(kept)
                if kept:
                    yield kept
                if not left:
                    return
        finally:
            answer.close()

    def _answer(self, url: str, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        for _ in range(MOST_REDIRECTS):
            answer = self.pool.request("GET", url, headers=headers, preload_content=False, redirect=False)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            answer.close()
            to = urljoin(url, answer.headers.get("location", ""))
            if not may_send_on(url, to):
                raise Failed(f"{url} sends the request on to {to[:200]}, another server, which is not asked.")
            url = to
        raise Failed(f"{url} sends the request on and on.")


def _begins_at(answer: urllib3.BaseHTTPResponse, start: int) -> bool:
    return answer.headers.get("content-range", "").replace("=", " ").startswith(f"bytes {start}-")


def may_send_on(url: str, to: str) -> bool:
    """Whether a server may answer that what is asked for is elsewhere: on itself, or where GitHub keeps its files."""
    here, there = urlsplit(url), urlsplit(to)
    if (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port):
        return True
    ending = SENT_ON.get(here.hostname or "")
    return ending is not None and there.scheme == "https" and there.port is None and (there.hostname or "").endswith(ending)


def _checked(name: str) -> str:
    if not is_name(name):
        raise Failed(f"{name!r:.120} is no name of a file of a release.")
    return name
