"""Stretches in marks that are pieces of one sentence. All sentences are our own."""

import polars as pl
import pytest

from pipelines.quotes.one_sentence import stretches
from pipelines.quotes.same_utterance import group_utterances
from tests.quotes.utterances import Said, tables

SPEAKER = {"speaker_id": "person:carla-romero", "speaker_name": "Carla Romero", "said_latest": None}


def pieces(
    text: str, kinds: tuple[str, str] = ("partial", "partial"), speakers: tuple[str, str] = ("Carla Romero", "Carla Romero")
) -> bool:
    """Whether the two stretches in marks are pieces of one sentence."""
    rows, at = [], 0
    for number, kind in enumerate(kinds):
        start = text.index('"', at) + 1
        at = text.index('"', start) + 1
        rows.append(
            {**SPEAKER, "mention_id": f"m{number}", "article_id": "a", "char_start": start, "char_end": at - 1, "kind": kind,
             "surface": text[start : at - 1], "speaker_name": speakers[number]}
        )  # fmt: skip
    mentions, articles = pl.DataFrame(rows, schema_overrides={"said_latest": pl.Date}), pl.DataFrame({"article_id": ["a"], "text": [text]})
    found = stretches(mentions, articles.lazy()).rows()
    assert stretches(mentions.reverse(), articles.lazy()).rows() == found
    return found == [("m0", "m1")]


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ('Romero urged the miners to "leave the flooded shaft" and "have a meal".', True),
        ('Romero called it a "fair answer" to hopes that the harvest would be a "turning point".', True),
        ('Romero called it a "fair answer". The harvest would be a "turning point".', False),
        ('Romero called it a "fair answer," adding that the harvest was a "turning point".', False),
        ('Romero called it a "fair answer."\n\nIt was a "turning point".', False),
        ('Romero called it a "fair answer" ' + "to many long and weary questions " * 4 + 'and a "turning point".', False),
    ],
)
def test_pieces_of_one_sentence(text: str, one: bool) -> None:
    assert pieces(text) is one


def test_whole_sentences_and_other_speakers_are_no_pieces() -> None:
    text = 'Romero urged the miners to "leave the flooded shaft" and "have a meal".'
    assert not pieces(text, kinds=("partial", "direct"))
    assert not pieces(text, speakers=("Carla Romero", "Omar Haddad"))


@pytest.mark.parametrize(("elsewhere", "rows"), [(False, 1), (True, 2)])
def test_pieces_are_one_utterance_unless_another_report_prints_one_of_them(elsewhere: bool, rows: int) -> None:
    """What others print may be another sentence: then the pieces stay apart."""
    said = [Said("a", "leave the flooded shaft", "Carla Romero", "partial"), Said("a", "have a meal", "Carla Romero", "partial")]
    if elsewhere:
        said.append(Said("b", "You should all leave the flooded shaft before night falls", "Carla Romero"))
    mentions, articles, reports = tables(said)
    text = 'Romero urged the miners to "leave the flooded shaft" and "have a meal".'
    starts = [text.index(one.words) if one.article == "a" else 0 for one in said]
    mentions = mentions.with_columns(
        char_start=pl.Series(starts), char_end=pl.Series([start + len(one.words) for start, one in zip(starts, said, strict=True)])
    )
    texts = articles.with_columns(text=pl.lit(text))
    assert group_utterances(mentions, texts, reports)[1].height == rows
    assert group_utterances(mentions, articles, reports)[1].height == 2
