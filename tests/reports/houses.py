"""The outlets that print the made-up reports: their typography, what they put around every story; wires, and phrases of everybody."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from random import Random
from typing import NamedTuple

from tests.reports.grammar import Speaker, make_name

SMALL = 25
"""There is one small outlet, of two or three articles, for each so many articles."""
TO_SMALL = 0.1
"""Share of the articles that stands in small outlets."""

CURLY, STRAIGHT = "“”’", '""\''
WIRES = ("Kestrel Wire", "Valley News Agency", "Northern Press Agency", "Reuters", "AFP", "AP", "Meridian Wire")


class Outlet(NamedTuple):
    """How an outlet prints what it gets."""

    name: str
    straight: bool
    dash: str
    lines: int
    """Sentences in a paragraph."""
    no_break: bool
    bare: float
    """Share of its articles that have nothing around them."""
    headers: list[str]
    footers: list[str]
    authors: list[tuple[str, str]]
    """Names with the note under their articles."""
    mids: list[str]
    credits: bool
    """Whether it names the wire it prints."""


class Wire(NamedTuple):
    """An agency and what stands under its reports."""

    name: str
    town: str
    staff: list[str]
    notice: str


@lru_cache(maxsize=20_000)
def make_outlet(seed: int, number: int, small: bool) -> Outlet:
    """An outlet; the same for a seed and a number at any time. Numbers of small ones are their own."""
    rng = Random(f"{seed} outlet {number} {small}")
    town = make_name(rng)
    outlet = f"{town} {rng.choice(('Post', 'Courier', 'Herald', 'Ledger', 'Observer', 'Times', 'Echo', 'Today', 'Mail', 'Star', 'Voice'))}"
    towns = (town, make_name(rng))
    speaker = Speaker(rng, {"outlet": (outlet,), "town": towns, "place": towns, "number": _numbers(rng)})
    footers = [speaker.sentence("footer") for _ in range(rng.randint(0, 2) if small else rng.randint(1, 5))]
    if rng.random() < 0.2:
        footers.append(chain_notice(seed, rng.randrange(8)))
    rng.shuffle(footers)
    return Outlet(
        outlet,
        rng.random() < 0.4,
        rng.choice(("–", "—", "-", "--")),
        rng.choice((1, 1, 2, 2, 3)),
        rng.random() < 0.2,
        rng.choice((0.0, 0.05, 0.1, 0.3)),
        [speaker.sentence("header") for _ in range(rng.choice((0, 1, 1, 2)))],
        list(dict.fromkeys(footers)),
        _authors(rng, speaker, rng.randint(1, 2) if small else rng.randint(2, 12)),
        [speaker.sentence("mid") for _ in range(rng.choice((0, 0, 1, 3)))],
        rng.random() < 0.6,
    )


@lru_cache(maxsize=64)
def make_wire(seed: int, number: int) -> Wire:
    """One of the agencies."""
    rng = Random(f"{seed} wire {number}")
    staff = [f"{make_name(rng)} {make_name(rng)}" for _ in range(12)]
    speaker = Speaker(rng, {"outlet": (WIRES[number],), "number": _numbers(rng)})
    said = (speaker.say("people"), speaker.say("roles"))
    notice = f"This report comes from {WIRES[number]}; beyond the headline, {said[0]} and {said[1]} of this paper have not changed it."
    return Wire(WIRES[number], make_name(rng), staff, notice)


@lru_cache(maxsize=64)
def chain_notice(seed: int, number: int) -> str:
    """What all papers of one owner print."""
    rng = Random(f"{seed} chain {number}")
    town = make_name(rng)
    own = {"outlet": ("This paper",), "town": (town,), "place": (town,), "number": _numbers(rng)}
    return Speaker(rng, own).sentence("chain")


@lru_cache(maxsize=4)
def stock_phrases(seed: int) -> tuple[str, ...]:
    """Phrases of 8 to 14 words that outlets everywhere use in unrelated stories."""
    speaker = Speaker(Random(f"{seed} stock"), {})
    found = dict.fromkeys(speaker.say("stock") for _ in range(400))
    return tuple(phrase for phrase in found if 8 <= len(phrase.split()) <= 14)[:120]


def pick_outlet(rng: Random, seed: int, n_articles: int, n_outlets: int | None) -> Outlet:
    """Mostly one of the big ones, whose sizes fall as one over their rank."""
    if n_outlets is None and rng.random() < TO_SMALL:
        return make_outlet(seed, rng.randrange(n_articles // SMALL + 1), True)
    big = n_outlets or max(12, min(4000, n_articles // 150))
    return make_outlet(seed, int(big ** rng.random()) - 1, False)


def fill_in(line: str, rng: Random, published: datetime, titles: Sequence[str]) -> str:
    """A line of furniture with its changing parts."""
    if "<" not in line:
        return line
    line = line.replace("<title>", titles[-1 - int(rng.random() ** 2 * min(len(titles), 40))] if titles else "the week in pictures")
    line = line.replace("<day>", f"{published:%d %B %Y}").replace("<year>", str(published.year)).replace("<hour>", f"{published:%H:%M}")
    return line.replace("<hours>", str(rng.choice((24, 48, 72)))).replace("<minutes>", str(rng.randint(2, 12)))


def _authors(rng: Random, speaker: Speaker, n: int) -> list[tuple[str, str]]:
    found = []
    for _ in range(n):
        author = f"{make_name(rng)} {make_name(rng)}"
        note = Speaker(rng, {**speaker.own, "author": (author,)}).sentence("note") if rng.random() < 0.6 else ""
        found.append((author, note))
    return found


def _numbers(rng: Random) -> tuple[str, ...]:
    return tuple(f"{rng.randint(2, 99) * rng.choice((1, 10, 100)):,}" for _ in range(6))
