"""Who wrote it, where, and whom it credits."""

import pytest

from pipelines.articles.article import outlet_of
from pipelines.articles.blocks import mark_blocks
from pipelines.articles.byline import authors_of, is_byline
from pipelines.articles.cited import find_agencies
from pipelines.articles.dateline import read_dateline
from tests.articles.words import BODY, TITLE

LONG = "for the third time this year to talk of what is to come after the mission in the valley"


@pytest.mark.parametrize(
    ("line", "place", "agencies", "rest"),
    [
        ("BRUSSELS (Reuters) – Ministers met", "Brussels", ("Reuters",), "Ministers met"),
        ("BRUSSELS, April 14 (Reuters) - Ministers met", "Brussels", ("Reuters",), "Ministers met"),
        ("SEOUL/UNITED NATIONS, Aug 30 (Reuters) - Ministers met", "Seoul", ("Reuters",), "Ministers met"),
        ("KABUL, Afghanistan (AP) — Ministers met", "Kabul", ("AP",), "Ministers met"),
        ("KABUL, April 14 (Harbour Wire) - Ministers met", "Kabul", ("Harbour Wire",), "Ministers met"),
        ("N'DJAMENA (AFP) - Ministers met", "N'Djamena", ("AFP",), "Ministers met"),
        ("KABUL, Afghanistan (Jan. 25, 2013) – Ministers met", "Kabul", (), "Ministers met"),
        ("LAS VEGAS — Ministers met", "Las Vegas", (), "Ministers met"),
        ("BRUSSELS: Ministers met", "Brussels", (), "Ministers met"),
        ("TOKYO - Ministers met", "Tokyo", (), "Ministers met"),
        ("Brussels (AFP) – Ministers met", "Brussels", ("AFP",), "Ministers met"),
        ("New Delhi [India], April 14 (ANI): Ministers met", "New Delhi", ("ANI",), "Ministers met"),
        ("Kabul, April 14, 2021 – Ministers met", "Kabul", (), "Ministers met"),
        ("MOSCOW, April 14. /TASS/. Ministers met", "Moscow", ("TASS",), "Ministers met"),
        ("BEIJING, April 14 (Xinhua) -- Ministers met", "Beijing", ("Xinhua",), "Ministers met"),
        ("SAN SALVADOR, 3 JAN 90 -- [TEXT] MINISTERS MET", "San Salvador", (), "MINISTERS MET"),
        ("WASHINGTON, D.C. – Ministers met", "Washington", (), "Ministers met"),
        ("PORT-AU-PRINCE (AFP) - Ministers met", "Port-au-Prince", ("AFP",), "Ministers met"),
        ("PRAGUE (CZECHOSLOVAKIA), 21 APR 89 (EFE) -- MINISTERS met", "Prague", ("EFE",), "MINISTERS met"),
        (f"Kabul, Afghanistan — Ministers met {LONG}", "Kabul", (), f"Ministers met {LONG}"),
        (f"Brussels – Ministers met {LONG}", "Brussels", (), f"Ministers met {LONG}"),
        ("(Reuters) - Ministers met", None, ("Reuters",), "Ministers met"),
        ("(CNN) Ministers met", None, ("CNN",), "Ministers met"),
    ],
)
def test_a_dateline_gives_place_and_agency(line: str, place: str | None, agencies: tuple[str, ...], rest: str) -> None:
    found = read_dateline(line)
    assert found is not None
    assert (found.place, found.agencies, line[found.end :]) == (place, agencies, rest)


@pytest.mark.parametrize(
    "line",
    [
        "NATO ministers met in Brussels",
        "NATO: ministers met in Brussels",
        "Ministers met – again – in Brussels",
        "Brussels – ministers meet again",
        f"Russia – a country of eleven time zones {LONG}",
        "WATCH: ministers meet in Brussels",
        "WARNING GRAPHIC IMAGES: ministers meet",
        "Stoltenberg: we leave together",
        "THE GENERAL SAID: WE WILL LEAVE TOGETHER",
        "(in Brussels) ministers met",
        "JANE DOE: We leave together",
        "FOUR WORDS ARE HEADINGS - Ministers met",
        "A NERVOUS-looking minister came",
        "",
    ],
)
def test_other_beginnings_are_no_dateline(line: str) -> None:
    assert read_dateline(line) is None


