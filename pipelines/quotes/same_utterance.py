"""When quotations are the same utterance. Knows nothing of Dagster or files."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import polars as pl
from polars._typing import PolarsDataType

from pipelines.counts import count_sources
from pipelines.ids import row_id, sha256
from pipelines.quotes.likeness import SHORTEST, TELLING, TELLING_CONTENT, days_within
from pipelines.quotes.one_sentence import stretches
from pipelines.quotes.utterance_groups import Row, Wording, group, same_name
from pipelines.quotes.wording import Reading, read_words, words_of

VARIANT = pl.Struct({"text": pl.String, "n_mentions": pl.Int64, "n_articles": pl.Int64})
SCHEMA: dict[str, PolarsDataType] = {
    "quote_id": pl.String, "text": pl.String, "text_sha256": pl.String, "kind": pl.String,
    "speaker_id": pl.String, "speaker_name": pl.String, "speaker_role": pl.String, "speaker_org": pl.String,
    "cue": pl.String, "attitude": pl.String, "addressee": pl.String, "medium": pl.String, "given_to": pl.String,
    "said_earliest": pl.Date, "said_latest": pl.Date, "variants": pl.List(VARIANT), "disputed": pl.Boolean,
}  # fmt: skip
KINDS = ["direct", "partial", "indirect"]
WEAK = frozenset({"unresolved", "unnamed", "collective"})  # ways of finding a speaker that tell no particular one


def group_utterances(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Mentions with `quote_id` added, and the rows of `quotes`; the order of the input does not matter.

    Args:
        mentions: rows of `quote_mentions` without `quote_id`.
        articles: at least `article_id` and `published_latest`; with `text` stretches of one sentence are one utterance.
        reports: rows of `reports`, for the counts.
    """
    rows = _in_order(mentions, articles)
    wordings = _wordings(rows)
    texts = dict(articles.select("article_id", "text").iter_rows()) if "text" in articles.columns else {}
    groups = group(wordings, stretches(rows, texts))
    ids: dict[str, str] = {}
    quotes = []
    for held, at_odds in groups:
        members = sorted((row for wording in held for row in wording.rows), key=lambda row: row["order"])
        quote_id = row_id("quo", members[0]["mention_id"])
        ids.update((row["mention_id"], quote_id) for row in members)
        quotes.append({"quote_id": quote_id, **_utterance(members, at_odds)})
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
    """Mentions with equal words together, as long as they are by one speaker and near enough in time for so few words."""
    same: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        same[_key(row)].append(row)
    found = [wording for members in same.values() for wording in _by_time(members)]
    return sorted(found, key=lambda wording: wording.rows[0]["order"])


def _key(row: Row) -> tuple[object, ...]:
    """Equal for mentions that are one wording, days apart."""
    reading, speaker = read_words(row["surface"]), speaker_key(row)
    indirect = row["kind"] == "indirect"
    if not reading.content and reading.size < 4:
        return (row["mention_id"],)  # "Yes." is said at every turn
    if speaker:
        return (reading.words, indirect, speaker)
    if indirect or reading.size < SHORTEST or len(reading.content) < 2:  # so few words are his who is called the same in the same report
        told = (row["speaker_basis"] == "unnamed" and bool(row["speaker_name"])) or (
            reading.size >= TELLING and len(reading.content) >= TELLING_CONTENT
        )
        return (reading.words, indirect, "", plain(row["speaker_name"]), "" if told else row["article_id"])
    return (reading.words, indirect, "")


def _by_time(members: Sequence[Row]) -> list[Wording]:
    """Cut wherever more days pass than so few words can have been handed on; what has no date goes with the first."""
    reading = read_words(members[0]["surface"])
    within = days_within(reading)
    found: list[Wording] = []
    dated = sorted((row for row in members if row["published_latest"] is not None), key=lambda row: row["order"])
    for row in dated:
        last = found[-1].last if found else None
        if last is None or (within is not None and (row["published_latest"] - last).days > within):
            found.append(_wording(reading, row))
        found[-1].add(row)
    for row in members:
        if row["published_latest"] is None:
            if not found:
                found.append(_wording(reading, row))
            found[0].add(row)
    return found


def _wording(reading: Reading, row: Row) -> Wording:
    speaker = speaker_key(row)
    person = bool(speaker) and (row["speaker_id"] or "person:").startswith("person:")
    lone = person and not row["speaker_id"] and " " not in speaker
    org = plain(row["speaker_org"]) if speaker else ""
    return Wording(reading, row["kind"] == "indirect", speaker, speaker.rpartition(" ")[2], org, lone, person)


def plain(name: str | None) -> str:
    """A name in lower case on one line; "" for none."""
    return " ".join(name.lower().split()) if name else ""


def speaker_key(row: Row) -> str:
    """The same for all mentions of one speaker; "" for nobody in particular."""
    if row["speaker_id"]:
        return plain(row["speaker_name"]) or str(row["speaker_id"])
    return plain(row["speaker_name"]) if is_somebody(row) else ""


def is_somebody(row: Row) -> bool:
    """Whether a mention names its speaker; "the spokeswoman" stays nobody in particular when a second quotation is hers too."""
    name = row["speaker_name"]
    if row["speaker_id"] or not name:
        return bool(row["speaker_id"])
    return row["speaker_basis"] not in WEAK and not name.split()[-1][:1].islower()


def _utterance(members: Sequence[Row], at_odds: bool) -> Row:
    """The fields of an utterance from its mentions, the first published first; `at_odds`: their words disagree."""
    kind = min((row["kind"] for row in members), key=KINDS.index)
    fullest = max((row for row in members if row["kind"] == kind), key=lambda row: (len(words_of(row["surface"])), -row["order"]))
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
