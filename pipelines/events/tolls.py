"""How many an event harmed, by all reports of it: the latest toll, and every claim kept beside it. Knows nothing of tables."""

from collections.abc import Mapping, Sequence
from typing import Any

HARMS = ("killed", "wounded", "detained", "displaced")
SAME = {"kidnapped": "detained"}
Mention = Mapping[str, Any]
Bounds = tuple[int | None, int | None]


def tolls(members: Sequence[Mention]) -> dict[str, Any]:
    """Least and most harmed by kind of harm, and the list `harm`; `members` in the order of publication."""
    row: dict[str, Any] = {}
    latest: dict[str, list[Mention]] = {}
    for harm in HARMS:
        latest[harm] = _latest([mention for mention in members if _bounds(mention, harm) != (None, None)], harm)
        row[f"{harm}_low"] = min((low for mention in latest[harm] if (low := _bounds(mention, harm)[0]) is not None), default=None)
        row[f"{harm}_high"] = max((high for mention in latest[harm] if (high := _bounds(mention, harm)[1]) is not None), default=None)
    return row | {"harm": _claims(members, latest)}


def _bounds(mention: Mention, harm: str) -> Bounds:
    return mention[f"{harm}_low"], mention[f"{harm}_high"]


def _latest(counted: Sequence[Mention], harm: str) -> list[Mention]:
    """The mentions of the latest day that counts them: a toll that rises is a later stage, not a contradiction.

    A later report that tells only of some of them, "the two soldiers who were killed", is no new toll.
    """
    days = sorted({mention["published_latest"] for mention in counted if mention["published_latest"]}, reverse=True)
    for place, day in enumerate(days):
        told = [mention for mention in counted if mention["published_latest"] == day]
        earlier = [mention for mention in counted if mention["published_latest"] in days[place + 1 :]]
        if not all(any(_is_share(mention, other, harm) for other in earlier) for mention in told):
            return told
    return list(counted)


def _is_share(mention: Mention, other: Mention, harm: str) -> bool:
    """Whether fewer are told, and of a narrower kind."""
    few, many = _bounds(mention, harm)[1], _bounds(other, harm)[0]
    if few is None or many is None or few >= many:
        return False
    narrow, wide = _kinds(mention, harm), _kinds(other, harm)
    return "unsaid" not in narrow and ("unsaid" in wide or narrow < wide)


def _kinds(mention: Mention, harm: str) -> set[str]:
    return {claim["kind"] for claim in mention["harm"] if SAME.get(claim["how"], claim["how"]) == harm and claim["role"] != "part"}


def _claims(members: Sequence[Mention], latest: dict[str, list[Mention]]) -> list[dict[str, Any]]:
    """Every claim with its article; superseded if a later report, or a later sentence, gives another toll."""
    found = []
    for mention in members:
        for claim in mention["harm"]:
            harm = SAME.get(claim["how"], claim["how"])
            known = {_bounds(other, harm) for other in latest[harm]}
            old = mention not in latest[harm] and _bounds(mention, harm) not in known and _is_before(mention, latest[harm])
            stage = "superseded" if old else claim["stage"]
            where = {key: mention[key] for key in ("article_id", "mention_id", "published_latest", "background")}
            found.append(where | claim | {"stage": stage})
    return sorted(found, key=_order)


def _is_before(mention: Mention, latest: Sequence[Mention]) -> bool:
    days = [other["published_latest"] for other in latest if other["published_latest"]]
    return bool(days) and mention["published_latest"] is not None and mention["published_latest"] < min(days)


def _order(claim: dict[str, Any]) -> tuple[Any, ...]:
    day = claim["published_latest"]
    return day is None, str(day or ""), claim["article_id"], claim["char_start"], claim["char_end"], claim["how"], claim["mention_id"]
