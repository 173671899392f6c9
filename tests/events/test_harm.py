"""People harmed: who, how many, how, and what is not harm at all. All sentences are our own."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.commands.extract import read_document
from pipelines.events.clauses import find_verbs
from pipelines.events.draft import Sentence
from pipelines.events.extract import events
from pipelines.events.harm import KINDS, find_harm, find_victims
from pipelines.events.harm_claims import Victims
from pipelines.events.links import link
from pipelines.events.mention import EventMention
from pipelines.events.party import Memory
from pipelines.events.tokens import tokenize


def victims(text: str) -> list[Victims]:
    """The victims of the sentences of a text, without its events."""
    document = read_document(text)
    found = []
    for start, end in document.sentences:
        names = [name for name in document.names if start <= name.start < end]
        tokens = tokenize(text, start, end, names, [span for span in document.dates if start <= span.start < end])
        read = Sentence(tokens, find_verbs(tokens), Memory())
        tokens.heads = {verb.head for verb in read.verbs}
        link(tokens, read.verbs)
        found += find_victims(read)
    return found


def told(text: str) -> list[tuple[str, int | None, int | None, str]]:
    return [(one.how, one.low, one.high, one.kind) for one in victims(text)]


COUNTED = [
    ("Gunmen killed a priest in Ostara.", [("killed", 1, 1, "civilians")]),
    ("Gunmen killed the priest and wounded two nuns.", [("killed", 1, 1, "civilians"), ("wounded", 2, 2, "civilians")]),
    ("Two soldiers were killed and three wounded in the ambush.", [("killed", 2, 2, "force"), ("wounded", 3, 3, "unsaid")]),
    ("The explosion left three people dead and five wounded.", [("killed", 3, 3, "unsaid"), ("wounded", 5, 5, "unsaid")]),
    ("At least 20 villagers died in the shelling.", [("killed", 20, None, "civilians")]),
    ("Between 10 and 15 villagers were killed.", [("killed", 10, 15, "civilians")]),
    ("Up to 12 rebels were killed.", [("killed", None, 12, "force")]),
    (
        "They murdered six priests, their cook and her daughter.",
        [("killed", 6, 6, "civilians"), ("killed", 1, 1, "civilians"), ("killed", 1, 1, "civilians")],
    ),
    ("The murder of four nuns shocked the town.", [("killed", 4, 4, "civilians")]),
    ("Police sought the killers of two journalists.", [("killed", 2, 2, "civilians")]),
    ("The bodies of eleven peasants were found.", [("killed", 11, 11, "civilians")]),
    ("Gunmen shot dead a mayor.", [("killed", 1, 1, "civilians")]),
    ("Gunmen shot to death a mayor.", [("killed", 1, 1, "civilians")]),
    ("The blast claimed 14 lives.", [("killed", 14, 14, "unsaid")]),
    ("A guard suffered serious wounds.", [("wounded", 1, 1, "force")]),
    ("Rebels kidnapped three engineers.", [("kidnapped", 3, 3, "civilians")]),
    ("Police arrested nine students.", [("detained", 9, 9, "civilians")]),
    (
        "The fighting displaced 400 families and 2,000 villagers.",
        [("displaced", 2000, 2000, "civilians")],
    ),
    ("PRESIDENT RUMA OLBEK WAS ASSASSINATED ON TUESDAY.", [("killed", 1, 1, "civilians")]),
    ("JUDGE OLBEK'S MURDER IS STILL UNSOLVED.", [("killed", 1, 1, "civilians")]),
    ("A BOMB KILLED TWO WOMEN AND INJURED A CHILD.", [("killed", 2, 2, "civilians"), ("wounded", 1, 1, "civilians")]),
    ("TERRORISTS KILLED A POLICEMAN.", [("killed", 1, 1, "force")]),
    ("HE WAS KILLED YESTERDAY.", [("killed", 1, 1, "unsaid")]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_counts_victims_group_by_group(text: str, expected: list[tuple[str, int | None, int | None, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels tried to kill the president.",
        "They threatened to murder two judges.",
        "The raid killed nobody.",
        "No one was killed in the raid.",
        "Two guards were not injured.",
        "If the general is killed, the war goes on.",
        "The army could kill hundreds.",
        "The bomb will kill ten people, the caller said.",
        "The court passed five death sentences.",
        "The judge got three death threats.",
        "An attempted assassination of the mayor failed.",
        "There could be 300 wounded civilians.",
        "The raid destroyed four vehicles.",
        "The army captured two villages.",
        "The soldiers killed peasants.",
    ],
)
def test_leaves_out_what_did_not_happen_or_is_not_counted(text: str) -> None:
    assert told(text) == []


def test_those_named_out_of_a_count_are_part_of_it() -> None:
    found = victims("The bomb killed ten people, including a judge.")
    assert [(one.low, one.role) for one in found] == [(10, "own"), (1, "part")]
    assert find_harm(found) == {"killed": (10, 10)}


@pytest.mark.parametrize(
    ("text", "killed", "wounded", "detained"),
    [
        ("Rebels attacked a convoy near Kabul, killing five soldiers and two drivers.", (7, 7), (None, None), (None, None)),
        ("Gunmen killed at least four people in Kabul and wounded 11 others.", (4, None), (11, 11), (None, None)),
        ("Police in Kabul arrested a militant and two suspects.", (None, None), (None, None), (3, 3)),
        ("The government condemned the murder of two nuns in Kabul.", (2, 2), (None, None), (None, None)),
        ("Gunmen attacked a bus in Kabul on Monday. Three passengers died.", (3, 3), (None, None), (None, None)),
    ],
)
def test_events_carry_the_sums(
    text: str, killed: tuple[int | None, int | None], wounded: tuple[int | None, int | None], detained: tuple[int | None, int | None]
) -> None:
    harmed = [event for event in told_events(text) if event.harm]
    assert len(harmed) == 1
    event = harmed[0]
    assert (event.killed_low, event.killed_high) == killed
    assert (event.wounded_low, event.wounded_high) == wounded
    assert (event.detained_low, event.detained_high) == detained


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Gunmen killed four nuns in Kabul. The four nuns were killed on Monday.", [False, True]),
        ("Gunmen killed four nuns in Kabul. Gunmen killed five nuns in Herat.", [False, False]),
        ("Gunmen killed Judge Ruma Olbek in Kabul. The government condemned the murder of Judge Olbek in Kabul.", [False, True]),
        ("Gunmen killed a priest in Kabul. Gunmen killed a teacher in Herat.", [False, False]),
        ("Gunmen killed a priest in Kabul. Gunmen killed another priest in Herat.", [False, False]),
    ],
)
def test_knows_those_of_whom_the_text_speaks_again(text: str, again: list[bool]) -> None:
    assert [one.role == "again" for event in told_events(text) for one in event.harm] == again


def _range(low: int | None, high: int | None) -> str:
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"


def _totals(event: EventMention) -> list[str]:
    bounds = [(how, getattr(event, f"{how}_low"), getattr(event, f"{how}_high")) for how in KINDS]
    return [f"{how} {_range(low, high)}" for how, low, high in bounds if (low, high) != (None, None)]


def _claim(one: Victims) -> str:
    who = one.who + (f":{one.force_id}" if one.force_id else "")
    more = [*([one.stage] if one.stage != "current" else []), *([f"by {one.claimed_by}"] if one.claimed_by else [])]
    return " ".join([one.how, _range(one.low, one.high), who, one.role, *more])


with (Path(__file__).parent / "harm.csv").open(encoding="utf-8", newline="") as file:
    SENTENCES = list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.mark.parametrize("row", SENTENCES, ids=[row["text"][:60] for row in SENTENCES])
def test_reads_who_is_harmed(row: dict[str, str]) -> None:
    found = told_events(row["text"])
    assert [total for event in found for total in _totals(event)] == [total for total in row["totals"].split("|") if total]
    assert [_claim(one) for event in found for one in event.harm] == [claim for claim in row["claims"].split("|") if claim]


def test_a_later_toll_takes_the_place_of_the_first_count() -> None:
    (event,) = told_events("A bomb killed four people in Kabul on Monday. Two more died on Tuesday. The toll later rose to seven.")
    assert (event.killed_low, event.killed_high) == (7, 7)
    assert [(one.low, one.role, one.stage) for one in event.harm] == [
        (4, "own", "superseded"),
        (2, "more", "current"),
        (7, "total", "current"),
    ]


def told_events(text: str) -> list[EventMention]:
    return events(read_document(text, date(2012, 5, 2)), [])


WORDS = st.sampled_from(
    [
        *("killed", "wounded", "murder", "dead", "body", "the", "a", "of", "by", "not", "was", "were", "'s", ",", ".", "and"),
        *("two", "five", "hundred", "soldiers", "priest", "Kabul", "KILLED", "X"),
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_words_give_ordered_counts_with_places_in_the_text(text: str) -> None:
    for one in victims(text):
        assert 0 <= one.char_start < one.char_end <= len(text)
        assert one.low is not None or one.high is not None
        assert one.low is None or one.high is None or 0 <= one.low <= one.high
