"""Lines in, wires out: who signs a report, and with what."""

import pytest

from pipelines.articles.agencies import agency_named
from pipelines.reports.credits import Part, sign

JANE = "By Jane Roe"
D, B, H, E, F = "dateline", "byline", "head", "end", "foot"


@pytest.mark.parametrize(
    ("dateline", "wire"),
    [
        ("BRUSSELS (Reuters) – ", "Reuters"),
        ("BRUSSELS, April 14 (Reuters) - ", "Reuters"),
        ("SEOUL/UNITED NATIONS, Aug 30 (Reuters) - ", "Reuters"),
        ("KABUL, April 14 (Xinhua) -- ", "Xinhua"),
        ("KABUL, Afghanistan (AP) — ", "AP"),
        ("PITTSBURGH, PA (AP) — ", "AP"),
        ("Washington (AFP) – ", "AFP"),
        ("New Delhi [India], April 14 (ANI): ", "ANI"),
        ("NEW DELHI, June 3 (PTI) ", "PTI"),
        ("MOSCOW, April 14. /TASS/. ", "TASS"),
        ("KYIV. April 14 (Interfax-Ukraine) – ", "Interfax-Ukraine"),
        ("MOSCOW. April 14. INTERFAX.COM - ", "Interfax"),
        ("TOKYO, May 2 (Kyodo) - ", "Kyodo"),
        ("SEOUL, May 2 (Yonhap) -- ", "Yonhap"),
        ("HANOI, May 2 (VNA) – ", "VNA"),
        ("RABAT, May 2 (MAP) - ", "MAP"),
        ("AMMAN, May 2 (Petra) -- ", "Petra"),
        ("BAKU, May 2 (Azertac) ", "Azertac"),
        ("DAMASCUS, May 2 (SANA) – ", "SANA"),
        ("PANAMA CITY, 2 MAY 90 (ACAN-EFE) -- ", "ACAN-EFE"),
        ("MEXICO CITY, 2 MAY 90 (NOTIMEX) -- ", "Notimex"),
        ("SYDNEY, June 3 AAP - ", "AAP"),
        ("UNITED NATIONS, Sep 5 (IPS) - ", "IPS"),
        ("LONDON, Dec 29 (Thomson Reuters Foundation) - ", "Reuters"),
        ("(Reuters) - ", "Reuters"),
        ("OSLO, May 4 (Valley News Agency) — ", "Valley News Agency"),
        ("OSLO (Reuters/AFP) - ", None),
        ("DUBAI (AFP, AP) — ", None),
        ("ATLANTA (CNN) — ", None),
        ("BRUSSELS: ", None),
        ("KABUL, Afghanistan (Jan. 25, 2013) – ", None),
        ("SEOUL: (Agencies) ", None),
    ],
)
def test_datelines(dateline: str, wire: str | None) -> None:
    assert sign([Part(D, dateline)], []) == (wire, "dateline" if wire else None)


@pytest.mark.parametrize(
    ("bylines", "wire"),
    [
        (["Reuters"], "Reuters"),
        (["Reuters Staff"], "Reuters"),
        (["The Associated Press"], "AP"),
        (["THE ASSOCIATED PRESS"], "AP"),
        (["By JANE ROE, Associated Press"], "AP"),
        (["By JANE ROE and JOHN DOE Associated Press"], "AP"),
        (["Jane Roe of the Associated Press"], "AP"),
        (["Jane Roe", "Associated Press"], "AP"),
        (["AFP News"], "AFP"),
        (["Agence France-Presse"], "AFP"),
        (["Jane Roe for Reuters"], "Reuters"),
        (["Jane Roe / Anadolu Agency"], "Anadolu Agency"),
        (["Jane Roe | The Canadian Press"], "CP"),
        (["Jane Roe, AAP"], "AAP"),
        (["Press Association Sport Correspondent"], "PA Media"),
        (["By Press Trust of India"], "PTI"),
        (["Kestrel Wire"], "Kestrel Wire"),
        (["Jane Roe, Military Writer"], None),
        (["Petra Novak"], None),
        (["Nina Sapa"], None),
        (["Jane Roe, Pittsburgh"], None),
        (["DM Monitoring"], None),
        (["News Desk"], None),
        (["Agencies"], None),
        (["AFP", "AP"], None),
        (["CNN"], None),
        (["Jane Roe", "Getty Images", "Reuters"], None),
        ([], None),
    ],
)
def test_bylines(bylines: list[str], wire: str | None) -> None:
    assert sign([], bylines) == (wire, "byline" if wire else None)
    assert sign([Part(B, line) for line in bylines], [])[0] == wire


