"""When two quotations are one row of `quotes`. All sentences are our own (tests/quotes/utterance_pairs.csv)."""

import csv
import random
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.quotes import Quotes
from pipelines.quotes.likeness import AT_ODDS, DIFFERENT, SAME, SCRAP, compare
from pipelines.quotes.same_utterance import group_utterances
from pipelines.quotes.wording import read_words, words_of
from tests.quotes.utterances import Said, grouped, tables

FULL = "We will work very hard together in the weeks and months ahead on a safe and orderly return of our people"
CUT = "We will work very hard together in the months ahead on a safe and orderly return"


def cases() -> dict[str, list[dict[str, str]]]:
    """The rows of the table by case."""
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with (Path(__file__).parent / "utterance_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["case"]].append(row)
    return found


CASES = cases()


def said_of(rows: list[dict[str, str]]) -> list[Said]:
    return [Said(row["article"], row["words"], row["speaker"], row["kind"], int(row["day"])) for row in rows]


def parts(keys: list[str]) -> list[int]:
    """Keys as numbers by first appearance, so that only what is together counts."""
    seen: dict[str, int] = {}
    return [seen.setdefault(key, len(seen)) for key in keys]


@pytest.mark.parametrize("case", CASES)
def test_rows(case: str) -> None:
    rows = CASES[case]
    keys, quotes = grouped(said_of(rows))
    assert parts(keys) == parts([row["row"] for row in rows])
    assert [quotes[key]["disputed"] for key in keys] == [row["disputed"] == "yes" for row in rows]


@pytest.mark.parametrize("case", CASES)
def test_rows_in_whatever_order_the_mentions_come(case: str) -> None:
    """The order in the article table is that of time and key, so only the input is turned round."""
    mentions, articles, reports = tables(said_of(CASES[case]))
    linked, quotes = group_utterances(mentions, articles, reports)
    again, same = group_utterances(mentions.reverse(), articles.reverse(), reports.reverse())
    assert quotes.equals(same)
    assert linked.sort("mention_id").equals(again.sort("mention_id"))


@pytest.mark.parametrize("case", CASES)
def test_the_day_of_the_first_report_does_not_matter(case: str) -> None:
    rows = said_of(CASES[case])
    later = [replace(said, day=said.day + 1000) for said in rows]
    assert parts(grouped(rows)[0]) == parts(grouped(later)[0])


@pytest.mark.parametrize("case", [case for case, rows in CASES.items() if all(row["kind"] != "indirect" for row in rows)])
def test_an_unrelated_mention_changes_no_row(case: str) -> None:
    rows = said_of(CASES[case])
    keys, before = grouped(rows)
    more, after = grouped([*rows, Said("t", "Zebras graze behind seven violet lighthouses nowadays", "Quentin Quill", day=5)])
    assert more[:-1] == keys
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    ("printed", "as_compared"),
    [
        ("We can't go.", "We cannot go"),
        ("We don't know", "we do not know"),
        ("They’re moving", "they were moving"),
        ("organised defence", "organized defense"),
        ("Twenty-five percent", "25 per cent"),
        ("2,500 men", "2500 men"),
        ("the U.S. Army", "the US Army"),
        ("[The allies] will go", "will go"),
        ("Bogotá", "Bogota"),
        ("uh, we, er, left", "we left"),
    ],
)
def test_words_that_are_read_alike(printed: str, as_compared: str) -> None:
    assert words_of(printed) == words_of(as_compared)


@pytest.mark.parametrize(("printed", "other"), [("12 men", "13 men"), ("we will go", "we will not go"), ("in May", "in June")])
def test_words_that_are_not(printed: str, other: str) -> None:
    assert words_of(printed) != words_of(other)


@pytest.mark.parametrize(
    ("a", "b", "days", "together", "verdict"),
    [
        (FULL, CUT, 0, False, SAME),
        (FULL, CUT, 400, False, SAME),
        (FULL, "safe and orderly return", 0, False, SCRAP),
        (FULL, "safe and orderly return", 40, False, DIFFERENT),
        (FULL, FULL.replace("will", "will not"), 0, False, AT_ODDS),
        (FULL, FULL.replace("will", "will not"), 30, False, DIFFERENT),
        (FULL, FULL.replace("will", "will not"), 0, True, DIFFERENT),
        (FULL, "The bridge was closed on Sunday because of the flood", 0, False, DIFFERENT),
        ("", FULL, 0, False, DIFFERENT),
        ("...", "!", 0, False, DIFFERENT),
    ],
)
def test_compare(a: str, b: str, days: int, together: bool, verdict: str) -> None:
    assert compare(read_words(a), read_words(b), days, together) == verdict
    assert compare(read_words(b), read_words(a), days, together) == verdict


