"""When two quotations are one row of `quotes`."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.quotes import Quotes
from pipelines.quotes.same_utterance import group_utterances

Mention = tuple[str, str, str | None, str]  # article, words, speaker, kind
FULL = "We will work very hard together in the weeks and months ahead on a safe and orderly return of our people"
CUT = "We will work very hard together in the months ahead on a safe and orderly return"


def tables(mentions: list[Mention]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    empty = dict.fromkeys(
        ["speaker_start", "speaker_end", "speaker_role", "speaker_org", "addressee", "medium", "said_earliest", "said_latest"]
    )
    rows = []
    for number, (article, words, speaker, kind) in enumerate(mentions):
        person = f"person:{speaker.lower().replace(' ', '-')}" if speaker and " " in speaker else None
        place = {"mention_id": f"men_{number:012x}", "article_id": article, "char_start": 10 * number, "char_end": 10 * number + 5}
        who = {
            "speaker_surface": speaker,
            "speaker_id": person,
            "speaker_name": speaker,
            "speaker_basis": "named" if speaker else "unresolved",
        }
        rows.append({**place, "surface": words, "rule": "test", "kind": kind, "cue": "said", **empty, **who})
    names = ["speaker_surface", "speaker_id", "speaker_name", "speaker_role", "speaker_org", "addressee", "medium"]
    schema = dict.fromkeys(names, pl.String) | {"said_earliest": pl.Date, "said_latest": pl.Date}
    ids = sorted({mention[0] for mention in mentions})
    articles = pl.DataFrame({"article_id": ids, "published_latest": [date(2021, 4, 14)] * len(ids)})
    reports = pl.DataFrame({"article_id": ids, "report_id": ids, "origin": [None] * len(ids)}, schema_overrides={"origin": pl.String})
    return pl.DataFrame(rows, schema_overrides=schema), articles, reports


def rows_of(mentions: list[Mention]) -> pl.DataFrame:
    return group_utterances(*tables(mentions))[1]


@pytest.mark.parametrize(
    ("mentions", "rows"),
    [
        # cut and slightly reworded
        ([("a", FULL, "Carla Romero", "direct"), ("b", CUT, "Carla Romero", "direct")], 1),
        # a part, in brackets
        ([("a", FULL, "Carla Romero", "direct"), ("b", "a safe and orderly return of [our] people", "Carla Romero", "partial")], 1),
        # two sentences of one speaker
        (
            [
                ("a", FULL, "Carla Romero", "direct"),
                ("b", "The bridge was closed on Sunday because of the flood", "Carla Romero", "direct"),
            ],
            2,
        ),
        # the same few words by two speakers
        ([("a", "We will win this war", "Carla Romero", "direct"), ("b", "We will win this war", "Paul Brandt", "direct")], 2),
        # nobody in particular joins somebody
        ([("a", FULL, "Carla Romero", "direct"), ("b", FULL, None, "direct")], 1),
        # a lone surname is the one full name that ends in it
        ([("a", FULL, "Carla Romero", "direct"), ("b", CUT, "Romero", "direct")], 1),
        # indirect speech is a row of its own
        ([("a", FULL, "Carla Romero", "direct"), ("b", FULL, "Carla Romero", "indirect")], 2),
    ],
)
def test_rows(mentions: list[Mention], rows: int) -> None:
    assert len(rows_of(mentions)) == rows


def test_fullest_version_and_variants() -> None:
    row = rows_of(
        [("a", CUT + ",", "Carla Romero", "direct"), ("b", FULL, "Carla Romero", "direct"), ("c", CUT, "Carla Romero", "direct")]
    ).row(0, named=True)
    assert row["text"] == FULL
    assert [(v["text"], v["n_articles"]) for v in row["variants"]] == [(CUT, 2), (FULL, 1)]
    assert (row["n_mentions"], row["n_articles"], row["disputed"]) == (3, 3, False)


def test_long_words_under_two_names_are_disputed() -> None:
    row = rows_of([("a", FULL, "Carla Romero", "direct"), ("b", FULL, "Paul Brandt", "direct"), ("c", FULL, "Carla Romero", "direct")]).row(
        0, named=True
    )
    assert (row["disputed"], row["speaker_name"]) == (True, "Carla Romero")


def test_no_mentions() -> None:
    mentions, articles, reports = tables([("a", FULL, "Carla Romero", "direct")])
    linked, quotes = group_utterances(mentions.clear(), articles, reports)
    assert linked.is_empty() and quotes.is_empty()


def test_rows_are_as_checked() -> None:
    Quotes.validate(rows_of([("a", FULL, "Carla Romero", "direct"), ("b", CUT, None, "direct")]).select(list(Quotes.to_schema().columns)))


SAID = st.tuples(
    st.sampled_from("abcd"), st.sampled_from([FULL, CUT, FULL[:60], FULL[30:], "ready to roll", "We will win this war"]),
    st.sampled_from(["Carla Romero", "Romero", "Paul Brandt", None]), st.sampled_from(["direct", "partial", "indirect"]),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(mentions: list[Mention], random: object) -> None:
    found, articles, reports = tables(mentions)
    order = list(range(len(found)))
    random.shuffle(order)  # type: ignore[attr-defined]
    linked, quotes = group_utterances(found, articles, reports)
    again, same = group_utterances(found[order], articles.reverse(), reports.reverse())
    assert quotes.equals(same)
    assert linked.sort("mention_id").equals(again.sort("mention_id"))
    assert linked["quote_id"].null_count() == 0
