"""Which figures of one article a later article of the same outlet takes back. Knows nothing of Dagster or files.

By a note: it names the number that an earlier report of the outlet had. By a later print of the same article: its sentence is the same
but for the number. A strength or a plan is then corrected; a loss has risen or fallen, which is a later stage and no mistake.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import polars as pl

from pipelines.text.number_words import SCALES, WORDS
from pipelines.text.sentences import find_sentences

Row = dict[str, Any]  # a row of `figure_mentions`, by column
WITHIN = timedelta(days=31)
"""How much later an outlet may put a figure right."""
LOSSES = frozenset({"killed", "wounded", "captured", "surrendered", "missing", "released"})
ANY_SIZE = frozenset({"present", "deployed", "authorised", "to_deploy", "to_withdraw", "withdrawn", "other"})
"""Notes are short: "the correct number is 2,500" does not say whether they stay or go."""
SAME_HEADLINE = timedelta(days=3)
"""How much later one headline is still that of one article; "World in brief" comes every week."""
AROUND = 400
"""Characters on each side of a figure that its sentence is looked for in."""
ALIKE = 0.85
FEWEST_WORDS = 5
MOST_COMPARED = 60
WORD = re.compile(r"[^\W\d_]+")
NUMBER_WORDS = frozenset({*WORDS, *SCALES, "a", "an", "and", "about", "some", "around", "nearly", "almost", "least", "than", "more"})


@dataclass(frozen=True, slots=True)
class Print:
    """An article as one outlet printed it."""

    article_id: str
    outlet: str | None
    report: str
    url: str | None
    title: str | None
    day: date | None
    at: datetime | None

    def order(self) -> tuple[date, datetime, str]:
        """When it was printed; only for those with a day."""
        assert self.day is not None
        at = self.at or datetime.combine(self.day, datetime.min.time())
        return self.day, at.replace(tzinfo=None), self.article_id


class Place(NamedTuple):
    """The sentence of a figure without its numbers, and which of the figures of its family in it this is."""

    words: frozenset[str]
    n_words: int
    family: str
    rank: int


def take_back(mentions: pl.DataFrame, articles: pl.DataFrame, reports: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, str]]:
    """The mentions with `retracted_by` and `corrected_to` as later articles of the same outlet have it, and the later stages of losses.

    Args:
        mentions: rows of `figure_mentions` with what notes of their own text take back.
        articles: article_id, published_latest; outlet, url, title, published_at and text where they are known.
        reports: article_id, report_id.

    Returns:
        The mentions, and from mention id to mention id the later number of a loss.
    """
    prints = _prints(articles, reports)
    pairs = list(_versions(prints.values()))
    if not pairs and mentions["retracted_by"].null_count() == mentions.height:
        return mentions, {}
    rows = mentions.sort("article_id", "char_start", "char_end", "mention_id").to_dicts()
    corrected = {row["mention_id"]: (note["article_id"], note["corrected_to"]) for row, note in _by_notes(rows, prints)}
    stages: dict[str, str] = {}
    for old, new in _by_versions(rows, _texts(articles, pairs), pairs):
        if old["measure"] in LOSSES:
            stages.setdefault(old["mention_id"], new["mention_id"])
        else:
            corrected.setdefault(old["mention_id"], (new["article_id"], new["mention_id"]))
    found = pl.DataFrame(
        [(mention, article, right) for mention, (article, right) in corrected.items()],
        schema={"mention_id": pl.String, "by": pl.String, "right": pl.String},
        orient="row",
    )
    joined = mentions.join(found, on="mention_id", how="left", maintain_order="left")
    return joined.with_columns(retracted_by=pl.coalesce("retracted_by", "by"), corrected_to=pl.coalesce("corrected_to", "right")).drop(
        "by", "right"
    ), stages


def _prints(articles: pl.DataFrame, reports: pl.DataFrame) -> dict[str, Print]:
    report = dict(reports.select("article_id", "report_id").iter_rows())
    wanted = ["outlet", "url", "title", "published_latest", "published_at"]
    known = articles.with_columns(pl.lit(None).alias(name) for name in wanted if name not in articles.columns)
    return {
        key: Print(key, outlet, report.get(key, key), url, title, day, at)
        for key, outlet, url, title, day, at in known.select("article_id", *wanted).iter_rows()
    }


def _by_notes(rows: list[Row], prints: dict[str, Print]) -> Iterator[tuple[Row, Row]]:
    """Earlier figures of the outlet, each with that in the note of a later article which names it as wrong."""
    notes = [row for row in rows if row["retracted_by"] and row["article_id"] in prints]
    values = {row["value"] for row in notes}
    earlier: dict[tuple[str | None, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row["value"] in values and not row["retracted_by"] and row["article_id"] in prints:
            earlier[prints[row["article_id"]].outlet, row["value"]].append(row)
    for note in notes:
        its = prints[note["article_id"]]
        found = [row for row in earlier[its.outlet, note["value"]] if _before(prints[row["article_id"]], its) and _means(note, row)]
        same = [row for row in found if _one_story(note, row, prints)]
        if not same and its.outlet and note["force_id"] is None and note["place_id"] is None:
            # the note names neither force nor place: it can only mean what the outlet has told but once
            same = found if len({(row["force_id"], row["place_id"], row["measure"]) for row in found}) == 1 else []
        yield from ((row, note) for row in same)


def _before(old: Print, new: Print) -> bool:
    if old.article_id == new.article_id or old.day is None or new.day is None:
        return False
    return old.day <= new.day <= old.day + WITHIN and not (old.at and new.at and old.at > new.at)


def _means(note: Row, row: Row) -> bool:
    """Whether the number of a note can be that of a figure."""
    force = None in (note["force_id"], row["force_id"]) or note["force_id"] == row["force_id"]
    return force and (note["measure"] == row["measure"] or (note["measure"] in ANY_SIZE and row["measure"] in ANY_SIZE))


def _one_story(note: Row, row: Row, prints: dict[str, Print]) -> bool:
    its, other = prints[note["article_id"]], prints[row["article_id"]]
    if its.report == other.report or (its.url is not None and its.url == other.url):
        return True
    return its.outlet is not None and row["place_id"] is not None and note["place_id"] == row["place_id"]


def _versions(prints: Iterable[Print]) -> Iterator[tuple[str, str]]:
    """An article and the next print of it by the same outlet: of the same report, at the same address or under the same headline."""
    sets: dict[tuple[str, str, str], list[Print]] = defaultdict(list)  # by outlet, what they have in common, and its value
    for one in prints:
        if one.outlet and one.day:
            for kind, value in (("report", one.report), ("url", one.url), ("title", one.title and " ".join(one.title.lower().split()))):
                if value:
                    sets[one.outlet, kind, value].append(one)
    found: set[tuple[str, str]] = set()
    for (_, kind, _), group in sets.items():
        for old, new in pairwise(sorted(group, key=Print.order)):
            near = kind != "title" or new.order()[0] - old.order()[0] <= SAME_HEADLINE
            if near and old.order()[:2] < new.order()[:2] and _before(old, new):
                found.add((old.article_id, new.article_id))
    yield from sorted(found)


def _texts(articles: pl.DataFrame, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The texts of the articles that were printed again, and no others: there may be very many."""
    if "text" not in articles.columns:
        return {}
    wanted = sorted({article for pair in pairs for article in pair})
    chosen = articles.filter(pl.col("article_id").is_in(wanted) & pl.col("text").is_not_null())
    return dict(chosen.select("article_id", "text").iter_rows())


