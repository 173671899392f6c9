"""From the mentions that hang together to utterances: which of them are one, and what the row says. Knows nothing of Dagster or files."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

import polars as pl
from polars._typing import PolarsDataType

from pipelines.ids import row_id, sha256
from pipelines.quotes.utterance_groups import Pair, group, same_name, wording
from pipelines.quotes.wordings import is_somebody, plain

VARIANT = pl.Struct({"text": pl.String, "n_mentions": pl.Int64, "n_articles": pl.Int64})
SCHEMA: dict[str, PolarsDataType] = {
    "quote_id": pl.String(), "text": pl.String(), "text_sha256": pl.String(), "kind": pl.String(),
    "speaker_id": pl.String(), "speaker_name": pl.String(), "speaker_role": pl.String(), "speaker_org": pl.String(),
    "cue": pl.String(), "attitude": pl.String(), "addressee": pl.String(), "medium": pl.String(), "given_to": pl.String(),
    "said_earliest": pl.Date(), "said_latest": pl.Date(), "variants": pl.List(VARIANT), "disputed": pl.Boolean(),
}  # fmt: skip
GROUPED: dict[str, PolarsDataType] = {"part": pl.UInt32(), **SCHEMA, "mentions": pl.List(pl.String())}
TOLD = [
    "mention_id", "article_id", "surface", "kind", "speaker_id", "speaker_name", "speaker_role", "speaker_org", "speaker_basis", "cue",
    "attitude", "addressee", "medium", "given_to", "said_earliest", "said_latest",
]  # fmt: skip
"""What of a mention is read here, beside its reading and its order."""
DIRECT, INDIRECT, STRETCH = range(3)
"""Kinds of edge between two wordings."""
KINDS = ["direct", "partial", "indirect"]
Row = Mapping[str, Any]


class Piece(NamedTuple):
    """Some parts: mentions that hang together, with all that is known of them."""

    mentions: pl.DataFrame
    """TOLD, `order`, `size`, `part` and `wording`; sorted by part."""
    wordings: pl.DataFrame
    """Rows of `wordings_of` with their `part`."""
    edges: pl.DataFrame
    """`part`, `a`, `b` (numbers of wordings), `sort` of edge and `code`, in order."""


def utterances(piece: Piece) -> pl.DataFrame:
    """Rows of GROUPED: the utterances of each part."""
    edges = _by_part(piece.edges)
    wordings = _by_part(piece.wordings.join(piece.edges.select("part").unique(), on="part", how="semi", maintain_order="left"))
    rows = []
    for part, members in _by_part(piece.mentions).items():
        members.sort(key=lambda row: row["order"])
        for held, at_odds in _grouped(members, wordings.get(part, []), edges.get(part, [])):
            fields = utterance(held, at_odds) if len(held) > 1 else _told_once(held[0])
            row = {"part": part, "quote_id": row_id("quo", held[0]["mention_id"]), **fields}
            rows.append(row | {"mentions": [mention["mention_id"] for mention in held]})
    return pl.DataFrame(rows, schema=GROUPED)


def _by_part(table: pl.DataFrame) -> dict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in table.iter_rows(named=True):
        found[row["part"]].append(row)
    return found


def _grouped(mentions: list[Row], wordings: list[Row], edges: list[Row]) -> list[tuple[list[Row], bool]]:
    """The mentions of each utterance of a part, and whether their words disagree."""
    if not edges:
        return [(mentions, False)]
    place = {row["wording"]: at for at, row in enumerate(wordings)}
    told: dict[Pair, int] = {}
    joined: dict[int, list[Pair]] = {INDIRECT: [], STRETCH: []}
    for edge in edges:
        pair = (place[edge["a"]], place[edge["b"]])
        if edge["sort"] == DIRECT:
            told[pair] = edge["code"]
        else:
            joined[edge["sort"]].append(pair)
    found = []
    for held, at_odds in group([wording(row) for row in wordings], told, joined[INDIRECT], joined[STRETCH]):
        numbers = {wordings[at]["wording"] for at in held}
        found.append(([row for row in mentions if row["wording"] in numbers], at_odds))
    return found


def _told_once(row: Row) -> dict[str, Any]:
    """What `utterance` says of a single mention, as most are, in a tenth of the time."""
    text = _bare(row["surface"])
    named = bool(row["speaker_name"])
    both = row["said_earliest"] and row["said_latest"]
    said = {name: row[name] or None for name in ("cue", "attitude", "addressee", "medium", "given_to")}
    who = {name: (row[name] or None) if named else None for name in ("speaker_id", "speaker_name", "speaker_role", "speaker_org")}
    return {
        "text": text,
        "text_sha256": sha256(text),
        "kind": row["kind"],
        **who,
        **said,
        "said_earliest": row["said_earliest"] if both else None,
        "said_latest": row["said_latest"],
        "variants": [{"text": text, "n_mentions": 1, "n_articles": 1}],
        "disputed": False,
    }


def utterance(members: Sequence[Row], at_odds: bool) -> dict[str, Any]:
    """The fields of an utterance from its mentions, the first published first; `at_odds`: their words disagree."""
    kind = min((row["kind"] for row in members), key=KINDS.index)
    fullest = max((row for row in members if row["kind"] == kind), key=lambda row: (row["size"], -row["order"]))
    speaker = _commonest_speaker(members)
    says = [row for row in members if speaker is not None and row["speaker_name"] == speaker["speaker_name"]]
    said = _narrowest(members)
    text = _bare(fullest["surface"])
    return {
        "text": text,
        "text_sha256": sha256(text),
        "kind": kind,
        "speaker_id": _first(says, "speaker_id"),
        "speaker_name": speaker["speaker_name"] if speaker else None,
        "speaker_role": _commonest(says, "speaker_role"),
        "speaker_org": _commonest(says, "speaker_org"),
        "cue": _commonest(members, "cue"),
        "attitude": _commonest(members, "attitude"),
        "addressee": _commonest(members, "addressee"),
        "medium": _commonest(members, "medium"),
        "given_to": _commonest(members, "given_to"),
        "said_earliest": said[0],
        "said_latest": said[1],
        "variants": _variants(members),
        "disputed": at_odds or _speakers_disagree(members),
    }


def _bare(surface: str) -> str:
    """A wording on one line, without the comma that leads over to its attribution."""
    return " ".join(surface.split()).rstrip(",") or surface


def _variants(members: Sequence[Row]) -> list[Row]:
    printed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in members:
        printed[_bare(row["surface"])].append(row)
    variants = [
        {"text": text, "n_mentions": len(rows), "n_articles": len({row["article_id"] for row in rows})} for text, rows in printed.items()
    ]
    return sorted(variants, key=lambda variant: (-variant["n_articles"], -variant["n_mentions"], variant["text"]))


def _commonest_speaker(members: Sequence[Row]) -> Row | None:
    """A mention of the speaker that most articles name; somebody before nobody in particular, a person before a body."""
    articles: defaultdict[str, set[str]] = defaultdict(set)
    for row in members:
        if row["speaker_name"]:
            articles[row["speaker_name"]].add(row["article_id"])
    named = [row for row in members if row["speaker_name"]]
    return min(named, key=lambda row: (_weakness(row), -len(articles[row["speaker_name"]]), row["order"]), default=None)


def _weakness(row: Row) -> int:
    if not is_somebody(row):
        return 3
    if not row["speaker_id"]:
        return 2
    return 0 if row["speaker_id"].startswith("person:") else 1


def _speakers_disagree(members: Sequence[Row]) -> bool:
    """Whether reports name two who cannot be one, nor a body and one who speaks for it."""
    named = [row for row in members if row["speaker_name"] and is_somebody(row)]
    people = {plain(row["speaker_name"]) for row in named if (row["speaker_id"] or "person:").startswith("person:")}
    bodies = {plain(row["speaker_name"]) for row in named} - people
    spoken_for = {plain(row["speaker_org"]) for row in named if row["speaker_org"]}
    if any(not same_name(a, b) for a, b in combinations(sorted(people), 2)):
        return True
    return len(bodies) > 1 or bool(people and bodies and spoken_for and not bodies <= spoken_for)


def _commonest(rows: Sequence[Row], field_name: str) -> str | None:
    values = Counter(row[field_name] for row in rows if row[field_name])
    return min(values, key=lambda value: (-values[value], value), default=None)


def _first(rows: Sequence[Row], field_name: str) -> str | None:
    return next((row[field_name] for row in rows if row[field_name]), None)


def _narrowest(members: Sequence[Row]) -> tuple[date | None, date | None]:
    """The shortest window that a report gives; else the earliest day by which it was out."""
    windows = [(row["said_earliest"], row["said_latest"]) for row in members if row["said_earliest"] and row["said_latest"]]
    if windows:
        return min(windows, key=lambda window: (window[1] - window[0], window))
    return None, min((row["said_latest"] for row in members if row["said_latest"]), default=None)
