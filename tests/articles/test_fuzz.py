"""A small part of the fuzzing on every run; `python tests/articles/fuzz.py` is the whole."""

from tests.articles.fuzz import run
from tests.articles.mutations import MUTATIONS, make, samples


def test_hostile_documents_cost_a_row_each_and_no_more() -> None:
    outcomes, wrong = run(240, seed=7)
    assert wrong == []
    assert len({outcome.kind for outcome in outcomes}) > 20
    assert sum(outcome.statuses["article"] for outcome in outcomes) > 20


def test_the_same_seed_makes_the_same_documents() -> None:
    known = samples()
    assert [make(number, 3, known) for number in range(len(MUTATIONS))] == [make(number, 3, known) for number in range(len(MUTATIONS))]
