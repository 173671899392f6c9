"""Sets of copies from likeness alone. An article is a word whose letters are its paragraphs of 10 words each; articles come in canonical
order, and a blank keeps one set from the next."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reports.copies import group_copies
from pipelines.reports.pairs import NO_LIKENESS

SIZE = 10
LONG = "abcdefghijkl"
"""A long story."""


def likeness(articles: list[str]) -> pl.DataFrame:
    """What the pairs share."""
    rows = []
    for b, later in enumerate(articles):
        for a, earlier in enumerate(articles[:b]):
            shorter, longer = sorted((earlier, later), key=len)
            places = [place for place, letter in enumerate(shorter) if letter in longer]
            if places:
                rows.append([len(places), len(earlier), len(later), places[-1] - places[0] + 1])
                rows[-1] = [a, b, *(SIZE * n for n in rows[-1]), True]
    return pl.DataFrame(rows, schema=NO_LIKENESS.schema, orient="row")


def grouped(articles: list[str]) -> pl.DataFrame:
    """The sets of these articles."""
    return group_copies(len(articles), likeness(articles))


@pytest.mark.parametrize(
    ("about", "sets"),
    [
        ("no articles", ""),
        ("alone", "abc"),
        ("nothing in common", "abc def"),
        ("printed twice", "abc,abc"),
        ("an excerpt of a long story", f"{LONG},cde"),
        ("two excerpts of one story", f"{LONG},abc,ghij"),
        ("two excerpts of a story that is printed later", f"abc,ghij,{LONG}"),
        ("excerpts of an excerpt", f"{LONG},abcdef,abc,def"),
        ("a chain of near copies", "abcdef,abcdeg,abcdgh,abcghi,abghij"),
        ("a brief that many print, and one long article that contains it", f"abc,abc,abc,{LONG}"),
        ("a brief that many print, and one long article before it", f"{LONG},abc,abc,abc"),
        ("a story in which two others are told, each printed by many", "abcdef,abcdef ghijkl,ghijkl abcdeghijkmnop"),
        ("a story in which one other is told, printed by many", "abcdef,abcdef,abcdemnopqrst"),
        ("a brief told in two stories joins that which more print", "abcmnopqr abc,abcdefg,abcdefg"),
        ("a brief told in two stories joins that which it resembles more", "abcmnopqr abc,abcdefg"),
        ("a rewrite of a third", "abcdefghi abcmnopqr"),
        ("a half in one piece, and as much of its own", "abcdefghij abcdeklmnopqr"),
        ("a half in one piece of what is much shorter", f"{LONG}mnop,cdefxyz"),
        ("a half, scattered", "abcdefghij acegiklmnopqr"),
        ("too few words for an excerpt", "abcdef ab"),
        ("few words, and no others", "ab,ab"),
    ],
)
def test_sets(about: str, sets: str) -> None:
    """Sets stand apart by blanks; each begins with its canonical article, and the articles stand in the order of all."""
    wanted = [group.split(",") for group in sets.split()]
    articles = [word for group in wanted for word in group]
    found = grouped(articles)
    named = [[articles[member] for member in group] for group in found.group_by("canonical", maintain_order=True).agg("article")["article"]]
    assert named == wanted, about


@pytest.mark.parametrize(
    ("first", "later", "relation", "similarity"),
    [
        (LONG, LONG, "verbatim", 1),
        (LONG, LONG[:-1], "near_copy", 1),
        (LONG[:-1], LONG, "near_copy", 11 / 12),
        ("abcdefghijmn", "abcdefghijop", "near_copy", 10 / 12),
        (LONG, "cde", "excerpt", 1),
        (LONG, "abcmn", "excerpt", 0.6),
        ("cde", LONG, "rewrite", 3 / 12),
        ("abc", "xyz", "canonical", 1),
    ],
)
def test_relations(first: str, later: str, relation: str, similarity: float) -> None:
    (canonical, copy) = grouped([first, later]).iter_rows(named=True)
    assert (canonical["relation"], canonical["similarity"]) == ("canonical", 1)
    assert (copy["relation"], copy["similarity"]) == (relation, pytest.approx(similarity))


def test_two_excerpts_that_share_nothing() -> None:
    """What is no copy of the canonical article is its excerpt by way of the longer one."""
    found = grouped(["abc", LONG, "ghij"])
    assert found["relation"].to_list() == ["canonical", "rewrite", "excerpt"]
    assert found["similarity"].to_list() == [1, 0.25, 0]


@given(st.lists(st.text("abcdefghijkl", max_size=12).map(lambda word: "".join(dict.fromkeys(word))), max_size=12), st.randoms())
def test_laws(articles: list[str], shuffle: object) -> None:
    pairs = likeness(articles)
    found = group_copies(len(articles), pairs)
    assert found["article"].to_list() == list(range(len(articles)))
    first = found["canonical"].to_list()
    assert all(first[number] == number <= member for member, number in enumerate(first))
    assert found["similarity"].is_between(0, 1).all()
    order = list(range(pairs.height))
    shuffle.shuffle(order)  # type: ignore[attr-defined]
    assert group_copies(len(articles), pairs[order]).equals(found)
