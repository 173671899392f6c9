"""Servers on this machine that keep real state: a web server with ranges, and others that are built on it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

LISTENERS = ("127.0.0.1", 0)


class Local(ThreadingHTTPServer):
    """A server that can be asked what it was asked."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(LISTENERS, handler)
        self.lock = threading.RLock()
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the test."""


@contextmanager
def running(server: Any) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Quiet(BaseHTTPRequestHandler):
    """Says nothing, and remembers each request."""

    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def note(self) -> None:
        with self.server.lock:
            self.server.asked.append((self.command, self.path, {name.lower(): value for name, value in self.headers.items()}))

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@dataclass
class Manners:
    """How a file server behaves."""

    ranges: bool = True
    breaks_after: int | None = None
    """Bytes of a body after which the connection is cut."""
    once: bool = False
    """Whether it is cut at the first request for a file only."""
    cut: set[str] = field(default_factory=set)
    redirects: dict[str, str] = field(default_factory=dict)
    changes: Callable[[str, bytes], bytes] | None = None
    """What is sent of a path, instead of what is there."""
    fails: int = 0
    """How many requests are answered with 503 first."""


class Files(Local):
    """Serves a folder, with ranges. `sent` is what moved, by path."""

    def __init__(self, root: Path, manners: Manners | None = None) -> None:
        super().__init__(FileHandler)
        self.root, self.manners = root, manners or Manners()
        self.sent: dict[str, int] = {}


class FileHandler(Quiet):
    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.note()
        manners: Manners = self.server.manners
        path = unquote(self.path.split("?")[0])
        if manners.fails > 0:
            manners.fails -= 1
            return self.answer(503)
        if to := manners.redirects.get(path):
            return self.answer(302, headers={"Location": to})
        file = self.server.root / path.lstrip("/")
        raw = file.read_bytes() if file.is_file() else None
        if manners.changes and raw is not None:
            raw = manners.changes(path, raw)
        if raw is None:
            return self.answer(404, b"nothing here")
        return self.give(path, raw, manners)

    def give(self, path: str, raw: bytes, manners: Manners) -> None:
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        begin, end, status = 0, len(raw), 200
        if wanted and manners.ranges:
            status = 206
            if wanted[1]:
                begin, end = int(wanted[1]), min(int(wanted[2] or len(raw)) + 1, len(raw))
            else:
                begin = max(len(raw) - int(wanted[2]), 0)
            if begin >= len(raw):
                return self.answer(416, headers={"Content-Range": f"bytes */{len(raw)}"})
        self.send_response(status)
        self.send_header("Content-Length", str(end - begin))
        self.send_header("Accept-Ranges", "bytes" if manners.ranges else "none")
        if status == 206:
            self.send_header("Content-Range", f"bytes {begin}-{end - 1}/{len(raw)}")
        self.end_headers()
        if self.command == "HEAD":
            return None
        whole = manners.breaks_after is None or (manners.once and path in manners.cut)
        stop = end if whole else min(end, begin + (manners.breaks_after or 0))
        manners.cut.add(path)
        self.wfile.write(raw[begin:stop])
        with self.server.lock:
            self.server.sent[path] = self.server.sent.get(path, 0) + stop - begin
        if stop < end:
            self.close_connection = True
        return None
