"""When quotations are the same utterance. Knows nothing of Dagster or files."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import polars as pl
from polars._typing import PolarsDataType

from pipelines.counts import count_sources
from pipelines.ids import row_id, sha256
from pipelines.quotes.utterance_groups import Row, Wording, group
from pipelines.quotes.wording import Words, words_of

VARIANT = pl.Struct({"text": pl.String, "n_mentions": pl.Int64, "n_articles": pl.Int64})
SCHEMA: dict[str, PolarsDataType] = {
    "quote_id": pl.String, "text": pl.String, "text_sha256": pl.String, "kind": pl.String, "speaker_id": pl.String,
    "speaker_name": pl.String,
    "speaker_role": pl.String, "speaker_org": pl.String, "cue": pl.String, "addressee": pl.String, "medium": pl.String,
    "said_earliest": pl.Date, "said_latest": pl.Date, "variants": pl.List(VARIANT), "disputed": pl.Boolean,
}  # fmt: skip
KINDS = ["direct", "partial", "indirect"]
WEAK = frozenset({"unresolved", "unnamed", "collective"})  # ways of finding a speaker that tell no particular one


def group_utterances(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions with `quote_id` added, and the rows of `quotes`; the order of the input does not matter.

    Args:
        mentions: rows of `quote_mentions` without `quote_id`.
        articles: at least `article_id` and `published_latest`.
        reports: rows of `reports`, for the counts.
    """
    rows = _in_order(mentions, articles)
    wordings = _wordings(rows)
    groups = group(wordings)
    ids: dict[str, str] = {}
    quotes = []
    for held in groups:
        members = sorted((row for wording in held for row in wording.rows), key=lambda row: row["order"])
        quote_id = row_id("quo", members[0]["mention_id"])
        ids.update((row["mention_id"], quote_id) for row in members)
        quotes.append({"quote_id": quote_id, **_utterance(members)})
    links = pl.DataFrame({"mention_id": list(ids), "quote_id": list(ids.values())}, schema={"mention_id": pl.String, "quote_id": pl.String})
    linked = mentions.join(links, on="mention_id", how="left")
    counts = count_sources(linked, reports, "quote_id")
    table = pl.DataFrame(quotes, schema=SCHEMA).join(counts, on="quote_id", how="left").sort("quote_id")
    return linked, table


def _in_order(mentions: pl.DataFrame, articles: pl.DataFrame) -> list[Row]:
    """Mentions as rows, the first published first; `order` is their place."""
    dated = mentions.join(articles.select("article_id", "published_latest"), on="article_id", how="left")
    ordered = dated.sort("published_latest", "article_id", "char_start", "char_end", "mention_id", nulls_last=True)
    return ordered.with_row_index("order").to_dicts()


def _wordings(rows: Sequence[Row]) -> list[Wording]:
    surnames = _surnames(rows)
    found: dict[tuple[Words, bool, str], Wording] = {}
    for row in rows:
        words = words_of(row["surface"]) or (row["surface"],)
        speaker = _speaker_key(row, surnames)
        key = (words, row["kind"] == "indirect", speaker)
        wording = found.setdefault(key, Wording(words, key[1], speaker, _plain(row["speaker_org"]) if speaker else ""))
        wording.rows.append(row)
    return sorted(found.values(), key=lambda wording: wording.rows[0]["order"])


def _plain(name: str | None) -> str:
    return " ".join(name.lower().split()) if name else ""


def _surnames(rows: Sequence[Row]) -> dict[str, str]:
    """Surname -> full name, where only one full name in the whole record ends in it."""
    full: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        name = _plain(row["speaker_name"])
        if " " in name and row["speaker_basis"] not in WEAK:
            full[name.split(" ")[-1]].add(name)
    return {surname: next(iter(names)) for surname, names in full.items() if len(names) == 1}


def _speaker_key(row: Row, surnames: dict[str, str]) -> str:
    """The same for all mentions of one speaker; "" for nobody in particular."""
    name = _plain(row["speaker_name"])
    if row["speaker_id"]:
        return name or str(row["speaker_id"])
    if not name or row["speaker_basis"] in WEAK:
        return ""
    return surnames.get(name, name)


def _utterance(members: Sequence[Row]) -> Row:
    """The fields of an utterance from its mentions, the first published first."""
    kind = min((row["kind"] for row in members), key=KINDS.index)
    fullest = max((row for row in members if row["kind"] == kind), key=lambda row: (len(words_of(row["surface"])), -row["order"]))
    speaker = _commonest_speaker(members)
    says = [row for row in members if speaker is not None and row["speaker_name"] == speaker["speaker_name"]]
    names = {
        (row["speaker_id"] or _plain(row["speaker_name"])) for row in members if row["speaker_name"] and row["speaker_basis"] not in WEAK
    }
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
        "addressee": _commonest(members, "addressee"),
        "medium": _commonest(members, "medium"),
        "said_earliest": said[0],
        "said_latest": said[1],
        "variants": _variants(members),
        "disputed": len(names) > 1 and not _one_speaks_for_the_other(members),
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
    if row["speaker_basis"] in WEAK:
        return 3
    if not row["speaker_id"]:
        return 2
    return 0 if row["speaker_id"].startswith("person:") else 1


def _one_speaks_for_the_other(members: Sequence[Row]) -> bool:
    """A report names the body, another the one who spoke for it."""
    people = {row["speaker_id"]: _plain(row["speaker_org"]) for row in members if (row["speaker_id"] or "").startswith("person:")}
    bodies = {
        _plain(row["speaker_name"])
        for row in members
        if row["speaker_name"] and row["speaker_basis"] not in WEAK and not (row["speaker_id"] or "").startswith("person:")
    }
    return len(people) <= 1 and bodies <= set(people.values())


def _commonest(rows: Sequence[Row], field_name: str) -> str | None:
    values = Counter(row[field_name] for row in rows if row[field_name])
    return min(values, key=lambda value: (-values[value], value), default=None)


def _first(rows: Sequence[Row], field_name: str) -> str | None:
    return next((row[field_name] for row in rows if row[field_name]), None)


def _narrowest(members: Sequence[Row]) -> tuple[date | None, date | None]:
    windows = [(row["said_earliest"], row["said_latest"]) for row in members if row["said_earliest"] and row["said_latest"]]
    return min(windows, key=lambda window: (window[1] - window[0], window), default=(None, None))
