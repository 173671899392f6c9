"""Text in; quotation, speaker as printed, name and basis out. All sentences are our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quotes.helpers import read

STOLTENBERG = "NATO Secretary-General Jens Stoltenberg met the ministers in Brussels. "


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("“We leave in May,” Jens Stoltenberg said.", "Jens Stoltenberg", "Jens Stoltenberg"),
        ("“We leave in May,” said Jens Stoltenberg.", "Jens Stoltenberg", "Jens Stoltenberg"),
        ("“We leave in May,” said Carla Romero, a spokeswoman for the mission.", "Carla Romero", "Carla Romero"),
        ("“We leave in May,” Carla Romero, a spokeswoman for the mission, told reporters.", "Carla Romero", "Carla Romero"),
        ("Carla Romero said on Monday: “We leave in May.”", "Carla Romero", "Carla Romero"),
        ("Carla Romero told a news agency that the trucks were “ready to roll” in May.", "Carla Romero", "Carla Romero"),
        ("Carla Romero praised the crews, calling them “the best we have” in the field.", "Carla Romero", "Carla Romero"),
        ("According to Carla Romero, the trucks are “ready to roll” by May.", "Carla Romero", "Carla Romero"),
        ("“We leave in May.” -- Carla Romero", "Carla Romero", "Carla Romero"),
        ("“We leave in May,” tweeted Carla Romero, spokeswoman for the mission.", "Carla Romero", "Carla Romero"),
        ("“We leave in May,” a senior NATO diplomat said.", "a senior NATO diplomat", "senior NATO diplomat"),
        ("Carla Romero met the press. “We leave in May,” Romero said.", "Romero", "Carla Romero"),
        ("Carla Romero met the press on Monday. “We leave in May,” she said.", "she", "Carla Romero"),
        (STOLTENBERG + "“We leave in May,” he said.", "he", "Jens Stoltenberg"),
    ],
)
def test_speaker(text: str, surface: str, name: str) -> None:
    (mention,) = read(text)
    assert (mention.speaker_surface, mention.speaker_name) == (surface, name)


def test_both_halves_of_a_split_quotation_have_the_speaker() -> None:
    first, second = read("“We leave in May,” Carla Romero said. “All of us will go.”")
    assert (first.speaker_name, second.speaker_name, second.speaker_basis) == ("Carla Romero", "Carla Romero", "continued")


def test_a_pronoun_without_a_fitting_person_stays_unresolved() -> None:
    before = "General Paul Brandt said that the road was open.\n\nThe alliance said in a statement that it would go on.\n\n"
    text = before + "“We leave in May,” he said."
    (mention,) = read(text)
    assert (mention.speaker_surface, mention.speaker_name, mention.speaker_id, mention.speaker_basis) == ("he", None, None, "unresolved")


def test_she_is_not_a_man() -> None:
    text = "Carla Romero met Paul Brandt on Monday. “We leave in May,” she said. “So do we,” he said."
    assert next(mention.speaker_name for mention in read(text)) == "Carla Romero"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We leave in May and will not be back,” Carla Romero said.", "direct"),
        ("Carla Romero said the trucks were “ready to roll” in May.", "partial"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [mention.kind for mention in read(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "medium", "addressee"),
    [
        ("“We leave in May,” Carla Romero told ARD public television.", None, "ARD public television"),
        ("“We leave in May,” Carla Romero said in a statement.", "statement", None),
        ("“We leave in May,” Carla Romero said in an interview with Radio Free Town.", "interview", "Radio Free Town"),
        ("“We leave in May,” tweeted Carla Romero.", "post", None),
        ("Carla Romero told reporters at a news conference: “We leave in May.”", "press conference", "reporters"),
    ],
)
def test_circumstances(text: str, medium: str | None, addressee: str | None) -> None:
    (mention,) = read(text)
    assert (mention.medium, mention.addressee) == (medium, addressee)


def test_office_and_person_are_kept_apart() -> None:
    (mention,) = read("“We leave in May,” said German Defense Minister Anna Lindqvist.")
    assert (mention.speaker_name, mention.speaker_id) == ("Anna Lindqvist", "person:anna-lindqvist")
    assert mention.speaker_role is not None and "Minister" in mention.speaker_role


@pytest.mark.parametrize(
    "text",
    [
        "William “Bill” Carter walked to the gate of the camp.",
        "The author of “The Long Road Home” walked to the gate of the camp.",
    ],
)
def test_nicknames_and_titles_of_works_are_no_speech(text: str) -> None:
    assert read(text) == []


PIECES = st.sampled_from(
    [
        "“We leave in May,” ",
        "he said. ",
        "Carla Romero ",
        "said ",
        "that ",
        "the trucks ",
        "would leave",
        ", ",
        ". ",
        "“so far”",
        " -- ",
        "\n\n",
        "told Reuters",
        "'",
        '"',
        "”",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_offsets_resolve(text: str) -> None:
    for mention in [*read(text), *read(text, indirect=True)]:
        assert text[mention.char_start : mention.char_end] == mention.surface != ""
        if mention.speaker_surface is not None:
            assert text[mention.speaker_start : mention.speaker_end] == mention.speaker_surface


def last(text: str) -> tuple[str | None, str]:
    """Name and basis of the speaker of a text's last quotation; "|" stands for the end of a paragraph."""
    mention = read(text.replace("|", "\n\n"))[-1]
    return mention.speaker_name, mention.speaker_basis


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # office beside the name, before and after it
        ("Foreign Minister Marko Ilic met his Greek colleague.|“We want an answer,” the minister said.", "Marko Ilic"),
        ("A spokesman for the port, Pavel Horak, said the pier was shut. “It opens in June,” the spokesman said.", "Pavel Horak"),
        ("The head of the relief office, Anna Lindqvist, came on Friday. “We need flour,” the office head said.", "Anna Lindqvist"),
        (
            "Mullah Rahmatullah Sabir, the Taliban spokesman in the south, rang up.|“We hold it,” the Taliban spokesman said.",
            "Rahmatullah Sabir",
        ),
        ("Rosa Pinto, 34, a teacher, lost her house. “I have nothing,” the teacher said.", "Rosa Pinto"),
        ("The army chief, General Tomas Reyes, arrived.|“The border is calm,” the general said.", "Tomas Reyes"),
        ("Ivan Petrovic, the police chief of the town, held two men. “They had guns,” the chief said.", "Ivan Petrovic"),
        ("The premier of the island, Josef Tamm, left office.|“I did my part,” the former premier said.", "Josef Tamm"),
        ("Governor Ahmad Shah Karimi and his deputy, Abdul Wali, came by car.|“We are safe,” the governor said.", "Ahmad Shah Karimi"),
        ("“They had guns,” the police chief said. Ivan Petrovic, the police chief, is new. “They had guns.”", "Ivan Petrovic"),
        # offices that the reference gives
        ("Russian President Vladimir Putin saw the base.|“We have work to do,” the Russian leader said.", "Vladimir Putin"),
        ("U.N. Secretary-General Kofi Annan arrived.|“It is time to talk,” the U.N. chief said.", "Kofi Annan"),
        # what somebody is called who has just been spoken of
        ("John Harrow kept calm. “It is shut,” the senator said.", "John Harrow"),
        ("Lakhdar Brahimi looked tired. “It begins on Sunday,” the Algerian said.", "Lakhdar Brahimi"),
        # apposition to the phrase that speaks
        ("“They had guns,” said the police chief, Ivan Petrovic.", "Ivan Petrovic"),
        ("“They had guns,” said the chief of police in the town, Ivan Petrovic.", "Ivan Petrovic"),
        ("The other man, his cousin Ivan Petrovic, shrugged. “They had guns,” he said.", "Ivan Petrovic"),
        ("The other guest, former Secretary of State Ann Harding, shrugged. “They had guns,” she said.", "Ann Harding"),
        ("A monk who led the march, Kotapola Sumana, shrugged. “They had guns,” he said.", "Kotapola Sumana"),
        ("Pavel Horak, the driver known as “Pip,” stayed. “They had guns,” the driver said.", "Pavel Horak"),
    ],
)
def test_offices(text: str, name: str) -> None:
    assert last(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A port official stood by. Marko Ilic, an official of the port, left at noon. A guard came. “No,” the official said.", "official"),
        ("Marko Ilic, an aide to the governor, left. A party aide stayed. “We go on,” the aide said.", "aide"),
        ("Foreign Minister Marko Ilic left. “We go on,” a minister said.", "minister"),
        ("Foreign Minister Marko Ilic left. “We go on,” the defense minister said.", "defense minister"),
        ("Vice President Marko Ilic spoke.|A bell rang. “We go on,” the president said.", "president"),
        ("Prime Minister Marko Ilic spoke.|A bell rang. “We go on,” one minister said.", "minister"),
        ("After a talk with Marko Ilic, the Norwegian envoy left.|A bell rang. “We go on,” the port spokesman said.", "port spokesman"),
    ],
)
def test_offices_of_somebody_else(text: str, name: str) -> None:
    assert last(text)[0] != "Marko Ilic"
    assert (last(text)[0] or "").endswith(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Laurent Okemba opened the session. “Peace,” Okemba said.", "Laurent Okemba"),
        ("Carla Romero runs the depot with her brother Luis. “Nobody asked us,” Carla said.", "Carla Romero"),
        ("Gen. Mark Bradwell met the crew.|“We leave tonight,” Bradwel said.", "Mark Bradwell"),
        ("Gen. Peter Hollay met the crew.|“We leave tonight,” Gen. Holley said.", "Peter Hollay"),
        ("South Korean President Kim Dae-jung met reporters.|“The door is open,” Kim said.", "Kim Dae-jung"),
        ("Chinese spokesman Sun Yulan met reporters.|“China hopes for calm,” Sun said.", "Sun Yulan"),
        ("Vice Premier Qian Weimin met reporters.|“China hopes for calm,” Qian said.", "Qian Weimin"),
        ("Abdullah bin Rashid al-Hamdi leads the council.|“The road is ours,” al-Hamdi said.", "Abdullah bin Rashid al-Hamdi"),
        ("Sheikh Nasser al-Otaibi leads the council.|“The road is ours,” Otaibi said.", "Nasser al-Otaibi"),
        ("Juan Carlos Perez Molina, the governor, came.|“We built it,” Perez said.", "Juan Carlos Perez Molina"),
        ("José Pérez Molina, the governor, came.|“We built it,” Perez Molina said.", "José Pérez Molina"),
        ("Interior Minister Hamidullah, who has one name, came.|“They left,” he said.", "Hamidullah"),
        ("A villager, Gulbuddin, stood by the road. “They left,” he said.", "Gulbuddin"),
        ("A commander known as Zarmast stood by the road. “They left,” he said.", "Zarmast"),
        ("Klaus Brandt met Anna Brandt, his sister. “It went well,” Mrs. Brandt said.", "Anna Brandt"),
        ("Klaus Brandt met Anna Brandt, his sister. “It went well,” Mr. Brandt said.", "Klaus Brandt"),
        ("William “Bill” Carter came to the gate. “It is shut,” he said.", "William Carter"),
        ("William Carter Jr. came to the gate. “It is shut,” Carter said.", "William Carter Jr."),
        ("James Halloran spoke. James R. Halloran has a farm. “It is shut,” Halloran said.", "James R. Halloran"),
        ("Lieutenant-General Daniel Opande came to the gate. “It is shut,” Opande said.", "Daniel Opande"),
        ("Congressman Pete King came to the gate. “It is shut,” King said.", "Pete King"),
        ("Chief of Staff Denis Marlow came to the gate. “It is shut,” Marlow said.", "Denis Marlow"),
        ("Comedian Sarah Silberman sang. Sarah Silberman left. “It is shut,” Silberman said.", "Sarah Silberman"),
        ("Israeli Prime Minister Sharon met the cabinet. “We will answer,” Sharon said.", "Ariel Sharon"),
        ("Gen. Sharon met the crew. “We will answer,” Sharon said.", "Sharon"),
        ("His wife, Melina, wept. “We need flour,” she said.", "Melina"),
        ("BRIDGEWORKS HAS REVEALED that the gate is shut. “It is old,” Bridgeworks said.", "Bridgeworks"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert last(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The World Food Program (WFP) sent trucks.|“It is dangerous,” the WFP said.", "World Food Programme"),
        ("The Blue River Relief Society (BRRS) sent trucks.|“It is dangerous,” the BRRS said.", "Blue River Relief Society"),
        ("The Red Hill Association sent trucks. “It is dangerous,” the association said.", "Red Hill Association"),
        ("An association sent trucks. “It is dangerous,” the association said.", "association"),
    ],
)
def test_bodies(text: str, name: str) -> None:
    assert last(text)[0] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # subjects before others
        ("Paul Brandt praised Anna Lindqvist. “She did well,” he said.", "Paul Brandt"),
        ("Anna Lindqvist spoke to Paula Brandt on Monday. “I told her no,” she said.", "Anna Lindqvist"),
        ("In a letter to Anna Lindqvist, Paul Brandt asked for help. “We need flour,” he wrote.", "Paul Brandt"),
        ("At a rally in Hill Town, Norland, on Monday night, Paul Brandt named the road. “It is ours,” he said.", "Paul Brandt"),
        ("Paul Brandt's deputy, Jonas Weil, took the call. “We need flour,” he said.", "Jonas Weil"),
        ("Speaking in the port, Anna Lindqvist, without naming him, also blamed Paul Brandt. “It is ours,” she said.", "Anna Lindqvist"),
        # gender, of names, titles and nouns
        ("Paul Brandt met Anna Lindqvist. “It went well,” she said.", "Anna Lindqvist"),
        ("Paul Brandt said no. His wife, Anna Lindqvist, said yes. “We differ,” he said.", "Paul Brandt"),
        ("Paul Brandt said no. His wife, he said, would stay. “We differ,” he said.", "Paul Brandt"),
        ("Bill Marlow spoke. Hilda Marlow is his wife. Marlow left at noon. “It was late,” she said.", "Hilda Marlow"),
        # somebody who is no subject, where nobody else fits
        ("The letter came from Paul Brandt. “We need flour,” he said.", "Paul Brandt"),
        ("The crowd was kind to Anna Lindqvist and cruel to Paul Brandt. “We need flour,” she said.", "Anna Lindqvist"),
        # not who is only mentioned in a quotation, nor in "Smith, he said, ..."
        ("Paul Brandt said: “Ask Jonas Weil.” “He knows,” he added.", "Paul Brandt"),
        ("Paul Brandt survived. Prince Jonas, he said, “came in like a clerk”.", "Paul Brandt"),
        # the person, not the country or body
        ("Paul Brandt spoke first. Norland and Germany agreed later. “It took a year,” he said.", "Paul Brandt"),
        ("The Taliban issued a statement. “We fight on,” they said.", "Taliban"),
        ("She’s a clerk, said Anna Lindqvist. She's from the port. “I like it,” she said.", "Anna Lindqvist"),
    ],
)
def test_pronouns(text: str, name: str) -> None:
    assert last(text) == (name, "pronoun")


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lindqvist and Paul Brandt came to the gate. “It is shut,” they said.",
        "The lorry stood at the gate. “It is shut,” he said.",
        "Anna Lindqvist came to the gate. “It is shut,” he said.",
        "Witnesses said the bus burned. “It was terrible,” one of them said.",
    ],
)
def test_nobody_is_guessed(text: str) -> None:
    assert last(text)[0] is None


