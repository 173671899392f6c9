"""The marked sentences and their scorer."""

import pytest

from tests.quantities.score import HALVES, Read, ours, pairs, parse, score, score_quantities, sentences

LINE = "It paid {{about $5|v=5 q=about u=dollar}} for {{2-3 tons|v=2..3 q=range u=ton}} in {{?a year}}, not 1999."


def test_reads_the_markup() -> None:
    sentence = parse(7, LINE)
    assert sentence.text == "It paid about $5 for 2-3 tons in a year, not 1999."
    assert sentence.gold == [Read(8, 16, 5, 5, "about", "dollar"), Read(21, 29, 2, 3, "range", "ton")]
    assert [sentence.text[start:end] for start, end in sentence.loose] == ["a year"]


@pytest.mark.parametrize("line", ["{{five|q=about}}", "{{five|v=5 x=1}}"])
def test_refuses_wrong_marks(line: str) -> None:
    with pytest.raises(ValueError, match="a mark needs v"):
        parse(1, line)


def test_pairs_by_place_and_value() -> None:
    sentence = parse(7, LINE)
    found = [Read(14, 16, 5, 5), Read(14, 16, 5, 5), Read(21, 29, 2, 2), Read(33, 39, 1, 1), Read(45, 49, 1999, 1999)]
    right, left, wrong = pairs(sentence, found)
    assert right == [(sentence.gold[0], found[0])]
    assert left == [sentence.gold[1]]
    assert wrong == [found[1], found[2], found[4]]


def test_an_empty_reader_scores_nothing() -> None:
    assert set(score(lambda _: [], "odd").values()) == {0.0}


def test_there_are_enough_sentences_and_each_number_once() -> None:
    numbers = [sentence.number for sentence in sentences()]
    assert numbers == list(range(1, 261))
    assert sum(len(sentence.gold) for sentence in sentences()) > 400


def test_vague_words_have_no_value_to_score() -> None:
    assert ours("tens of thousands of fans paid $5") == [Read(31, 33, 5, 5, "exact", "dollar")]


def test_quantities_are_read() -> None:
    scores = score_quantities()
    assert all(scores[f"quantities.{half}_value_F1"] >= 0.95 for half in HALVES)
    assert all(scores[f"quantities.{half}_value_unit_F1"] >= 0.9 for half in HALVES)
