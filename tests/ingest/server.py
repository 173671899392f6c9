"""A server on this machine that answers as it is told, and a clock that only moves when somebody sleeps."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pipelines.ingest.fetch import Limits
from pipelines.ingest.visit import Visitor

START = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
PAGE = b"<html><body><p>The last convoy left Oldtown on Monday.</p></body></html>"


@dataclass
class Reply:
    """One answer. A function as body writes to the connection itself, headers and all."""

    body: bytes | Callable[[BaseHTTPRequestHandler], None] = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Script = dict[str, Reply | list[Reply] | Callable[[BaseHTTPRequestHandler], Reply]]


class Server(ThreadingHTTPServer):
    """Answers by the script; what it does not know is 404. `asked` are the paths that were asked for, with their headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: Script = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the test."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        told = self.server.script.get(self.path, Reply(b"nothing here", 404))
        if isinstance(told, list):
            told = told.pop(0) if len(told) > 1 else told[0]
        reply = told(self) if callable(told) else told
        if callable(reply.body):
            reply.body(self)
            return
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(reply.body)), **reply.headers}
        self.send_response(reply.status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(reply.body)


@contextmanager
def serving() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class Clock:
    """Time that moves by sleeping only."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)


def visitor(
    clock: Clock | None = None, delay: float = 0, max_bytes: int = 1_000_000, *, allow_private: bool = True, total: float = 20
) -> Visitor:
    clock = clock or Clock()
    limits = Limits(max_bytes=max_bytes, connect=2, read=2, total=total, allow_private=allow_private)
    return Visitor(limits, delay, clock=clock, sleep=clock.sleep, now=clock.now)