def _by_versions(rows: list[Row], texts: dict[str, str], pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[Row, Row]]:
    """Mentions of an earlier print, each with the one of the later print that has taken its place."""
    of: dict[str, list[tuple[Row, Place]]] = defaultdict(list)
    for article, members in _grouped(rows, texts).items():
        of[article] = _places(texts[article], members)
    for old, new in pairs:
        for row, place in of[old]:
            alike = [other for other, its in of[new][:MOST_COMPARED] if _alike(place, its)]
            values = {other["value"] for other in alike}
            if len(values) == 1 and row["value"] not in values:
                yield row, alike[0]


def _grouped(rows: list[Row], wanted: Container[str]) -> dict[str, list[Row]]:
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["article_id"] in wanted and row["value"] is not None and not row["retracted_by"]:
            of[row["article_id"]].append(row)
    return of


def _places(text: str, members: list[Row]) -> list[tuple[Row, Place]]:
    found: list[tuple[Row, Place]] = []
    ranks: dict[tuple[int, str], int] = defaultdict(int)
    for row in members:
        start, end = _sentence(text, row["char_start"], row["char_end"])
        family = "present" if row["measure"] == "deployed" else row["measure"]
        words = [word for word in WORD.findall(text[start:end].lower()) if word not in NUMBER_WORDS]
        found.append((row, Place(frozenset(words), len(words), family, ranks[start, family])))
        ranks[start, family] += 1
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that text[start:end] stands in, so far as it is near."""
    blank = text.rfind("\n\n", max(0, start - AROUND), start)
    first = blank + 2 if blank >= 0 else max(0, start - AROUND)
    sentences = find_sentences(text, first, min(len(text), end + AROUND))
    return next(((one.start, one.end) for one in sentences if one.start <= start < one.end), (start, end))


def _alike(one: Place, two: Place) -> bool:
    """Whether two sentences are the same but for their numbers."""
    if (one.family, one.rank) != (two.family, two.rank) or min(one.n_words, two.n_words) < FEWEST_WORDS:
        return False
    return 2 * len(one.words & two.words) >= ALIKE * (len(one.words) + len(two.words))
