"""When and where a deed was done."""

from datetime import date

import pytest

from pipelines.commands.extract import mentions

WEDNESDAY = date(2021, 4, 14)
KAKARAQ = "Kakaraq, Tarin Kowt, Uruzgan, Afghanistan"

WHERE = [
    ("A NATO spokesman in Kabul said troops killed five Taliban fighters in Helmand.", "ASSAULT", "Helmand, Afghanistan"),
    ("Gunmen killed a policeman in Kakaraq village in Uruzgan's Tarin Kot district.", "ASSAULT", KAKARAQ),
    (
        "Rebels attacked the village of Sarkhan in Paktia province, the governor told reporters in Kabul.",
        "ASSAULT",
        "Sarkhan, Paktya, Afghanistan",
    ),
    ("American forces will withdraw from Afghanistan by Sept. 11, Biden said in Washington.", "RETREAT", "Afghanistan"),
    ("Troops from Fort Bragg attacked a Taliban base near Gardez.", "ASSAULT", "Gardez, Paktya, Afghanistan"),
    ("Talks between Iran and the United States opened in Geneva.", "CONSULT", "Geneva, Switzerland"),
    ("Allied warplanes bombed airfields in western Iraq, the Pentagon said.", "ASSAULT", "Iraq"),
    ("FREETOWN, Sierra Leone - Rebels opened fire on a crowd of marchers outside a villa.", "ASSAULT", "Freetown, Sierra Leone"),
    ("Police arrested three men in the Syrian capital.", "COERCE", "Damascus, Syria"),
    ("Soldiers shot four men in the Syrian town of Qarmita.", "ASSAULT", "Qarmita, Syria"),
    ("DAMASCUS, Syria - Gunmen attacked a post in Korvani, the army said.", "ASSAULT", "Korvani, Syria"),
    ("DAMASCUS, Syria - Fighters seized Korvani airport.", "ASSAULT", "Korvani, Syria"),
    ("Jets bombed a depot on the edge of Tbilisi.", "ASSAULT", "Tbilisi, Georgia"),
    ("Rebels overran Goma.", "ASSAULT", "Goma, Democratic Republic of the Congo"),
    ("Police arrested four men in the Syrian capital, days before rebels entered Homs.", "COERCE", "Damascus, Syria"),
]

WHEN = [
    (
        "The alliance confirmed today the arrest of a Taliban leader during a raid in Ghazni province, Friday.",
        "COERCE",
        "2021-04-09",
        "2021-04-09",
    ),
    ("Officials said on Tuesday that Taliban gunmen killed two policemen on Sunday.", "ASSAULT", "2021-04-11", "2021-04-11"),
    ("In Khost last night, a joint force searched a house. The force detained two insurgents.", "COERCE", "2021-04-13", "2021-04-14"),
    ("Taliban gunmen killed two policemen before dawn on Saturday.", "ASSAULT", "2021-04-10", "2021-04-10"),
    ("Taliban gunmen killed two policemen in the night to Friday.", "ASSAULT", "2021-04-08", "2021-04-09"),
    ("The vote came two days after Taliban gunmen killed three policemen.", "ASSAULT", "2021-04-12", "2021-04-12"),
    ("Iran broke off the talks on Monday, a day after soldiers shot four men.", "ASSAULT", "2021-04-11", "2021-04-11"),
    ("Rebels took the town on Sunday, and on Monday they threatened to kill the mayor.", "THREATEN", "2021-04-12", "2021-04-12"),
    ("Taliban gunmen killed two policemen in November.", "ASSAULT", "2020-11-01", "2020-11-30"),
    ("The Taliban have freed two soldiers captured in Helmand in 2014.", "CONCEDE", "2021-04-14", "2021-04-14"),
    ("The Taliban freed two soldiers who were captured in 2014.", "CONCEDE", "2021-04-14", "2021-04-14"),
    ("Two soldiers captured by the Taliban in 2014 were freed on Monday.", "CONCEDE", "2021-04-12", "2021-04-12"),
    ("The Taliban freed two soldiers captured in Helmand on Monday.", "CONCEDE", "2021-04-12", "2021-04-12"),
    ("The Taliban freed two soldiers in 2014.", "CONCEDE", "2014-01-01", "2014-12-31"),
]


@pytest.mark.parametrize(("text", "kind", "path"), WHERE)
def test_where(text: str, kind: str, path: str) -> None:
    found = [event["place_path"] for event in mentions(text, WEDNESDAY) if event["table"] == "events" and event["type"] == kind]
    assert found == [path]


@pytest.mark.parametrize(("text", "kind", "earliest", "latest"), WHEN)
def test_when(text: str, kind: str, earliest: str, latest: str) -> None:
    found = [event for event in mentions(text, WEDNESDAY) if event["table"] == "events" and event["type"] == kind]
    assert {(event["date_earliest"], event["date_latest"]) for event in found} == {(earliest, latest)}
