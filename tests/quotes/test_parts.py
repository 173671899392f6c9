"""Quotations that cannot be of one utterance are grouped apart, and what was worked out before is not worked out again."""

import random
import tempfile
from collections.abc import Sequence
from itertools import combinations, count
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.quotes import same_utterance, utterance_groups
from pipelines.quotes.same_utterance import group_utterances
from pipelines.quotes.wording_pairs import RUN, same_run
from tests.quotes.test_same_utterance import SAID
from tests.quotes.utterances import Said, tables


def grouped(said: Sequence[tuple[int, Said]], memory: Path | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Each with the number that it keeps whatever stands before it."""
    mentions, articles, reports = tables([one for _, one in said])
    numbers = [number for number, _ in said]
    kept = {"mention_id": [f"men_{number:012x}" for number in numbers], "char_start": numbers, "char_end": numbers}
    linked, quotes = group_utterances(mentions.with_columns(pl.DataFrame(kept).get_columns()), articles, reports, memory)
    return linked.sort("mention_id"), quotes


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(SAID, min_size=1, max_size=9), min_size=2, max_size=4))
def test_any_sequence_of_batches_gives_what_a_run_over_everything_gives(batches: list[list[Said]]) -> None:
    """A batch takes the place of the first mentions of those before it, so that some go and some come."""
    with tempfile.TemporaryDirectory() as folder:
        there: list[tuple[int, Said]] = []
        numbers = count()
        for batch in batches:
            there = [*there[2:], *zip(numbers, batch, strict=False)]
            with_memory, without = grouped(there, Path(folder)), grouped(there)
            assert with_memory[0].equals(without[0])
            assert with_memory[1].equals(without[1])


@settings(max_examples=20, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=12))
def test_pieces_of_one_part_give_the_same(said: list[Said]) -> None:
    whole = grouped(list(enumerate(said)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(same_utterance, "MENTIONS", 1)
        patched.setattr("pipelines.workers.cores", lambda: 1)
        parts = grouped(list(enumerate(said)))
    assert all(one.equals(other) for one, other in zip(whole, parts, strict=True))


def test_what_is_unchanged_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["We will win this hard war", "We will win this hard war soon"]
    said = [(number, Said(text[-3:], text, "Carla Romero")) for number, text in enumerate(words)]
    first = grouped(said, tmp_path)

    def never(*_: object) -> None:
        raise AssertionError("compared again")

    monkeypatch.setattr(utterance_groups, "compare", never)
    assert all(one.equals(other) for one, other in zip(first, grouped(said, tmp_path), strict=True))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_pairs_of_small_crowds_are_all_that_share_words_in_a_row(seed: int) -> None:
    dice = random.Random(seed)
    texts = [" ".join(dice.choices("abcd", k=dice.randrange(9))) for _ in range(12)]
    runs = [{tuple(text.split()[at : at + RUN]) for at in range(len(text.split()) - RUN + 1)} for text in texts]
    wordings = pl.DataFrame({"words": texts, "size": [len(text.split()) for text in texts], "speaker": ["x"] * 12, "surname": ["x"] * 12})
    assert same_run(wordings).tolist() == [[a, b] for a, b in combinations(range(12), 2) if runs[a] & runs[b]]
