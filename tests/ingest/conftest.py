"""A server on this machine for each test. Nothing is asked of any other."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.ingest.server import Clock, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name is looked up: a test that asks for one says what the answer is."""

    def look_up(*_: Any, **__: Any) -> None:
        raise socket.gaierror("no names in tests")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
