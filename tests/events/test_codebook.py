"""The codebook is sound as data, and its words do not fire on other meanings."""

from collections import Counter

import pytest

from pipelines import reference
from pipelines.events.lexicon import MARKS
from pipelines.events.triggers import ARMS, KINDS
from tests.events.test_clauses import read

TYPES = reference.rows("event_types")
TRIGGERS = reference.rows("event_triggers")
MODES = {(row["type"], row["mode"]) for row in TYPES}
SCOPES = {"verb": {"", "complement", "suffered"}, "noun": {"", "strong", "weak", "fact", "echo"}}
NAMES = {"@country", "@people", "@person", "@place", "@inf", "@object"}
ACTORS = {row["kind"] for row in reference.rows("event_actors")} | set(KINDS.values()) | {kind for kind, _ in ARMS}


def told(row: dict[str, str]) -> str:
    """What a row is called where a test fails."""
    return f"{row['trigger'][:40]} {row['type']}"


@pytest.mark.parametrize("row", TRIGGERS, ids=told)
def test_a_row_is_well_formed(row: dict[str, str]) -> None:
    assert reference.split(row["trigger"])
    assert row["type"] == "NONE" or (row["type"], row["mode"]) in MODES
    assert row["scope"] in SCOPES[row["pos"]]
    assert set(reference.split(row["who"])) <= ACTORS
    needs = reference.split(row["with"])
    assert {word for word in needs if word.startswith("@")} <= NAMES
    assert not [word for word in needs if " " in word], "a condition is one word"
    assert not needs or set(needs) - MARKS
    for cell in ("trigger", "with", "who", "recipient"):
        assert [word for word, count in Counter(reference.split(row[cell])).items() if count > 1] == []


def test_no_wording_has_two_rows_with_the_same_condition() -> None:
    seen = Counter(
        (trigger, row["pos"], frozenset(reference.split(row["with"])), frozenset(reference.split(row["who"])))
        for row in TRIGGERS
        for trigger in reference.split(row["trigger"])
    )
    assert [wording for wording, count in seen.items() if count > 1] == []


def test_every_type_and_mode_has_words() -> None:
    reached = {(row["type"], row["mode"]) for row in TRIGGERS} | {(row["negated"], row["mode"]) for row in TRIGGERS}
    assert MODES - reached == set()


def test_every_type_says_what_overrides_it() -> None:
    assert [row["type"] for row in TYPES if not row["mode"] and not row["overrides"]] == []


@pytest.mark.parametrize(
    "text",
    [
        "The song struck a chord with Norway.",
        "Chelsea fired their coach on Monday.",
        "Shares in the Turkish bank fell on Tuesday.",
        "Lightning struck a church in Poland on Friday.",
        "A storm hit the coast of Mozambique on Sunday.",
        "The minister shot a film about Peru.",
        "Google released a report on Kenya.",
        "Brazil cut taxes on Friday.",
        "The senator killed the bill on Friday.",
        "The president captured the imagination of the nation.",
        "Sweden met the target on Monday.",
        "The dollar rallied on Tuesday.",
        "Oil prices retreated on Tuesday.",
        "The museum threw open its doors on Sunday in Rome.",
        "The firm fought the lawsuit in Ohio on Monday.",
        "Denmark seized the opportunity.",
        "The mayor lifted the trophy in Madrid on Sunday.",
        "The band played in Kabul on Friday.",
        "Let it be known that Chile is rich.",
        "The premier arrested the decline of the economy.",
        "Ghana marked the anniversary on Friday.",
        "The governor evacuated the building on Monday.",
        "Debt exploded in Greece in 2009.",
        "The team occupied second place in Spain.",
        "The president decreed a state of siege.",
        "The minister spoke of the population explosion in Kenya.",
        "It rained. They admired the assault troops in Ghent.",
        "The number of kidnappings doubled in Haiti.",
        "They pleaded for an end to the fighting.",
        "Norway expressed regret.",
    ],
)
def test_the_same_words_in_another_sense_tell_nothing(text: str) -> None:
    assert [(event.type, event.trigger) for event in read(text)] == []
