"""One request, no redirects: to a checked address, within bounds of time and length. Knows nothing of robots.txt or files."""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse

from pipelines.ingest.addresses import Place, resolve
from pipelines.ingest.failure import Failure

CHUNK = 65_536
MAX_TRIED = 4
"""Most addresses of one host that are tried."""
PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")

Sink = Callable[[bytes], object]


@dataclass(frozen=True)
class Limits:
    """Bounds of one request: bytes, sent as well as unpacked, and seconds."""

    max_bytes: int
    connect: float = 10
    read: float = 30
    total: float = 600
    allow_private: bool = False
    cut: bool = False
    """Whether what is longer is cut off instead of refused."""


@dataclass(frozen=True)
class Answer:
    """What a server answered; the body of a 200 went into the sink."""

    place: Place
    status: int
    headers: Mapping[str, str]
    """Names in small letters."""

    @property
    def media_type(self) -> str:
        """As stated, in small letters, without parameters; nothing where none is stated."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server states."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'")[:40] or None
        return None


def get(place: Place, sink: Sink, limits: Limits, headers: Mapping[str, str], accept: Callable[[Answer], None] | None = None) -> Answer:
    """Asks once. The body is only read of an answer with status 200.

    Args:
        place: what to ask for.
        sink: is called with each piece of the body, unpacked.
        limits: bounds of time and length.
        headers: of the request.
        accept: raises Failure before the body is read, if it is not wanted.

    Raises:
        Failure: address, media_type, too_large, timeout or network.
    """
    addresses = resolve(place, allow_private=limits.allow_private)
    connection = _connection(place, addresses, limits)
    watch = _Watch(connection, limits.total)
    try:
        return _ask(connection, place, sink, limits, headers, accept, watch)
    except (TimeoutError, ReadTimeoutError) as error:
        raise Failure("timeout", f"{place.host} did not answer in time.") from error
    except (HTTPError, OSError, http.client.HTTPException, ValueError) as error:
        watch.check()
        raise Failure("network", f"The connection to {place.host} failed: {_short(error)}.") from error
    finally:
        watch.end()
        connection.close()


def _ask(
    connection: Any, place: Place, sink: Sink, limits: Limits, headers: Mapping[str, str], accept: Callable[[Answer], None] | None,
    watch: "_Watch",
) -> Answer:  # fmt: skip
    connection.connect()
    watch.check()
    connection.timeout = limits.read
    packed = place.target.partition("?")[0].endswith(".gz")  # such a file stays packed, whatever the server calls its packing
    sent = {"Host": place.host_header, "Accept-Encoding": "identity" if packed else "gzip", "Connection": "close", **headers}
    connection.request("GET", place.target, headers=sent, preload_content=False, decode_content=not packed)
    response: BaseHTTPResponse = connection.getresponse()
    answer = Answer(place, response.status, {name.lower(): value for name, value in response.headers.items()})
    if answer.status == 200:
        if accept:
            accept(answer)
        if answer.headers.get("content-encoding", "").strip().lower() not in PACKINGS:
            raise Failure("media_type", f"It is packed as {answer.headers['content-encoding'][:40]!r}, which was not asked for.")
        _body(response, answer, sink, limits, unpack=not packed, watch=watch)
    watch.check()
    return answer


def _body(response: BaseHTTPResponse, answer: Answer, sink: Sink, limits: Limits, *, unpack: bool, watch: "_Watch") -> None:
    stated = answer.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:20]) > limits.max_bytes and not limits.cut:
        raise _too_large(limits)
    n_bytes = 0
    for chunk in response.stream(CHUNK, decode_content=unpack):
        watch.check()
        left = limits.max_bytes - n_bytes
        n_bytes += len(chunk)
        if n_bytes > limits.max_bytes and not limits.cut:
            raise _too_large(limits)
        sink(chunk[: max(left, 0)])
        if n_bytes > limits.max_bytes:
            return


def _too_large(limits: Limits) -> Failure:
    return Failure("too_large", f"It is longer than {limits.max_bytes:,} bytes, unpacked; --max-size sets another bound.")


def _short(error: Exception) -> str:
    said = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    return (" ".join(str(said).split())[:160] or type(error).__name__).rstrip(".")


class _Watch:
    """Cuts the connection when the time is over, wherever it hangs: a server may send one byte at a time for ever."""

    def __init__(self, connection: Any, seconds: float) -> None:
        self.connection, self.seconds, self.over = connection, seconds, False
        self.timer = threading.Timer(seconds, self._cut)
        self.timer.daemon = True
        self.timer.start()

    def _cut(self) -> None:
        self.over = True
        if self.connection.lifeline:
            with suppress(OSError):
                self.connection.lifeline.shutdown(socket.SHUT_RDWR)

    def check(self) -> None:
        """Raises Failure, timeout, if the time is over: a cut connection looks like one that ended well."""
        if self.over:
            raise Failure("timeout", f"It took longer than {self.seconds:g} s.")

    def end(self) -> None:
        """Stops the clock and lets go of the connection."""
        self.timer.cancel()
        if self.connection.lifeline:
            self.connection.lifeline.close()


class _Pinned:
    """A connection to one of the addresses that were checked. TLS still asks for the certificate of the host's name."""

    addresses: list[str]
    port: int
    timeout: Any
    lifeline: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        failed: OSError = OSError("no address")
        for address in self.addresses[:MAX_TRIED]:
            made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            try:
                made.settimeout(self.timeout)
                made.connect((address, self.port))  # an address, not a name: nothing is looked up again
                self.lifeline = made.dup()
                return made
            except OSError as error:
                made.close()
                failed = error
        raise failed


class _Http(_Pinned, HTTPConnection):
    pass


class _Https(_Pinned, HTTPSConnection):
    pass


def _connection(place: Place, addresses: list[str], limits: Limits) -> Any:
    made: _Http | _Https
    if place.scheme == "https":
        made = _Https(place.host, place.port, timeout=limits.connect, ssl_context=ssl.create_default_context())
    else:
        made = _Http(place.host, place.port, timeout=limits.connect)
    made.addresses = addresses
    return made
