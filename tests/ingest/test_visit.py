"""Visits: robots.txt, waiting, coming back, redirects. The clock moves by sleeping only."""

from datetime import timedelta
from email.utils import format_datetime

import pytest

from pipelines.ingest.failure import Failure
from pipelines.ingest.fetch import Answer
from pipelines.ingest.visit import MAX_ROBOTS, Visitor, user_agent
from tests.ingest.server import PAGE, START, Clock, Reply, Server, visitor


def visit(guest: Visitor, server: Server, path: str = "/a") -> tuple[Answer, bytes]:
    body = bytearray()
    return guest.visit(server.url + path, body.extend), bytes(body)


def reason(guest: Visitor, server: Server, path: str = "/a") -> str:
    with pytest.raises(Failure) as failed:
        visit(guest, server, path)
    return failed.value.reason


def robots(text: str) -> Reply:
    return Reply(text.encode(), headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.html$", "/a.html", False),
        ("User-agent: *\nDisallow: /*.html$", "/a.html?x", True),
        ("User-agent: muster\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Muster\nAllow: /", "/a", True),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /" + "*a" * 5000 + "$", "/" + "a" * 3000, True),
        ("\x00\xff<html>nonsense", "/a", True),
        ("# nothing\n" * 100_000, "/a", True),
    ],
)
def test_robots_txt_is_obeyed(text: str, path: str, allowed: bool, server: Server) -> None:
    server.script = {"/robots.txt": robots(text), path: Reply()}
    if allowed:
        assert visit(visitor(), server, path)[1] == PAGE
    else:
        assert reason(visitor(), server, path) == "robots"
        assert server.paths == ["/robots.txt"]