def test_fullest_version_and_variants() -> None:
    keys, rows = grouped([Said("a", CUT + ",", "Carla Romero"), Said("b", FULL, "Carla Romero"), Said("c", CUT, "Carla Romero")])
    row = rows[keys[0]]
    assert row["text"] == FULL
    assert [(v["text"], v["n_articles"]) for v in row["variants"]] == [(CUT, 2), (FULL, 1)]  # type: ignore[attr-defined]
    assert (row["n_mentions"], row["n_articles"], row["disputed"]) == (3, 3, False)


def test_a_direct_version_is_the_text_even_where_a_partial_one_is_longer() -> None:
    keys, rows = grouped([Said("a", CUT, "Carla Romero"), Said("b", FULL, "Carla Romero", "partial")])
    assert (rows[keys[0]]["text"], rows[keys[0]]["kind"]) == (CUT, "direct")


def test_the_speaker_of_a_disputed_row_is_the_one_that_most_reports_name() -> None:
    keys, rows = grouped([Said("a", FULL, "Carla Romero"), Said("b", FULL, "Paul Brandt"), Said("c", FULL, "Carla Romero")])
    assert (rows[keys[0]]["disputed"], rows[keys[0]]["speaker_name"]) == (True, "Carla Romero")


def test_the_key_is_that_of_the_first_report_and_stays_when_others_join() -> None:
    first = Said("b", CUT, "Carla Romero")
    assert grouped([first])[0] == grouped([first, Said("c", FULL, "Carla Romero", day=1)])[0][:1]


def test_no_mentions() -> None:
    mentions, articles, reports = tables([Said("a", FULL, "Carla Romero")])
    linked, quotes = group_utterances(mentions.clear(), articles, reports)
    assert linked.is_empty() and quotes.is_empty()


def test_rows_are_as_checked() -> None:
    mentions, articles, reports = tables([Said("a", FULL, "Carla Romero"), Said("b", CUT, "")])
    quotes = group_utterances(mentions, articles, reports)[1]
    Quotes.validate(quotes.select(list(Quotes.to_schema().columns)))


def test_thousands_of_cuts_of_one_quotation_are_few_rows() -> None:
    """A crowd is not compared each with each, and stays together all the same."""
    dice = random.Random(3)
    words = [f"{a}{b}ward" for a in ("har", "mill", "sea", "wind", "hill", "north") for b in ("bour", "stone", "gate", "light", "ford")]
    said = []
    for number in range(1500):
        first, last = dice.randrange(12), dice.randrange(18, 30)
        said.append(Said(f"a{number}", " ".join(words[first:last]), "Carla Romero"))
        said.append(Said(f"a{number}", dice.choice(["Yes", "No comment"]), "Carla Romero"))
    keys, quotes = grouped(said)
    assert len(set(keys[::2])) == 1
    assert quotes[keys[0]]["n_mentions"] == 1500


SAID = st.builds(
    Said,
    st.sampled_from("abcd"),
    st.sampled_from(
        [FULL, CUT, FULL[:60], FULL[30:], "ready to roll", "We will win this war", FULL.replace("hard", "not"), "Yes", "", "..."]
    ),
    st.sampled_from(["Carla Romero", "Romero", "Paul Brandt", "~a diplomat", ""]),
    st.sampled_from(["direct", "partial", "indirect"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(said: list[Said], dice: random.Random) -> None:
    found, articles, reports = tables(said)
    order = list(range(len(found)))
    dice.shuffle(order)
    linked, quotes = group_utterances(found, articles, reports)
    again, same = group_utterances(found[order], articles.reverse(), reports.reverse())
    assert quotes.equals(same)
    assert linked.sort("mention_id").equals(again.sort("mention_id"))


@settings(max_examples=40, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=9))
def test_counts_add_up(said: list[Said]) -> None:
    mentions, articles, reports = tables(said)
    linked, quotes = group_utterances(mentions, articles, reports)
    assert linked["quote_id"].null_count() == 0
    held = Counter(linked["quote_id"])
    for row in quotes.to_dicts():
        assert row["n_mentions"] == held[row["quote_id"]] == sum(variant["n_mentions"] for variant in row["variants"])
        assert row["text"] in [variant["text"] for variant in row["variants"]]
        assert row["n_articles"] <= row["n_mentions"]
    for kinds in linked.group_by("quote_id").agg("kind")["kind"]:
        assert len({kind == "indirect" for kind in kinds}) == 1, "indirect speech stands in rows of its own"