WHO = st.sampled_from(
    ["Carla Romero", "Paul Brandt", "Minister Ann Orlov", "the minister", "he", "she", "Romero", "a minister", "Ann", "Mr. Brandt", "they"]
)
DOES = st.sampled_from(["met", "praised", "wrote to", "came with"])


@given(st.lists(st.tuples(WHO, DOES, WHO), min_size=1, max_size=6), WHO)
def test_a_resolved_person_fits_the_pronoun_and_is_named(clauses: list[tuple[str, str, str]], speaker: str) -> None:
    text = " ".join(f"{who[0].upper()}{who[1:]} {does} {whom}." for who, does, whom in clauses)
    name = last(f"{text} “We leave in May,” {speaker} said.")[0]
    genders = {"Carla Romero": "she", "Paul Brandt": "he", "Ann Orlov": "she"}
    if name in genders and speaker in ("he", "she"):
        assert genders[name] == speaker
    for person in genders:
        if name == person:
            assert any(word in text + speaker for word in person.split())


@given(st.permutations(["Carla Romero", "Paul Brandt", "Ann Orlov"]))
def test_a_full_name_is_always_itself(people: list[str]) -> None:
    text = " ".join(f"{person} came." for person in people) + f" “We leave in May,” {people[0]} said."
    assert last(text) == (people[0], "named")


def test_phrases_that_run_over_the_end_of_a_line_stand_on_one() -> None:
    (mention,) = read("“We leave in May,” the spokesman for the\nmission told reporters of the\nlocal radio.")
    assert mention.speaker_name == "spokesman for the mission" and "\n" not in (mention.addressee or "")
