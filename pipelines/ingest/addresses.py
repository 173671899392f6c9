"""Which addresses may be fetched: http and https, and hosts of the public internet only."""

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import NamedTuple

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipelines.ingest.failure import Failure

PORTS = {"http": 80, "https": 443}
GLOBAL_UNICAST = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
TEREDO = IPv6Network("2001::/32")
MAX_URL = 4000


class Place(NamedTuple):
    """An address taken apart; `host` is in small letters, without brackets."""

    url: str
    scheme: str
    host: str
    port: int
    target: str
    """Path and query, as they are asked for."""

    @property
    def origin(self) -> str:
        """What a robots.txt holds for."""
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def host_header(self) -> str:
        """The host as the server is told it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


def read_url(url: str) -> Place:
    """An address taken apart.

    Raises:
        Failure: address, where it is none, of another protocol, or holds a name and password.
    """
    if len(url) > MAX_URL or any(ord(sign) <= 32 for sign in url.strip()):
        raise Failure("address", "It is no address: it is too long or has blanks in it.")
    try:
        parts = parse_url(url.strip())
    except (LocationParseError, ValueError) as error:
        raise Failure("address", "It is no address.") from error
    if parts.scheme not in PORTS:
        raise Failure("address", f"Only http and https are fetched, not {parts.scheme or 'a path'}.")
    if parts.auth is not None:
        raise Failure("address", "It holds a name or a password.")
    host = (parts.host or "").strip("[]").lower().rstrip(".")
    if not host or parts.port == 0:
        raise Failure("address", "It names no host.")
    whole = parts._replace(fragment=None, path=parts.path or "/")
    return Place(whole.url, parts.scheme, host, parts.port or PORTS[parts.scheme], whole.request_uri)


def refusal(address: str) -> str | None:
    """Why no connection is made to an IP address, None if it belongs to the public internet.

    Addresses that wrap another (IPv4 in IPv6, NAT64, 6to4) are judged by what they wrap.
    """
    try:
        found: IPv4Address | IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "it is no address"
    if isinstance(found, IPv6Address):
        if inner := _wrapped(found):
            return refusal(str(inner))
        if found not in GLOBAL_UNICAST or found in TEREDO:
            return _kind(found)
    return None if found.is_global and not found.is_multicast and not found.is_reserved else _kind(found)


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _kind(address: IPv4Address | IPv6Address) -> str:
    kinds = ("loopback", "link_local", "multicast", "unspecified", "private", "reserved")
    return next((kind.replace("_", "-") for kind in kinds if getattr(address, f"is_{kind}")), "not public")


def literal(host: str) -> str | None:
    """The IP address that a host spells, in any of the spellings that systems accept (127.1, 0x7f000001, 2130706433); None for a name."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def resolve(place: Place, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host, each of them checked. The connection is then made to one of these, so that no second answer counts.

    Raises:
        Failure: address, where there is none or any of them is not of the public internet.
    """
    spelled = literal(place.host)
    try:
        found = [spelled] if spelled else _look_up(place)
    except (OSError, UnicodeError) as error:
        raise Failure("address", f"The host {place.host} is not to be found.") from error
    for address in found:
        if not allow_private and (why := refusal(address)):
            raise Failure("address", f"The host {place.host} has an address that is not public ({why}); --allow-private fetches it.")
    return found


def _look_up(place: Place) -> list[str]:
    answers = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))