def test_the_day_of_a_dateline_has_four_digits_for_its_year() -> None:
    found = read_dateline("BOGOTA, 20 FEB 90 -- [TEXT] [CONTINUED] THE MINISTER")
    assert found is not None and found.day == "20 FEB 1990"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("BY JANE DOE AND JOHN ROE", ["JANE DOE", "JOHN ROE"]),
        ("By Jane Doe, Defence Correspondent", ["Jane Doe"]),
        ("Jane DoeJane Doe", ["Jane Doe"]),
        ("Written by: Jane Doe | John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe | Washington correspondent", ["Jane Doe"]),
        ("Posted by: Newsroom    In: Security    0 comments", ["Newsroom"]),
        ("DM Monitoring", ["DM Monitoring"]),
        ("Reuters", ["Reuters"]),
        ("By Jane Doe in Kabul", ["Jane Doe"]),
    ],
)
def test_a_byline_names_authors(line: str, authors: list[str]) -> None:
    assert authors_of(line) == authors


@pytest.mark.parametrize(
    "line",
    ["by the end of June", "By the end of June, all had left the valley, the minister said to us all", "Is this the end?"],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        ("All will leave by June, the minister told Reuters on Tuesday.", {"Reuters"}),
        ("All will leave by June, Press TV wrote.", {"Press TV"}),
        ("All will leave by June, the AFP news agency reported.", {"AFP"}),
        ("A spokesman told the Associated Press that all will leave.", {"AP"}),
        ("All will leave by June. (AFP)", {"AFP"}),
        ("All will leave by June. (Harbour Wire)", {"Harbour Wire"}),
        ("The minister spoke to CNN and according to Al Jazeera gave no day.", {"CNN", "Al Jazeera"}),
        ("All will leave by June, she told the Harbour News Agency.", {"Harbour News Agency"}),
        ("She worked for Reuters before she went into politics.", set()),
        ("The aircraft belongs to TT Airlines and the AAP party rents it.", set()),
    ],
)
def test_agencies_are_those_that_the_text_credits(sentence: str, agencies: set[str]) -> None:
    text = f"The battalion leaves the valley this month, after two years.\n\n{sentence}\n\nNobody else was to be reached on that day.\n"
    assert find_agencies(text, mark_blocks(text)) == agencies


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("(With inputs from PTI)", {"PTI"}),
        ("With reporting from AFP and Reuters", {"AFP", "Reuters"}),
        ("Source: Al Jazeera and news agencies", {"Al Jazeera"}),
        ("Associated Press writer Jane Doe contributed to this report.", {"AP"}),
        ("(Reporting by Jane Doe; Editing by John Roe)", set()),
        ("Copyright 2021 Reuters. All rights reserved.", set()),
    ],
)
def test_lines_below_the_text_credit_agencies(line: str, agencies: set[str]) -> None:
    text = f"{TITLE}\n\n{BODY}\n{line}\n"
    blocks = mark_blocks(text)
    assert blocks[-1].kind == "footer"
    assert find_agencies(text, blocks) == agencies


def test_picture_credits_are_no_agencies() -> None:
    text = (
        "The battalion leaves the valley this month, after two years at the bridge.\n\nSoldiers at the gate – PC: AFP\n\n"
        "Nobody else was to be reached on that day for comment by the time of writing.\n"
    )
    assert find_agencies(text, mark_blocks(text)) == set()


@pytest.mark.parametrize(
    ("url", "stated", "outlet"),
    [
        ("https://www.reuters.com/world/x", None, "Reuters"),
        ("http://africa.chinadaily.com.cn/x", "africa.chinadaily.com.cn", "China Daily"),
        ("https://valleytimes.example/x", None, "valleytimes.example"),
        ("https://valleytimes.example/x", "The Valley Times", "The Valley Times"),
        (None, "www.nytimes.com", "The New York Times"),
        (None, None, None),
        ("http://[broken", None, None),
    ],
)
def test_outlets(url: str | None, stated: str | None, outlet: str | None) -> None:
    assert outlet_of(url, stated) == outlet