@pytest.mark.parametrize(
    ("reply", "allowed"),
    [
        (Reply(status=404), True),
        (Reply(status=403), True),
        (Reply(status=410), True),
        (Reply(status=429), False),
        (Reply(status=500), False),
        (Reply(status=503), False),
        (Reply(lambda _: None), False),
        (Reply(status=301, headers={"Location": "/r"}), False),
        (Reply(status=301, headers={"Location": "/robots.txt"}), True),
        (robots("User-agent: *\n" + "# x\n" * (MAX_ROBOTS // 4) + "Disallow: /"), True),
    ],
)
def test_a_robots_txt_that_cannot_be_had(reply: Reply, allowed: bool, server: Server) -> None:
    server.script = {"/robots.txt": reply, "/r": robots("User-agent: *\nDisallow: /"), "/a": Reply()}
    if allowed:
        assert visit(visitor(), server)[1] == PAGE
    else:
        assert reason(visitor(), server) == "robots"


def test_robots_txt_is_asked_for_once(server: Server) -> None:
    server.script = {"/a": Reply(), "/b": Reply()}
    guest = visitor()
    visit(guest, server, "/a")
    visit(guest, server, "/b")
    assert server.paths == ["/robots.txt", "/a", "/b"]
    assert {headers["user-agent"] for _, headers in server.asked} == {user_agent()}
    assert user_agent().startswith("muster/")


@pytest.mark.parametrize(
    ("text", "delay", "slept"),
    [
        ("", 2, [2, 2]),
        ("", 0, []),
        ("User-agent: *\nCrawl-delay: 7", 2, [2 + 5, 7]),
        ("User-agent: *\nCrawl-delay: 1", 2, [2, 2]),
        ("User-agent: *\nCrawl-delay: nan", 2, [2, 2]),
        ("User-agent: *\nRequest-rate: 1/10", 2, [10, 10]),
    ],
)
def test_it_waits_between_requests(text: str, delay: float, slept: list[float], server: Server, clock: Clock) -> None:
    server.script = {"/robots.txt": robots(text), "/a": Reply(), "/b": Reply()}
    guest = visitor(clock, delay)
    visit(guest, server, "/a")
    visit(guest, server, "/b")
    assert clock.slept == slept


def test_a_host_that_asks_for_too_long_a_wait_is_left_alone(server: Server, clock: Clock) -> None:
    server.script = {"/robots.txt": robots("User-agent: *\nCrawl-delay: 86400"), "/a": Reply(), "/b": Reply()}
    assert reason(visitor(clock), server) == "timeout"
    assert clock.slept == []


@pytest.mark.parametrize(
    ("header", "slept"),
    [
        ("30", [30]),
        ("0", []),
        (format_datetime(START + timedelta(seconds=45), usegmt=True), [45]),
        (format_datetime(START - timedelta(seconds=45), usegmt=True), []),
        ("", [2]),
        ("soon", [2]),
        ("-5", [2]),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_it_comes_back_when_told_to(status: int, header: str, slept: list[float], server: Server, clock: Clock) -> None:
    server.script = {"/a": [Reply(b"", status, {"Retry-After": header}), Reply()]}
    assert visit(visitor(clock), server)[1] == PAGE
    assert clock.slept == slept


def test_it_does_not_come_back_for_ever(server: Server, clock: Clock) -> None:
    server.script = {"/a": Reply(b"", 503)}
    assert reason(visitor(clock), server) == "status"
    assert server.paths.count("/a") == 3
    assert clock.slept == [2, 4]


def test_a_busy_host_that_asks_for_an_hour_is_left_alone_for_that_time(server: Server, clock: Clock) -> None:
    server.script = {"/a": Reply(b"", 429, {"Retry-After": "3600"}), "/b": Reply()}
    guest = visitor(clock)
    assert reason(guest, server) == "timeout"
    assert reason(guest, server, "/b") == "timeout"
    assert server.paths == ["/robots.txt", "/a"]
    clock.seconds += 3600
    assert visit(guest, server, "/b")[1] == PAGE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int, server: Server) -> None:
    server.script = {"/a": Reply(b"moved", status, {"Location": "b?c=d"}), "/b?c=d": Reply()}
    answer, body = visit(visitor(), server)
    assert (answer.place.url, body) == (server.url + "/b?c=d", PAGE)


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("file:///etc/passwd", "address"),
        ("ftp://herald.example/", "address"),
        ("//user:secret@127.0.0.1/", "address"),
        ("http://", "redirects"),
        ("http://[::1/", "redirects"),
        ("/a", "redirects"),
        ("/robbed", "robots"),
        ("/gone", "status"),
    ],
)
def test_redirects_that_are_not_followed(location: str, why: str, server: Server) -> None:
    server.script = {
        "/robots.txt": robots("User-agent: *\nDisallow: /robbed"),
        "/a": Reply(b"", 302, {"Location": location}),
        "/robbed": Reply(),
    }
    assert reason(visitor(), server) == why
    assert "/robbed" not in server.paths


def test_a_redirect_to_a_private_address_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public; it sends us to an address of the machine itself."""
    import pipelines.ingest.addresses as addresses

    judge = addresses.refusal
    monkeypatch.setattr(addresses, "refusal", lambda address: None if address == "127.0.0.1" else judge(address))
    server.script = {
        "/a": Reply(b"", 302, {"Location": f"http://127.0.0.2:{server.server_address[1]}/secret"}),
        "/secret": Reply(b"secret"),
    }
    assert reason(visitor(allow_private=False), server) == "address"
    assert "/secret" not in server.paths


def test_private_addresses_are_not_asked(server: Server) -> None:
    assert reason(visitor(allow_private=False), server) == "address"
    assert server.paths == []


@pytest.mark.parametrize("status", [204, 206, 304, 400, 401, 403, 404, 410, 418, 500, 502])
def test_other_answers_are_failures(status: int, server: Server) -> None:
    server.script = {"/a": Reply(b"", status)}
    with pytest.raises(Failure) as failed:
        visit(visitor(), server)
    assert (failed.value.reason, failed.value.status) == ("status", status)
