"""Misspelt surnames find the one that is meant, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quotes.spelling import Spellings

NAMES = ["milley", "bradwell", "giuliani", "romero", "carson", "larson", "kim", "haddad"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("millie", "milley"),
        ("milly", "milley"),
        ("bradwel", "bradwell"),
        ("giulini", "giuliani"),
        ("hadad", "haddad"),
        ("romero", "romero"),
        ("parson", None),  # another first letter
        ("kin", None),  # too short to tell
        ("brandt", None),
        ("", None),
    ],
)
def test_near(word: str, meant: str | None) -> None:
    assert Spellings(NAMES).near(word) == meant


def test_two_alike_are_nobody() -> None:
    assert Spellings(["hansen", "hanson"]).near("hansan") is None


SURNAMES = st.text("abcdehilmnorst", min_size=1, max_size=12)


@given(st.sets(SURNAMES, max_size=12), SURNAMES)
def test_what_is_found_is_there_and_begins_alike(names: set[str], word: str) -> None:
    found = Spellings(sorted(names)).near(word)
    assert found is None or (found in names and found[0] == word[0])


@given(st.sets(SURNAMES, max_size=12), SURNAMES)
def test_order_does_not_matter(names: set[str], word: str) -> None:
    assert Spellings(sorted(names)).near(word) == Spellings(sorted(names, reverse=True)).near(word)
