"""Entries and mentions in, mentions as they should be out: what is set, dropped, added, and what is stale."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from checks.corrections import Corrections
from checks.model import polars_schema
from pipelines.corrections.apply import Fixed, apply_corrections
from pipelines.corrections.entries import TABLES, Entry
from pipelines.corrections.rows import correction_rows
from pipelines.errors import UserError
from pipelines.ids import mention_id
from tests.troop_figures.rows import mention, mentions

TEXT = "Norway keeps 300 soldiers there. Of 900 rebels, 300 soldiers said, none was left. They say 40 came."
ART = "art_0123456789abcdef"
ARTICLES = pl.DataFrame({"article_id": [ART], "text": [TEXT]})
RAW = pl.DataFrame({"source": ["a.txt", "copy.txt", "bad.txt"], "sha256": ["f" * 64, "e" * 64, None], "article_id": [ART, ART, None]})
FIRST, SECOND = TEXT.index("300 soldiers"), TEXT.rindex("300 soldiers")


def entry(action: str = "set", number: int = 1, match: dict[str, Any] | None = None, **fields: Any) -> Entry:
    said = {"article": ART, "surface": "300 soldiers", "char_start": FIRST} if match is None else match
    fields = {"reason": "misread", "by": "Jane Doe", "date": date(2026, 11, 23), "status": "upheld", **fields}
    return Entry("figure_mentions", f"figure_mentions.yml#{number}", said, action, **fields)


def read(start: int, value: int, **fields: Any) -> dict[str, Any]:
    """A mention as the rules have read it."""
    surface = TEXT[start : start + 12]
    row = mention("x", ART, value, char_start=start, char_end=start + 12, surface=surface, **fields)
    return row | {"mention_id": mention_id(ART, "FigureMentions", start, start + 12, None, None, None)}


ONE, TWO = read(FIRST, 300), read(SECOND, 300, part_of=[read(FIRST, 300)["mention_id"]])
FOUND = mentions(ONE, TWO)


def run(*entries: Entry, found: pl.DataFrame = FOUND) -> tuple[pl.DataFrame, Fixed]:
    rows = correction_rows(entries, ARTICLES.lazy(), RAW.lazy())
    Corrections.validate(rows)
    fixed = apply_corrections("figure_mentions", found, rows, ARTICLES.lazy())
    again = apply_corrections("figure_mentions", found.reverse(), rows.reverse(), ARTICLES.lazy())
    assert fixed.mentions.sort("mention_id").equals(again.mentions.sort("mention_id"))
    return rows, fixed


def at(fixed: Fixed, start: int) -> dict[str, Any]:
    return fixed.mentions.filter(char_start=start).row(0, named=True)


SET = {"expect": {"measure": "present", "value": 300}, "set": {"measure": "to_deploy"}}


def test_a_field_is_set_and_the_rule_says_so() -> None:
    rows, fixed = run(entry(**SET))
    assert (at(fixed, FIRST)["measure"], at(fixed, FIRST)["rule"], at(fixed, SECOND)["measure"]) == ("to_deploy", "test+by_hand", "present")
    said = rows.row(0, named=True)
    assert (said["field"], said["old"], said["new"], said["applied"]) == ("measure", '"present"', '"to_deploy"', True)
    assert said["mention_id"] == ONE["mention_id"]
    before = fixed.before.row(0, named=True)
    assert (before["measure"], before["made_on"]) == ("present", date(2026, 11, 23))
    assert before["note"] == 'measure "present" -> "to_deploy": misread'


def test_two_entries_may_set_two_fields() -> None:
    other = entry(number=2, expect={"deadline": None}, set={"deadline": date(2021, 9, 11)})
    _, fixed = run(entry(**SET), other)
    assert (at(fixed, FIRST)["measure"], at(fixed, FIRST)["deadline"]) == ("to_deploy", date(2021, 9, 11))
    assert fixed.before.height == 2


@pytest.mark.parametrize("name", [ART, "f" * 64, "a.txt", "copy.txt"])
def test_an_article_may_be_named_in_several_ways(name: str) -> None:
    _, fixed = run(entry(match={"article": name, "mention": ONE["mention_id"]}, **SET))
    assert at(fixed, FIRST)["measure"] == "to_deploy"


@pytest.mark.parametrize("name", ["art_ffffffffffffffff", "bad.txt", "elsewhere.txt"])
def test_an_article_that_is_not_in_the_build_does_nothing(name: str) -> None:
    rows, fixed = run(entry(match={"article": name, "surface": "never printed"}, **SET))
    assert rows.is_empty()
    assert fixed.mentions.equals(FOUND)


def test_a_dropped_mention_leaves_no_link_and_a_trace() -> None:
    rows, fixed = run(entry("drop", expect={"value": 300}))
    assert fixed.mentions["char_start"].to_list() == [SECOND]
    assert at(fixed, SECOND)["part_of"] == []
    assert rows.row(0, named=True)["old"] == '{"value": 300}'
    assert fixed.before.row(0, named=True)["note"] == "dropped: misread"


def test_a_mention_is_added_with_what_is_known() -> None:
    match = {"article": ART, "surface": "40 came"}
    _, fixed = run(entry("add", match=match, set={"value": 40, "low": 40, "high": 40, "force_id": "NOR", "force_name": "Norway"}))
    row = at(fixed, TEXT.index("40 came"))
    assert (row["value"], row["force_id"], row["qualifier"], row["rule"], row["surface"]) == (40, "NOR", "exact", "by_hand", "40 came")
    assert row["mention_id"] == mention_id(ART, "FigureMentions", row["char_start"], row["char_end"], None, None, None)


@pytest.mark.parametrize(("status", "applied"), [("open", False), ("rejected", False), ("upheld", True)])
def test_only_what_is_upheld_is_applied(status: str, applied: bool) -> None:
    rows, fixed = run(entry(status=status, **SET))
    assert rows["applied"].to_list() == [applied]
    assert (at(fixed, FIRST)["measure"] == "to_deploy") is applied
    assert fixed.before.is_empty() is not applied


STALE = [
    ("another field now", entry(expect={"measure": "killed"}, set={"measure": "wounded"}),
     'figure_mentions.yml#1 is stale: it expects measure to be "killed", and the rules read "present".'),
    ("open, another field now", entry(status="open", expect={"measure": "killed"}, set={"measure": "wounded"}), "is stale"),
    ("no such mention", entry(match={"article": ART, "surface": "900 rebels"}, **SET),
     f"is stale: the rules read no such mention in {ART}; near it stand '300 soldiers' ("),
    ("no such id", entry(match={"article": ART, "mention": "men_ffffffffffffffff"}, **SET), "is stale: the rules read no such mention"),
    ("no such words", entry(match={"article": ART, "surface": "700 rebels"}, **SET), "'700 rebels' does not stand in its article."),
    ("not there", entry(match={"article": ART, "surface": "300 soldiers", "char_start": 5}, **SET), "'300 soldiers' does not stand there"),
    ("beyond the end", entry(match={"article": ART, "char_start": 5, "char_end": 999}, **SET), "its article has no characters 5 to 999."),
    ("several times", entry(match={"article": ART, "surface": "300 soldiers"}, **SET),
     f"'300 soldiers' stands in its article 2 times, at {FIRST}, {SECOND}; say which by char_start."),
    ("read by now", entry("add", set={"value": 300}), "is stale: the rules read '300 soldiers' by themselves now. Take the entry out."),
    ("upside down", entry(expect={"value": 300}, set={"value": 200}), "figure_mentions.yml#1: low would be 300 and value 200."),
]  # fmt: skip


@pytest.mark.parametrize(("one", "message"), [row[1:] for row in STALE], ids=[row[0] for row in STALE])
def test_what_is_stale_is_named(one: Entry, message: str) -> None:
    with pytest.raises(UserError) as failure:
        run(one)
    assert message in str(failure.value)
    assert "figure_mentions.yml#1" in str(failure.value)


def test_a_rejected_fix_cannot_be_stale() -> None:
    _, fixed = run(entry(status="rejected", expect={"measure": "killed"}, set={"measure": "wounded"}))
    assert fixed.mentions.equals(FOUND)


AGAIN = [
    entry(number=2, expect={"measure": "present"}, set={"measure": "killed"}),
    entry("drop", number=2, expect={"value": 300}),
    entry(number=2, **SET),
]


@pytest.mark.parametrize("second", AGAIN, ids=["another value", "dropped too", "the same"])
def test_of_one_thing_there_is_one_fix(second: Entry) -> None:
    with pytest.raises(UserError, match=r"figure_mentions.yml#2 and figure_mentions.yml#1 are about the same thing: keep one of them"):
        run(entry(**SET), second)


def test_nothing_to_do_changes_nothing() -> None:
    rows = pl.DataFrame(schema=polars_schema(Corrections))
    for name in TABLES:
        assert apply_corrections(name, FOUND, rows, ARTICLES.lazy()).mentions.equals(FOUND)
