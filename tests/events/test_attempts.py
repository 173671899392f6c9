"""What was tried and came to nothing, what was threatened, and bombs that went off. All sentences are our own."""

from datetime import date

import pytest

from pipelines.commands.extract import read_document
from pipelines.events.extract import events
from pipelines.events.mention import EventMention


def told(text: str) -> list[EventMention]:
    return events(read_document(text, date(2012, 5, 2)), [])


@pytest.mark.parametrize(
    ("text", "mode", "status"),
    [
        ("Police defused a bomb in front of the embassy in Kabul on Monday.", "bombing", "denied"),
        ("A car bomb was defused in Kabul on Monday.", "bombing", "denied"),
        ("POLICE WERE ABLE TO DEACTIVATE TWO BOMBS IN BOGOTA ON MONDAY.", "bombing", "denied"),
        ("A BOMB THAT HAD BEEN PLACED BY TERRORISTS IN BOGOTA WAS ALSO DEFUSED.", "bombing", "denied"),
        ("A bomb planted near the embassy in Kabul did not explode.", "bombing", "denied"),
        ("A rocket hit the wall of the embassy in Kabul but failed to explode.", "bombing", "denied"),
        ("A grenade thrown at the house of the mayor in Lima failed to go off.", "bombing", "denied"),
        ("Residents found an unexploded grenade near the school in Kabul.", "bombing", "denied"),
        ("An explosive device was discovered before it exploded at the bank in Bogota.", "bombing", "denied"),
        ("The army foiled an attempt by the rebels to kidnap the minister in Kabul.", "abduct", "denied"),
        ("Authorities averted an attack on the parliament in Kabul on Monday.", None, "denied"),
        ("Police prevented the kidnapping of a businessman in Cali on Monday.", "abduct", "denied"),
        ("Rebels failed to capture the town of Goma on Monday.", "capture", "denied"),
        ("The mayor narrowly escaped assassination in Bogota on Monday.", None, "denied"),
        ("Gunmen tried to kill the president in Kabul on Monday.", "kill", "planned"),
        ("The president survived an assassination attempt in Kabul on Monday.", None, "planned"),
        ("There was an attempt on the life of the governor in Kabul on Monday.", "kill", "planned"),
    ],
)
def test_attempts_are_no_completed_deeds(text: str, mode: str | None, status: str) -> None:
    (event,) = told(text)
    assert (event.type, event.mode, event.status, event.outcome) == ("ASSAULT", mode, status, "attempted")


def test_who_foils_an_attempt_does_not_make_it() -> None:
    assert told("The army foiled an attempt by the rebels to kidnap the minister in Kabul.")[0].actor_names == ["the rebels"]
    assert told("Police defused a bomb in front of the embassy in Kabul.")[0].actor_names == []
    (survived,) = told("The president survived an assassination attempt in Kabul.")
    assert (survived.actor_names, survived.recipient_names) == ([], ["The president"])


@pytest.mark.parametrize(
    "text",
    [
        "Police found the bodies of two men in Kabul.",
        "Police hope to defuse the bomb in Kabul.",
        "The committee tried to reach a compromise in Kabul.",
        "Soldiers found rifles, grenades, mines and rockets in Kabul.",
        "The bomb could explode in Kabul.",
    ],
)
def test_what_is_no_attempt(text: str) -> None:
    assert not [event for event in told(text) if event.outcome]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Judges have received death threats from the mafia in Medellin.", ["Judges"]),
        ("The journalists in Bogota resigned after receiving death threats.", ["The journalists"]),
        ("The embassy in Kingston received a bomb threat on Monday.", ["The embassy"]),
        ("THE MINISTER HAS BEEN THREATENED BY DRUG GANGS IN COLOMBIA.", ["THE MINISTER"]),
        ("Death threats were made against the minister in Bogota.", ["the minister"]),
    ],
)
def test_threats_that_a_noun_tells(text: str, recipient: list[str]) -> None:
    (event,) = [event for event in told(text) if event.type == "THREATEN"]
    assert event.recipient_names == recipient


def test_a_bomb_that_goes_off_is_an_event_with_its_victims() -> None:
    (event,) = told("A car bomb exploded outside a mosque in Karachi on Friday, killing 12 people and wounding 40.")
    assert (event.type, event.mode, event.status, event.outcome) == ("ASSAULT", "bombing", "completed", None)
    assert (event.killed_low, event.wounded_low) == (12, 40)
