"""Which names are found in text, and which words only look like names."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reference import column
from pipelines.text.names import acts_for, entities, find_names, link_of, person_id, place_path

FOUND = [
    ("NATO's allies and NATO’s chief", [("NATO", "NATO"), ("NATO", "NATO")]),
    ("The U.S. and the US, the USA and the United States", [("U.S.", "USA"), ("US", "USA"), ("USA", "USA"), ("United States", "USA")]),
    ("tell us what it is to be on them", []),
    ("Americans, Afghans and a Briton", [("Americans", "USA"), ("Afghans", "AFG"), ("Briton", "GBR")]),
    ("South Sudan, not Sudan; North Korean, not Korean", [("South Sudan", "SSD"), ("Sudan", "SDN"), ("North Korean", "PRK")]),
    ("the UNITED\nSTATES ARMY", [("UNITED\nSTATES ARMY", "US_ARMY")]),
    (
        "al-Qaeda, al Qaida, Al-Qa'ida and al-Shabab",
        [("al-Qaeda", "AL_QAEDA"), ("al Qaida", "AL_QAEDA"), ("Al-Qa'ida", "AL_QAEDA"), ("al-Shabab", "AL_SHABAAB")],
    ),
    ("ISIS, ISIL, Daesh and Islamic State", [("ISIS", "ISIS"), ("ISIL", "ISIS"), ("Daesh", "ISIS"), ("Islamic State", "ISIS")]),
    ("IS militants fled. THIS IS IT. What IS is", [("IS", "ISIS")]),
    (
        "Resolute Support Mission forces, the RS Mission, ISAF",
        [("Resolute Support Mission", "RESOLUTE_SUPPORT"), ("RS Mission", "RESOLUTE_SUPPORT"), ("ISAF", "ISAF")],
    ),
    (
        "Marja in Helmand, near Lashkar Gah",
        [("Marja", "place:AFG/marjah"), ("Helmand", "place:AFG/helmand"), ("Lashkar Gah", "place:AFG/lashkar-gah")],
    ),
    ("Côte d’Ivoire and Türkiye", [("Côte d’Ivoire", "CIV"), ("Türkiye", "TUR")]),
    ("the Washington Post in Washington, D.C.", [("Washington Post", "WASHINGTON_POST"), ("Washington, D.C.", "place:USA/washington")]),
    ("New England and the Trump Tower", []),
    ("see https://example.org/Iraq/Syria-x and @NATO", []),
    ("US/NATO forces", [("US", "USA"), ("NATO", "NATO")]),
    ("REBELS TOLD US TO GO. THE US EMBASSY AND U.S. TROOPS", [("US", "USA"), ("U.S.", "USA")]),
    ("Michael Jordan won. Jordan scored again.", []),
    ("Michael B. Jordan acted.", []),
    ("Egypt, Jordan and Jordan's king", [("Egypt", "EGY"), ("Jordan", "JOR"), ("Jordan", "JOR")]),
    ("Chad Smith came to Ohio. Chad left.", [("Ohio", "place:USA/ohio")]),
    ("Troops from Chad crossed into Niger.", [("Chad", "TCD"), ("Niger", "NER")]),
    ("Voters in Georgia and Florida", [("Florida", "place:USA/florida")]),
    ("Russia and Georgia; Tbilisi said", [("Russia", "RUS"), ("Georgia", "GEO"), ("Tbilisi", "place:GEO/tbilisi")]),
    ("a turkey in Turkey, Turkey sandwiches", [("Turkey", "TUR")]),
    ("to polish the Polish brass", [("Polish", "POL")]),
    ("Denzel Washington and George Washington", []),
]

PEOPLE = [
    ("Secretary of State Antony J. Blinken spoke. Mr. Blinken left.", ["person:antony-blinken"] * 2),
    ("Blinken met Stoltenberg", ["person:antony-blinken", "person:jens-stoltenberg"]),
    ("Austin is far away.", []),
    ("Lloyd Austin came. Austin spoke, and Secretary Austin left.", ["person:lloyd-austin"] * 3),
    ("Austin speaks\n\nDefense Secretary Lloyd Austin spoke.", ["person:lloyd-austin"] * 2),
    ("Lloyd Austin came with Charlene Austin.", ["person:lloyd-austin"]),
    ("Bill Clinton and Hillary Clinton came. Clinton spoke.", ["person:bill-clinton", "person:hillary-clinton"]),
    ("US General Mark Millie", ["USA", "person:mark-milley"]),
    ("Mevlüt Çavuşoğlu or Mevlut Cavusoglu", ["person:mevlut-cavusoglu"] * 2),
    ("Osama bin Laden fled; Bin Laden hid.", ["person:osama-bin-laden"] * 2),
    ("Melania Trump and the Trump administration", ["person:donald-trump"]),
]

COMPOUNDS = [
    ("NATO-led forces", "NATO-led", "NATO", "led"),
    ("the US-backed coalition", "US-backed", "USA", "backed"),
    ("a U.S.-led raid", "U.S.-led", "USA", "led"),
    ("AFGHAN-LED OPERATION", "AFGHAN-LED", "AFG", "led"),
    ("Taliban-controlled districts", "Taliban-controlled", "TALIBAN", "controlled"),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert [(name.surface, name.entity_id) for name in find_names(text)] == names


@pytest.mark.parametrize(("text", "ids"), PEOPLE)
def test_people(text: str, ids: list[str]) -> None:
    assert [name.entity_id for name in find_names(text)] == ids


@pytest.mark.parametrize(("text", "surface", "entity_id", "link"), COMPOUNDS)
def test_compounds_are_adjectives_that_tell_the_tie(text: str, surface: str, entity_id: str, link: str) -> None:
    (name,) = find_names(text)
    assert (name.surface, name.entity_id, name.form, link_of(name)) == (surface, entity_id, "adjective", link)


@pytest.mark.parametrize("text", ["anti-Taliban militias", "non-NATO members", "pro-Russian rebels", "ex-Taliban"])
def test_turned_names_are_none(text: str) -> None:
    assert find_names(text) == []


def test_adjective_or_name() -> None:
    assert [(name.surface, name.form, link_of(name)) for name in find_names("Afghan troops in Afghanistan, al-Qaeda too")] == [
        ("Afghan", "adjective", None),
        ("Afghanistan", "name", None),
        ("al-Qaeda", "name", None),
    ]


def test_who_acts_for_whom() -> None:
    assert acts_for("person:antony-blinken") == "USA"
    assert acts_for("RESOLUTE_SUPPORT") == "NATO"
    assert acts_for("place:USA/washington") == "USA"
    assert acts_for("KREMLIN") == "RUS"
    assert acts_for("BUNDESWEHR") == "DEU"
    assert acts_for("TALIBAN") == "TALIBAN"
    assert acts_for("nobody") == "nobody"


def test_places_and_ids() -> None:
    assert place_path("place:AFG/marjah") == "Marjah, Helmand, Afghanistan"
    assert place_path("AFG") == "Afghanistan"
    assert place_path("NATO") is None
    assert person_id("Jaap de Hoop Scheffer") == "person:jaap-de-hoop-scheffer"
    assert person_id("Mevlüt Çavuşoğlu") == "person:mevlut-cavusoglu"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("in Faizabad", ["place:AFG/faizabad"]),
        ("in Faizabad district, Jowzjan province", ["place:AFG/faizabad-jowzjan", "place:AFG/jowzjan"]),
        ("Jowzjan, said a man from Faizabad", ["place:AFG/jowzjan", "place:AFG/faizabad-jowzjan"]),
        ("Tripoli fell. Lebanon did not, said Libya", ["place:LBY/tripoli", "LBN", "LBY"]),
        ("Tripoli fell, Lebanon did not", ["place:LBN/tripoli", "LBN"]),
        ("in Marjah district, Helmand province", ["place:AFG/marjah", "place:AFG/helmand"]),
        ("in Marjah district, Kunar province", ["place:AFG/kunar"]),
        ("in Kunar, Helmand and Zabul", ["place:AFG/kunar", "place:AFG/helmand", "place:AFG/zabul"]),
    ],
)
def test_places_that_share_a_name(text: str, ids: list[str]) -> None:
    assert [name.entity_id for name in find_names(text)] == ids


def test_reference_is_closed_and_says_each_name_once() -> None:
    known = entities()
    owners: dict[str, set[str]] = {}
    for entity in known.values():
        for link in (entity.parent_id, entity.acts_for, entity.iso3):
            assert link is None or link in known, f"{entity.entity_id}: {link}"
        for surface in (entity.name, *entity.aliases, *entity.adjectives):
            owners.setdefault(surface, set()).add(entity.entity_id)
    beside = set(column("gazetteer", "place_id"))  # told apart by the words around them
    owners = {surface: ids - beside for surface, ids in owners.items()}
    shared = {surface: ids for surface, ids in owners.items() if len(ids) > 1}
    assert {surface for surface, ids in shared.items() if len({known[place].parent_id for place in ids}) < len(ids)} == set()
    assert {surface for surface, ids in shared.items() if not all(place.startswith("place:") for place in ids)} == set()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Iraqi troops fought near Diwaniya and in Hilla", ["IRQ", "place:IRQ/al-diwaniyah", "place:IRQ/al-hillah"]),
        ("a raid in the al-Zubayr area of Iraq", ["place:IRQ/az-zubayr", "IRQ"]),
        ("Fighters took Jawand district, Badghis", ["place:AFG/jawand", "place:AFG/badghis"]),
        ("Mullah Kakar fled. Afghan troops are in Kakar", ["AFG"]),
        ("He was born in Kakar", []),
        ("Mr. Nili met Afghan officials", ["AFG"]),
    ],
)
def test_smaller_places_need_words_around_that_show_them(text: str, ids: list[str]) -> None:
    assert [name.entity_id for name in find_names(text)] == ids


SNIPPETS = [
    "NATO",
    "US",
    "U.S.",
    " ",
    "-",
    "led",
    "\n",
    "'s",
    "al-",
    "Qaeda",
    "Joe",
    "Biden",
    "Jordan",
    "Michael",
    ".",
    "IS",
    "THE",
    "United",
    "States",
    "’",
    "Q.",
]


@given(st.lists(st.sampled_from(SNIPPETS), max_size=25).map("".join))
def test_offsets_resolve_in_order_and_ranges_agree(text: str) -> None:
    names = find_names(text)
    assert all(text[name.start : name.end] == name.surface and name.entity_id for name in names)
    assert all(a.end <= b.start for a, b in pairwise(names))
    middle = len(text) // 2
    assert set(find_names(text, 0, middle) + find_names(text, middle)) <= set(names)


@pytest.mark.parametrize("part", ["United ", "al-", "Joe B. ", "U.", "Al-", "Georgia ", "x" * 50, "https://"])
def test_long_lines_of_one_kind_are_read_at_once(part: str) -> None:
    assert find_names(part * 20_000) is not None
