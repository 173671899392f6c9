"""What must not be read, and what holds for every text."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.events import BASES, PRECISIONS, STATUSES, TYPES
from pipelines import reference
from pipelines.events.extract import events
from pipelines.events.inflect import singular, verb_forms
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.spans import Block
from tests.events.test_clauses import ROWS, read

NOTHING = [
    "The talks are a chance for peace.",
    "Did France withdraw its troops?",
    "Whether Kenya will withdraw its troops is unclear.",
    "The weather in Juba was fine on Tuesday.",
    "Shares of the company hit a record.",
    "The army has 4,000 soldiers in the north.",
    "The report was published on Monday.",
    "It could allow the rebels to return.",
    "She released a new album last year.",
    "He met the requirements for the post.",
    "The brigade has forty infantry fighting vehicles.",
    "Some 800 soldiers left in the country will guard the oil wells.",
    "The ministry withdrew its statement about the crash.",
    "The governor's rival offered no evidence.",
    "The singer praised her fans.",
    "The club was forced out of the league.",
    "The envoy called it a ceasefire.",
    "Two airlines have ended their flights.",
    "This does not mean ending our relations with Serbia.",
    "He committed suicide.",
    "The firm released estimates for the year.",
    "We will not forgive.",
    "The ambassador flew home with a deal.",
    "The army knows the effects of an explosion.",
    "The president does not deny the report.",
    "THE MEASURES HAVE BEEN CRITICIZED.",
    "Those who attacked us will be found.",
]

NEVER_DONE = [
    ("It was not yet time to withdraw the troops, the general said.", "RETREAT"),
    ("Kenya will not withdraw its forces from Somalia.", "RETREAT"),
    ("Kenya plans to withdraw its forces from Somalia.", "RETREAT"),
    ("Uganda has not withdrawn its forces from Congo.", "RETREAT"),
    ("Rwanda denied that it had attacked the town.", "ASSAULT"),
    ("Nobody was expected to oppose the treaty.", "REJECT"),
    ("Eritrea never attacked the port.", "ASSAULT"),
    ("If Syria attacks Turkey, the alliance will answer.", "ASSAULT"),
    ("Iran might attack the tankers.", "ASSAULT"),
    ("The rebels refused to release the hostages.", "CONCEDE"),
    ("The withdrawal of French troops is expected to begin in May.", "RETREAT"),
    ("Neither Sudan nor Chad would abandon the refugees.", "REJECT"),
    ("Portugal to leave Kosovo", "RETREAT"),
    ("The aim was to withdraw the French troops from Kapisa.", "RETREAT"),
    ("Russia demanded that Georgia withdraw its troops.", "RETREAT"),
    ("A force conducted an operation to arrest a Taliban leader.", "COERCE"),
    ("It was time for American troops to come home, Obama said.", "RETREAT"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert [(event.type, event.surface) for event in read(text)] == []


@pytest.mark.parametrize(("text", "kind"), NEVER_DONE, ids=[text for text, _ in NEVER_DONE])
def test_never_done(text: str, kind: str) -> None:
    done = [event.surface for event in read(text) if event.type == kind and event.status in ("completed", "ongoing")]
    assert done == []


DATELESS = [
    "The Soviet Union had invaded Afghanistan.",
    "Aid workers fed the rebels who attacked a convoy.",
]
"""Deeds recalled without a date: the day of publication is not theirs."""


@pytest.mark.parametrize("text", DATELESS)
def test_no_date_for_what_is_recalled(text: str) -> None:
    dates = [(event.date_earliest, event.date_latest, event.date_basis) for event in read(text) if event.type == "ASSAULT"]
    assert dates == [(None, None, "none")]


ONE_DEED = [
    "The convoy was attacked and two drivers were killed in the attack.",
    "Taliban fighters attacked an outpost and killed 11 soldiers.",
    "The rebels killed two soldiers and wounded five.",
]


@pytest.mark.parametrize("text", ONE_DEED)
def test_one_deed_is_one_event(text: str) -> None:
    assert [event.type for event in read(text)] == ["ASSAULT"]


def test_nobody_does_it_to_himself() -> None:
    found = read("The Germans had promised him a visa. France says that it has told them so.")
    assert all(not set(event.recipient_names) & set(event.actor_names) for event in found)


def test_what_is_pointed_at_has_been_done() -> None:
    told = read("Leaders of the union said they will help the committee clarify this brutal attack.", "2018-01-03")
    assert not [event for event in told if event.trigger == "attack" and event.status == "planned"]


def test_history_is_background() -> None:
    found = read("The United States invaded Iraq in March 2003.", "2011-12-18")
    assert [(event.type, event.background, event.date_precision) for event in found] == [("ASSAULT", True, "month")]
    assert not read("The United States invaded Iraq on Thursday.", "2003-03-21")[0].background


def test_deadline_is_no_date_of_the_deed() -> None:
    (event,) = [event for event in read("Poland will withdraw its troops by October.", "2008-04-02") if event.type == "RETREAT"]
    assert (event.date_precision, event.date_latest) == ("before", date(2008, 9, 30)) or event.date_latest == date(2008, 10, 31)


def test_no_date_falls_back_on_publication() -> None:
    (event,) = read("Norway withdrew its troops from Mali.", "2022-05-01")
    assert (event.date_earliest, event.date_basis, event.date_precision) == (date(2022, 5, 1), "published", "about")
    text = "Norway withdrew its troops from Mali."
    (undated,) = events(Document(text, [Block(0, len(text), "body")]), [])
    assert (undated.date_earliest, undated.date_basis, undated.date_precision) == (None, "none", "unknown")


def test_place() -> None:
    (event,) = read("Coalition forces killed two insurgents in Marjah district, Helmand province, on Sunday.")
    assert event.place_path is not None and event.place_path.endswith("Helmand, Afghanistan")
    assert not read("A bomb attack killed the deputy governor in December.")[0].actor_ids


def test_place_is_no_actor() -> None:
    for event in read("In Kandahar two men were arrested on Monday."):
        assert not event.actor_ids and not event.actor_names


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Gunmen killed three policemen and wounded five others.", (3, 3, 5, 5, None, None)),
        ("The army attacked the camp, killing at least 12 people.", (12, None, None, None, None, None)),
        ("Police arrested 40 protesters in Minsk.", (None, None, None, None, 40, 40)),
        ("Militants attacked the base and fired six rockets.", (None, None, None, None, None, None)),
    ],
)
def test_harm(text: str, harm: tuple[int | None, ...]) -> None:
    event = read(text)[0]
    told = (event.killed_low, event.killed_high, event.wounded_low, event.wounded_high, event.detained_low, event.detained_high)
    assert told == harm


def test_reported_speech() -> None:
    assert read("A spokesman said that Chad had withdrawn its troops.")[0].reported_by == "A spokesman"
    assert read("Chad has withdrawn its troops, Jens Stoltenberg said.")[0].reported_by == "Jens Stoltenberg"
    assert read("Chad has withdrawn its troops.")[0].reported_by is None


def test_speaker_of_a_quotation_acts() -> None:
    text = "“We will withdraw our troops from Mali,” the minister said."
    quote = QuoteMention(
        1, 39, text[1:39], "test", "direct", speaker_surface="the minister", speaker_name="Florence Parly", speaker_id="FRA"
    )
    found = events(Document(text, [Block(0, len(text), "body")]), [quote])
    (event,) = [event for event in found if event.type == "RETREAT"]
    assert (event.actor_ids, event.reported_by, event.status) == (["FRA"], "Florence Parly", "planned")


def test_pronouns_stand_for_the_last_subject() -> None:
    found = read("Ethiopia sent troops to Baidoa. It also attacked the airport.")
    assert [event.actor_ids for event in found if event.type == "ASSAULT"] == [["ETH"]]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*(row["text"] for row in ROWS), *NOTHING, "“", "”", "\n", "--", "(", ",", "—", "said", "that", "not"]), max_size=12
    )
)
def test_offsets_resolve_and_codes_are_known(parts: list[str]) -> None:
    text = " ".join(parts)
    for event in events(Document(text, [Block(0, len(text), "body")]), []):
        assert text[event.char_start : event.char_end] == event.surface and event.surface.strip() == event.surface
        assert event.type in TYPES and event.status in STATUSES
        assert event.date_precision in PRECISIONS and event.date_basis in BASES
        assert all(name in text for name in (*event.actor_names, *event.recipient_names))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for event in events(Document(text, [Block(0, len(text), "body")]), []):
        assert text[event.char_start : event.char_end] == event.surface


def test_long_line_does_not_hang() -> None:
    text = "Chad attacked the base and " * 20_000
    assert len(events(Document(text, [Block(0, len(text), "body")]), [])) < 2_000


def test_codebook_is_closed() -> None:
    known = {(row["type"], row["mode"]) for row in reference.rows("event_types")}
    used = {(row["type"], row["mode"]) for row in reference.rows("event_triggers") if row["type"] != "NONE"}
    assert {kind for kind, _ in known} == set(TYPES)
    assert used <= known
    assert {row["negated"] for row in reference.rows("event_triggers")} <= {"", "REJECT", "SUPPORT"}


@pytest.mark.parametrize(
    ("verb", "form", "reading"),
    [
        ("deny", "denies", "Z"),
        ("ban", "banning", "G"),
        ("withdraw", "withdrew", "D"),
        ("withdraw", "withdrawn", "N"),
        ("cut", "cut", "BDN"),
        ("die", "dying", "G"),
        ("push", "pushes", "Z"),
        ("free", "freed", "DN"),
    ],
)
def test_inflection(verb: str, form: str, reading: str) -> None:
    assert verb_forms(verb)[form] == reading


def test_singular() -> None:
    assert [singular(word) for word in ("strikes", "countries", "clashes", "talks", "crisis", "troops")] == [
        "strike", "country", "clash", "talk", "crisis", "troop",
    ]  # fmt: skip
