"""Visits pages as a guest: asks robots.txt first, waits between requests, comes back when told to, checks every redirect anew."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin

from protego import Protego

from pipelines.ingest.addresses import Place, read_url
from pipelines.ingest.failure import Failure
from pipelines.ingest.fetch import Answer, Limits, Sink, get

PRODUCT = "muster"
MAX_REDIRECTS = 5
MAX_TRIES = 3
MAX_WAIT = 300
"""Longest wait, in seconds, that one request is worth; a host that asks for more is left alone for this time."""
MAX_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)


def user_agent() -> str:
    """Who we say we are."""
    return f"{PRODUCT}/{version('muster')} (builds an open record of events, quotations and troop figures from news reports)"


@dataclass(frozen=True)
class Rules:
    """What a host lets us fetch. `robots` is None where everything is allowed, or, with a reason, nothing."""

    robots: Protego | None = None
    forbidden: str | None = None

    def check(self, place: Place) -> None:
        """Raises Failure, robots, if the page may not be fetched."""
        if self.forbidden:
            raise Failure("robots", self.forbidden)
        if self.robots and not self.robots.can_fetch(place.url, PRODUCT):
            raise Failure("robots", f"The robots.txt of {place.host} forbids it.")

    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        if not self.robots:
            return 0
        rate = self.robots.request_rate(PRODUCT)
        return max(self.robots.crawl_delay(PRODUCT) or 0, rate.seconds / rate.requests if rate and rate.requests else 0)


@dataclass
class Visitor:
    """Remembers for each host what it allows and when it was last asked."""

    limits: Limits
    delay: float
    """Least seconds between two requests to one host, unless a visit says otherwise."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    rules: dict[str, Rules] = field(default_factory=dict)
    asked: dict[str, float] = field(default_factory=dict)
    not_before: dict[str, float] = field(default_factory=dict)

    def visit(
        self, url: str, sink: Sink, *, delay: float | None = None, validators: Mapping[str, str] | None = None,
        valid_for: str | None = None, accept: Callable[[Answer], None] | None = None,
    ) -> Answer:  # fmt: skip
        """Fetches a page: an answer with status 200, or 304 where the validators still hold.

        Args:
            url: its address.
            sink: is called with each piece of the body.
            delay: least seconds between two requests to its host; robots.txt may ask for more.
            validators: headers of a conditional request.
            valid_for: the address after redirects that they belong to.
            accept: raises Failure before a body is read, if it is not wanted.

        Raises:
            Failure: any but feed and file.
        """
        place = read_url(url)
        for _ in range(MAX_REDIRECTS + 1):
            rules = self._rules(place)
            rules.check(place)
            headers = dict(validators or {}) if place.url == valid_for else {}
            answer = self._ask(place, sink, max(self.delay if delay is None else delay, rules.delay()), headers, accept)
            if answer.status in REDIRECTS and "location" in answer.headers:
                place = _next(place, answer)
                continue
            if answer.status == 200 or (answer.status == 304 and headers):
                return answer
            raise Failure("status", f"{place.host} answered with status {answer.status}.", answer.status)
        raise Failure("redirects", f"It was redirected more than {MAX_REDIRECTS} times.")

    def _ask(self, place: Place, sink: Sink, delay: float, headers: Mapping[str, str], accept: Callable[[Answer], None] | None) -> Answer:
        """Asks, and again after a while where the server is busy."""
        for tried in range(1, MAX_TRIES + 1):
            answer = self._once(place, sink, delay, headers, accept)
            if answer.status not in BUSY:
                return answer
            wait = _retry_after(answer, self.now())
            self.not_before[place.host] = self.clock() + (max(delay, 1) * 2**tried if wait is None else wait)
        raise Failure("status", f"{place.host} is busy: it answered {MAX_TRIES} times with status {answer.status}.", answer.status)

    def _once(
        self, place: Place, sink: Sink, delay: float, headers: Mapping[str, str], accept: Callable[[Answer], None] | None,
        limits: Limits | None = None,
    ) -> Answer:  # fmt: skip
        self._wait(place.host, delay)
        try:
            return get(
                place, sink, limits or self.limits, {"User-Agent": user_agent(), "Accept": "*/*;q=0.1, text/html", **headers}, accept
            )
        finally:
            self.asked[place.host] = self.clock()

    def _wait(self, host: str, delay: float) -> None:
        ready = max(self.asked.get(host, -math.inf) + delay, self.not_before.get(host, -math.inf))
        seconds = ready - self.clock()
        if seconds > MAX_WAIT:
            raise Failure("timeout", f"{host} asks to wait {seconds:,.0f} s; try again then.")
        if seconds > 0:
            self.sleep(seconds)

    def _rules(self, place: Place) -> Rules:
        if place.origin not in self.rules:
            self.rules[place.origin] = self._read_rules(place)
        return self.rules[place.origin]

    def _read_rules(self, place: Place) -> Rules:
        """The robots.txt of a host, as RFC 9309 has it: none where it answers 4xx, nothing allowed where it cannot tell."""
        at, body = read_url(f"{place.scheme}://{place.host_header}/robots.txt"), bytearray()
        limits = replace(self.limits, max_bytes=MAX_ROBOTS, cut=True)
        try:
            for _ in range(MAX_REDIRECTS + 1):
                body.clear()
                answer = self._once(at, body.extend, self.delay, {}, None, limits)
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    return _rules_of(place, answer.status, bytes(body))
                at = _next(at, answer)
        except Failure as failure:
            if failure.reason == "address":  # its own pages could not be fetched either, and this says why
                raise
            return Rules(forbidden=f"The robots.txt of {place.host} could not be read: {failure.detail}")
        return Rules()


def _rules_of(place: Place, status: int, body: bytes) -> Rules:
    if status == 200:
        return Rules(Protego.parse(body.decode("utf-8", "replace")))
    if 400 <= status < 500 and status not in BUSY:
        return Rules()
    return Rules(forbidden=f"The robots.txt of {place.host} could not be read: the server answered with status {status}.")


def _next(place: Place, answer: Answer) -> Place:
    """Where a redirect leads."""
    try:
        return read_url(urljoin(place.url, answer.headers["location"].strip().replace(" ", "%20")))
    except ValueError as error:
        raise Failure("redirects", "It is redirected to nowhere.") from error


def _retry_after(answer: Answer, now: datetime) -> float | None:
    """Seconds that a busy server asks to wait, stated as such or as a date."""
    stated = answer.headers.get("retry-after", "").strip()
    if stated.isdecimal():
        return float(stated[:9])
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError):
        return None
    return max((moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds(), 0)
