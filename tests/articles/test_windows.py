"""Between which days a text was written, by its words alone."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.offices import find_holders
from pipelines.articles.windows import Evidence, Inferred, cut
from pipelines.reference import column, rows
from tests.articles.words import THIRD


def read(*sentences: str) -> Inferred:
    """What the words of a text of these sentences tell."""
    text = "\n\n".join(sentences)
    return Evidence(text, mark_blocks(text)).infer()


BIDEN = "The order came from US President Joe Biden, said Colonel Maria Lund, who led the convoy for two years."
BLINKEN = "Secretary of State Antony Blinken praised the soldiers and their colonel on Tuesday."
PLAN = "All soldiers will be home before the 20th anniversary of the 9/11 attacks, according to the ministry."


@pytest.mark.parametrize(
    ("sentences", "window"),
    [
        ([BIDEN, PLAN], ("2021-01-20", "2021-09-11")),
        ([BIDEN, PLAN, "The ministers decided in mid-April to close the camp."], ("2021-04-16", "2021-09-11")),
        ([BIDEN, PLAN, "The ministers decided on April 14 to close the camp."], ("2021-04-14", "2021-09-11")),
        ([BIDEN, PLAN, "The ministry plans to bring 400 soldiers home by early July."], ("2021-01-20", "2021-07-15")),
        ([BIDEN, BLINKEN, "The camp was sold in December 2024 to a local trader."], ("2024-11-30", "2025-01-20")),
        (["Prime Minister Liz Truss and President Joe Biden said that the camp would be closed."], ("2022-09-06", "2022-10-25")),
        ([BIDEN, "President-elect Donald Trump wrote that the camp was sold in 2023 for nothing.", BLINKEN], ("2024-11-05", "2025-01-20")),
        (["The last convoy left the valley on Tuesday, April 13, 2021, said the colonel."], ("2021-04-12", "2021-04-26")),
        ([BIDEN, "The camp was sold in 2023.", "The town will take the bridge over on Friday, March 1."], ("2023-10-03", "2024-03-06")),
    ],
)
def test_clues_are_cut_with_one_another(sentences: list[str], window: tuple[str, str]) -> None:
    found = read(*sentences, THIRD)
    assert found.window == (date.fromisoformat(window[0]), date.fromisoformat(window[1]))


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        [BIDEN],  # four years say no more than the century
        [PLAN],
        [BIDEN, "The camp was sold in December 2024."],  # this may be told years later
        ["Prime Minister Liz Truss said that the camp would be closed."],  # and this too
        ["In December 2024 President Joe Biden and Secretary of State Antony Blinken closed the camp."],
        ["The camp was sold on April 14."],  # of which year
        [PLAN, "The camp was sold in 2023, long after."],  # they contradict one another
        ["The order came from President Bill Clinton, as President Barack Obama said, and the camp was sold in 2016."],
        ["A President Donald Trump would never have closed the camp by the end of 2020, she said."],
        ["The camp might be sold in 2023, if the deal of 2020 holds."],
        ["Had they left by May 1, 2021, as Trump had agreed, nobody would have noticed."],
        ["The 2021 troops of the camp, 1990 of them soldiers, left the valley."],
    ],
)
def test_no_window_where_the_words_do_not_tell(sentences: list[str]) -> None:
    assert read(*sentences, THIRD).window is None


@pytest.mark.parametrize(
    ("sentence", "allowed", "ruled_out"),
    [
        ("The camp was closed in 2019.", "2019-01-01", "2018-12-30"),
        ("The camp was closed in March 2019.", "2019-03-01", "2019-02-01"),
        ("The camp was closed on March 3, 2019.", "2019-03-02", "2019-03-01"),
        ("The camp will be closed in 2019.", "2019-12-31", "2020-01-01"),
        ("The camp is to be closed by March 3, 2019.", "2019-03-03", "2019-03-04"),
        ("The camp was closed on March 3.", "2020-03-04", "2020-03-01"),
        ("The camp will be closed on March 3.", "2020-03-03", "2020-03-20"),
        ("The minister plans to close the camp by March 3.", "2020-03-03", "2020-03-20"),
        ("The minister met President Barack Obama on Monday.", "2012-05-05", "2017-02-01"),
        ("The minister met former President Barack Obama on Monday.", "2017-01-20", "2016-05-05"),
        ("The minister met President Donald Trump on Monday.", "2025-06-01", "2022-06-01"),
    ],
)
def test_a_clue_allows_some_days_and_rules_out_others(sentence: str, allowed: str, ruled_out: str) -> None:
    text = sentence
    blocks = mark_blocks(text)
    found = Evidence(text, blocks).infer()
    stretches = found.stretches
    for clue in found.clues:
        stretches = tuple(cut(stretches, clue.days))
    assert found.clues
    assert any(first <= date.fromisoformat(allowed) <= last for first, last in stretches)
    assert not any(first <= date.fromisoformat(ruled_out) <= last for first, last in stretches)


@pytest.mark.parametrize(
    "sentence",
    [
        "The primary is on March 3, he said.",
        "They spoke of the March 3 caucus, which was postponed.",
        "The attack was compared to Oct. 7, when hundreds died.",
        "She asked him to come on March 3.",
        "He was invited to a summit in 2019.",
        "More of this was said of a meeting planned for 2019 and dropped.",
    ],
)
def test_a_time_that_may_lie_ahead_or_long_back_is_no_clue(sentence: str) -> None:
    assert read(sentence).clues == ()


def test_the_words_of_a_clue_stand_in_the_text() -> None:
    text = f"{BIDEN}\n\n{PLAN}\n\n{THIRD}"
    clues = {text[clue.start : clue.end] for clue in Evidence(text, mark_blocks(text)).infer().clues}
    assert {"President Joe Biden", "before the 20th anniversary of the 9/11 attacks"} == {clue.rstrip(",") for clue in clues}


@pytest.mark.parametrize(
    ("words", "person", "former"),
    [
        ("US President Joe Biden", "Joe Biden", False),
        ("President Biden’s", "Joe Biden", False),
        ("former US President Donald Trump", "Donald Trump", True),
        ("then-Prime Minister David Cameron", "David Cameron", True),
        ("Secretary of State Antony Blinken", "Antony Blinken", False),
        ("NATO Secretary-General Jens Stoltenberg", "Jens Stoltenberg", False),
        ("British Foreign Secretary William Hague", "William Hague", False),
    ],
)
def test_holders_of_offices(words: str, person: str, former: bool) -> None:
    text = f"It was said by {words}, of all people."
    (holder,) = find_holders(text.replace("by ", "so, "), 0, len(text))
    assert (holder.person, holder.former) == (person, former)


@pytest.mark.parametrize("words", ["President Maria Lund", "a President Donald Trump", "the president", "Mr. Biden"])
def test_no_holders(words: str) -> None:
    assert list(find_holders(words, 0, len(words))) == []


def test_terms_begin_before_they_end_and_do_not_overlap() -> None:
    terms = [(row["name"], row["office"], row["of"], row["from"], row["to"] or "9999-12-31") for row in rows("office_terms")]
    assert all(begun < ended for *_, begun, ended in terms)
    assert len(set(terms)) == len(terms)
    titles = set(column("office_titles", "office"))
    assert {office for _, office, *_ in terms} == titles
    for office in ("president", "head_of_government"):
        for of in {of for _, held, of, *_ in terms if held == office}:
            spans = sorted({(begun, ended) for _, held, where, begun, ended in terms if (held, where) == (office, of)})
            assert all(one[1] <= other[0] for one, other in pairwise(spans)), (office, of)


days = st.dates(date(2000, 1, 1), date(2010, 1, 1))
stretches = st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), max_size=4)


@given(stretches, stretches, days)
def test_a_day_is_in_the_cut_if_it_is_in_both(left: list[tuple[date, date]], right: list[tuple[date, date]], day: date) -> None:
    def holds(among: list[tuple[date, date]]) -> bool:
        return any(first <= day <= last for first, last in among)

    assert holds(cut(left, right)) == (holds(left) and holds(right))


@pytest.mark.parametrize("piece", [f"{BIDEN} ", f"{PLAN} ", "on April 14 ", "President ", "2021 ", "by May 1, ", "April 14: "])
def test_time_grows_with_the_length_only(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    started = time.process_time()
    Evidence(text, mark_blocks(text)).infer()
    assert time.process_time() - started < 3
