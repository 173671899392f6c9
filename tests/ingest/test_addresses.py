"""Which addresses are fetched: tables of spellings."""

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.addresses import literal, read_url, refusal, resolve
from pipelines.ingest.failure import Failure


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("1.1.1.1", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("0.0.0.0", False),
        ("0.1.2.3", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("172.32.0.1", True),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("100.127.255.255", False),
        ("100.128.0.1", True),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
        ("2001::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::5db8:d822", True),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::1", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_refusal(address: str, public: bool) -> None:
    assert (refusal(address) is None) == public


@pytest.mark.parametrize(
    ("address", "why"),
    [("127.0.0.1", "loopback"), ("::ffff:169.254.169.254", "link-local"), ("10.0.0.1", "private"), ("100.64.0.1", "not public")],
)
def test_a_refusal_says_why(address: str, why: str) -> None:
    assert refusal(address) == why


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_another_is_judged_alike(address: Any) -> None:
    number = int(address)
    for wrapped in (f"::ffff:{address}", f"64:ff9b::{number >> 16:x}:{number & 65535:x}", f"2002:{number >> 16:x}:{number & 65535:x}::"):
        assert refusal(wrapped) == refusal(str(address))


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("::1", "::1"),
        ("herald.example", None),
        ("127.0.0.1.herald.example", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_literal(host: str, address: str | None) -> None:
    assert literal(host) == address


@pytest.mark.parametrize(
    ("url", "host", "port", "target", "header"),
    [
        ("https://Herald.Example", "herald.example", 443, "/", "herald.example"),
        ("http://herald.example:8080/a?b=c#d", "herald.example", 8080, "/a?b=c", "herald.example:8080"),
        ("http://herald.example:80/ü", "herald.example", 80, "/%C3%BC", "herald.example"),
        ("http://[::1]:81/", "::1", 81, "/", "[::1]:81"),
        ("http://127.1/", "127.1", 80, "/", "127.1"),
        ("http://herald.example./x", "herald.example", 80, "/x", "herald.example"),
        (" http://herald.example/x ", "herald.example", 80, "/x", "herald.example"),
    ],
)
def test_read_url(url: str, host: str, port: int, target: str, header: str) -> None:
    place = read_url(url)
    assert (place.host, place.port, place.target, place.host_header) == (host, port, target, header)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://herald.example/",
        "gopher://herald.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "herald.example",
        "/etc/passwd",
        "",
        "http://",
        "http:///x",
        "http://user@herald.example/",
        "http://user:secret@herald.example/",
        "http://herald.example:99999/",
        "http://herald.example:0/",
        "http://herald.example/a\r\nHost: other",
        "http://herald.example/a b",
        "http://herald.example/\x00",
        "http://[::1/",
        "http://herald.example/" + "x" * 5000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Failure) as failed:
        read_url(url)
    assert failed.value.reason == "address"


def answers(*addresses: str) -> Any:
    return lambda *_args, **_kwargs: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in addresses]


@pytest.mark.parametrize(
    ("addresses", "allowed"),
    [(["93.184.216.34"], True), (["93.184.216.34", "10.0.0.1"], False), (["127.0.0.1"], False), (["::ffff:127.0.0.1"], False)],
)
def test_every_address_of_a_host_has_to_be_public(addresses: list[str], allowed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers(*addresses))
    if allowed:
        assert resolve(read_url("http://herald.example/"), allow_private=False) == addresses
    else:
        with pytest.raises(Failure, match="not public"):
            resolve(read_url("http://herald.example/"), allow_private=False)
    assert resolve(read_url("http://herald.example/"), allow_private=True) == addresses


@pytest.mark.parametrize(
    "host", ["127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "169.254.169.254", "100.64.0.1", "[fd00::1]", "[::]", "0", "10.1"]
)
def test_spelled_addresses_are_checked_too(host: str) -> None:
    with pytest.raises(Failure, match="not public"):
        resolve(read_url(f"http://{host}/"), allow_private=False)


def test_a_host_that_is_not_to_be_found() -> None:
    with pytest.raises(Failure, match="not to be found"):
        resolve(read_url("http://herald.example/"), allow_private=True)
