"""The model for sentences of which no rule knows the event: its reader, its features, and what it proposes."""

import csv
from pathlib import Path

import pytest

from checks.events import TYPES
from pipelines.commands.extract import read_document
from pipelines.events import guess
from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.events.wording import features, stem
from tests.events.unseen import read_sentences

with (Path(__file__).parent / "guesses.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(line for line in file if not line.startswith("#")))


def read(text: str) -> list[EventMention]:
    """The events of a text without quotations."""
    return events(read_document(text), [])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_what_no_rule_knows(row: dict[str, str]) -> None:
    found = [(mention.rule, mention.type) for mention in read(row["text"])]
    assert found == ([] if row["type"] == "-" else [(guess.RULE, row["type"])])


def test_weights_are_whole_and_of_known_types() -> None:
    model = guess.model()
    assert set(model.types) - {"YIELD", "NONE"} == set(TYPES) - {"RETREAT", "CONCEDE"}
    assert len(model.start) == len(model.types)
    assert all(len(values) == len(model.types) for values in model.weights.values())


def test_sums_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = guess.Model(("AID", "NONE"), (10, 20), {"word food": (300, -50), "word war": (-5, 5)})
    monkeypatch.setattr(guess, "model", lambda: table)
    assert guess.sums({"word food", "word unknown"}) == [310, -30]
    assert guess.type_of({"word food"}, 340) == "AID"
    assert guess.type_of({"word food"}, 341) is None
    assert guess.type_of({"word war"}, 0) is None


def test_no_name_is_a_feature() -> None:
    (sentence,) = read_sentences(read_document("On Monday Kenya and Mr Obuya donated rice to Haiti."))
    found = features(sentence)
    assert "word donat" in found and "pair rice to" in found and "pair to N" in found
    assert not any(name in feature for name in ("kenya", "obuya", "haiti", "monday") for feature in found)


@pytest.mark.parametrize("words", ["protest protests protested protesters", "invade invaded invaders invading", "accuse accused accusing"])
def test_stems_join_verbs_and_their_nouns(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_what_the_rules_refused_is_not_guessed() -> None:
    assert read("The president does not deny the report.") == []
    assert read("It could allow the rebels to return.") == []


def test_a_rule_is_not_asked_twice() -> None:
    assert {mention.rule for mention in read("France withdrew its last soldiers from Mali on Monday.")} == {"verb"}