@pytest.mark.parametrize(
    ("place", "line", "wire"),
    [
        (E, "He gave no day for the march back. (Reuters)", "Reuters"),
        (E, "“We go in May,” she said. — Reuters", "Reuters"),
        (E, "Nobody was hurt in the valley. – AFP", "AFP"),
        (E, "Nobody was hurt in the valley. -- Bernama", "Bernama"),
        (E, "Nobody was hurt in the valley. /TASS/", "TASS"),
        (E, "Nobody was hurt in the valley. PTI", "PTI"),
        (E, "Nobody was hurt in the valley. PTI SKL KK", "PTI"),
        (E, "Nobody was hurt in the valley, the UN said. US", None),
        (E, "Nobody was hurt in the valley. (AFP/Reuters)", None),
        (E, "Nobody was hurt in the valley. (Reuters and agencies)", None),
        (E, "Nobody was hurt in the valley. (CNN)", None),
        (E, "He had worked for Reuters.", None),
        (E, "The minister told AFP.", None),
        (E, "The picture was taken by a friend (AP photo)", None),
        (E, "It ended well. (Reporting by Jane Roe in Oslo; Editing by John Doe)", "Reuters"),
        (F, "(Reporting by Jane Roe; Additional reporting by Ann Lee; Editing by John Doe)", "Reuters"),
        (F, "Reporting by Jane Roe, writing by Ann Lee, Editing by John Doe", "Reuters"),
        (F, "(Editing by John Doe)", "Reuters"),
        (F, "(Reporting by AAP; editing by John Doe)", "AAP"),
        (F, "(Reporting by Kestrel Wire's Oslo bureau)", "Kestrel Wire"),
        (F, "Our Standards: The Thomson Reuters Trust Principles.", "Reuters"),
        (F, "Additional reporting by Jane Roe.", None),
        (F, "Edited by Jane Roe", None),
        (F, "(AFP)", "AFP"),
        (F, "— Reuters", "Reuters"),
        (F, "ANI", "ANI"),
        (F, "AP - AFP", None),
        (F, "AFP-JIJI", None),
        (F, "Agencies", None),
        (F, "Source: AFP", "AFP"),
        (F, "Source: Al Jazeera and news agencies", None),
        (F, "Sources: Reuters, AP", None),
        (F, "Last updated on May 3 | Source: TASS", "TASS"),
        (F, "By AFP", "AFP"),
        (F, "Based on reporting by Interfax", "Interfax"),
        (F, "This report by The Canadian Press was first published May 3, 2021.", "CP"),
        (F, "Source: Ministry of Defence", None),
        (F, "Source: AFP, Ministry of Defence", None),
        (F, "Courtesy: Pajhwok Afghan News", "Pajhwok"),
        (F, "Via AP", "AP"),
        (H, "Source: Xinhua | 2021-04-14 09:12:33 | Editor: Lin", "Xinhua"),
        (H, "Photograph: Reuters", None),
        (H, "Enlarge this image Jane Roe/AP", None),
        (F, "Copyright 2021 The Associated Press. All rights reserved.", "AP"),
        (F, "© 2021 AFP", "AFP"),
        (F, "(c) 2021 Reuters. All rights reserved", "Reuters"),
        (F, "© Copyright 2020-2021 Press Trust of India", "PTI"),
        (F, "© REUTERS/ Ann Lee", None),
        (F, "Copyright © 2016 NPR", None),
        (F, "© 2021 Harbour Courier Ltd. All rights reserved.", None),
        (F, "(With inputs from PTI)", "PTI"),
        (F, "With files from The Canadian Press", "CP"),
        (F, "(With inputs from PTI and ANI)", None),
        (F, "The Associated Press contributed to this report.", "AP"),
        (F, "Associated Press writer Ann Lee in Oslo contributed to this report.", "AP"),
        (F, "Ann Lee in Oslo contributed to this report.", None),
        (F, "Sign up for our newsletter on Reuters and its rivals", None),
        (F, "Read also: Reuters names new chief", None),
    ],
)
def test_lines(place: str, line: str, wire: str | None) -> None:
    assert sign([Part(place, line)], []) == (wire, "credit" if wire else None)


@pytest.mark.parametrize(
    ("parts", "bylines", "outlet", "signed"),
    [
        ([Part(D, "OSLO (AP) — "), Part(F, "Copyright 2021 Reuters")], [], None, ("AP", "dateline")),
        ([Part(D, "OSLO — "), Part(F, "© 2021 AFP")], ["Jane Roe", "Associated Press"], None, ("AP", "byline")),
        ([Part(D, "OSLO (AP/AFP) — ")], ["Associated Press"], None, (None, None)),
        ([Part(F, "(With inputs from PTI)")], ["Jane Roe"], None, (None, None)),
        ([Part(F, "(With inputs from PTI)"), Part(B, JANE)], [], None, (None, None)),
        ([Part(F, "(With inputs from PTI)")], ["News Desk"], None, ("PTI", "credit")),
        ([Part(F, "(With inputs from PTI)")], ["Harbour Courier"], "The Harbour Courier", ("PTI", "credit")),
        ([Part(F, "(Reuters)"), Part(F, "The Associated Press contributed to this report.")], [], None, ("Reuters", "credit")),
        ([Part(E, "It ended. (AFP)"), Part(F, "Source: Bank of the Valley")], [], None, ("AFP", "credit")),
        ([Part(E, "It ended. (AFP)"), Part(F, "© 2021 Reuters")], [], None, (None, None)),
        ([], ["Jane Roe"], "Reuters", ("Reuters", "outlet")),
        ([], [], "Associated Press", ("AP", "outlet")),
        ([], [], "Valley News Agency", ("Valley News Agency", "outlet")),
        ([], [], "CNN", (None, None)),
        ([Part(D, "OSLO (AFP) — ")], [], "Anadolu Agency", ("AFP", "dateline")),
    ],
)
def test_the_first_place_that_names_a_wire_decides(
    parts: list[Part], bylines: list[str], outlet: str | None, signed: tuple[str | None, str | None]
) -> None:
    assert sign(parts, bylines, outlet) == signed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the associated press", "AP"),
        ("PA", "PA Media"),
        ("Pa", None),
        ("MAP", "MAP"),
        ("Map", None),
        ("Valley News Agency", "Valley News Agency"),
        ("Harbour Courier", None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert agency_named(text) == name
