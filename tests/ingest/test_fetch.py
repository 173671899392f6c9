"""One request: bounds of length and time, and the address that the connection is made to."""

import contextlib
import gzip
import socket
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest

from pipelines.ingest.addresses import read_url
from pipelines.ingest.failure import Failure
from pipelines.ingest.fetch import Answer, Limits, get
from tests.ingest.server import PAGE, Reply, Server

LIMITS = Limits(max_bytes=100_000, connect=2, read=1, total=5, allow_private=True)


def fetch(server: Server, path: str = "/a", limits: Limits = LIMITS) -> tuple[Answer, bytes]:
    body = bytearray()
    return get(read_url(server.url + path), body.extend, limits, {}), bytes(body)


def test_a_page(server: Server) -> None:
    server.script["/a"] = Reply(headers={"Content-Type": "Text/HTML; Charset='windows-1252'", "ETag": '"1"'})
    answer, body = fetch(server)
    assert (answer.status, body, answer.media_type, answer.charset, answer.headers["etag"]) == (
        200,
        PAGE,
        "text/html",
        "windows-1252",
        '"1"',
    )
    assert server.asked[0][1]["host"] == server.url.removeprefix("http://")


def test_only_the_body_of_a_200_is_read(server: Server) -> None:
    server.script["/a"] = Reply(b"x" * 1_000_000, 404)
    answer, body = fetch(server)
    assert (answer.status, body) == (404, b"")


@pytest.mark.parametrize(
    ("packing", "packed"), [("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("", PAGE), ("identity", PAGE)]
)
def test_packed_pages(packing: str, packed: bytes, server: Server) -> None:
    server.script["/a"] = Reply(packed, headers={"Content-Encoding": packing})
    assert fetch(server)[1] == PAGE


@pytest.mark.parametrize("packing", ["gzip", ""])
def test_a_file_that_is_packed_stays_so(packing: str, server: Server) -> None:
    server.script["/a.warc.gz"] = Reply(gzip.compress(PAGE), headers={"Content-Encoding": packing, "Content-Type": "application/gzip"})
    assert gzip.decompress(fetch(server, "/a.warc.gz")[1]) == PAGE


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without a length that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    with contextlib.suppress(OSError):
        while True:
            handler.wfile.write(b"x" * 65_536)


def says_too_little(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\n" + b"x" * 1_000_000)


def says_too_much(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n" + b"x" * 10)


def chunked_without_end(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")


BOMB = gzip.compress(bytes(200_000_000), 9)


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(b"x" * 100_001), "too_large"),
        (Reply(b"", headers={"Content-Length": "9" * 30}), "too_large"),
        (Reply(endless), "too_large"),
        (Reply(BOMB[:90_000], headers={"Content-Encoding": "gzip"}), "too_large"),
        (Reply(gzip.compress(gzip.compress(PAGE)), headers={"Content-Encoding": "gzip, gzip"}), "media_type"),
        (Reply(b"x", headers={"Content-Encoding": "compress"}), "media_type"),
        (Reply(b"no gzip", headers={"Content-Encoding": "gzip"}), "network"),
        (Reply(says_too_much), "network"),
        (Reply(chunked_without_end), "network"),
        (Reply(lambda handler: handler.wfile.write(b"hello\r\n\r\n")), "network"),
        (Reply(lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 1000 + b"\r\n")), "network"),
        (Reply(lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n")), "network"),
        (Reply(lambda _: None), "network"),
        (Reply(lambda _: time.sleep(3)), "timeout"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_servers(reply: Reply, reason: str, server: Server) -> None:
    server.script["/a"] = reply
    started = time.monotonic()
    with pytest.raises(Failure) as failed:
        fetch(server)
    assert failed.value.reason == reason
    assert time.monotonic() - started < 4


def test_a_body_that_is_longer_than_stated_is_read_as_stated(server: Server) -> None:
    server.script["/a"] = Reply(says_too_little)
    assert fetch(server)[1] == b"x" * 10


def test_what_may_be_cut_is_cut(server: Server) -> None:
    server.script["/a"] = Reply(endless)
    assert fetch(server, limits=Limits(max_bytes=1000, allow_private=True, cut=True))[1] == b"x" * 1000


def test_a_bomb_is_unpacked_piece_by_piece(server: Server) -> None:
    pieces: list[int] = []
    server.script["/a"] = Reply(BOMB, headers={"Content-Encoding": "gzip"})
    with pytest.raises(Failure):
        get(read_url(server.url + "/a"), lambda piece: pieces.append(len(piece)), LIMITS, {})
    assert max(pieces, default=0) <= 65_536


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"])
def test_a_server_that_sends_a_byte_at_a_time_is_left(head: bytes, server: Server) -> None:
    stop = threading.Event()

    def trickle(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        with contextlib.suppress(OSError):
            while not stop.wait(0.05):
                handler.wfile.write(b"x")

    server.script["/a"] = Reply(trickle)
    started = time.monotonic()
    with pytest.raises(Failure) as failed:
        fetch(server, limits=Limits(max_bytes=100_000, read=1, total=0.5, allow_private=True))
    stop.set()
    assert failed.value.reason == "timeout"
    assert time.monotonic() - started < 3


def test_a_closed_port() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Failure) as failed:
        get(read_url(f"http://127.0.0.1:{port}/"), bytearray().extend, LIMITS, {})
    assert failed.value.reason == "network"


def test_the_connection_is_made_to_the_address_that_was_checked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is looked up once more would answer with another address."""
    asked: list[str] = []

    def look_up(host: str, *_: object, **__: object) -> list[object]:
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, server.server_address[1]))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    server.script["/a"] = Reply()
    body = bytearray()
    get(read_url(f"http://herald.example:{server.server_address[1]}/a"), body.extend, LIMITS, {})
    assert bytes(body) == PAGE
    assert asked == ["herald.example"]
    assert server.asked[0][1]["host"].startswith("herald.example:")


def test_tls_asks_for_the_certificate_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that is sent in the TLS greeting is that of the host, not the address of the connection."""
    greeting = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def listen() -> None:
            made, _ = listening.accept()
            with made:
                greeting.extend(made.recv(4096))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        port = listening.getsockname()[1]
        answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: answer)
        with pytest.raises(Failure) as failed:
            get(read_url(f"https://herald.example:{port}/"), bytearray().extend, LIMITS, {})
        thread.join(5)
    assert failed.value.reason == "network"
    assert b"herald.example" in greeting


def test_a_body_that_is_not_wanted_is_not_read(server: Server) -> None:
    def refuse(answer: Answer) -> None:
        raise Failure("media_type", answer.media_type)

    server.script["/a"] = Reply(endless)
    body = bytearray()
    with pytest.raises(Failure, match="text/html"):
        get(read_url(server.url + "/a"), body.extend, LIMITS, {}, refuse)
    assert not body
