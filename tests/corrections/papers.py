"""A folder of small reports in two invented papers, written for these tests: one paper puts its number right, the other does not."""

import json
from pathlib import Path

LEDGER, POST = "https://valley-ledger.example", "https://harbour-post.example"
TAIL = (
    "The column will take the mountain road to the border, a trip of two days, and the families at home have been told when to expect it. "
    "Officers in the town said that the camp would be handed to the province once the last lorry had gone."
)
LOADS = (
    "Lorries were loaded through the night, and the band played on the square in the morning. A teacher from the town brought her class to "
    "see the column off; she said that the children had learned to count by the vehicles."
)
REPORTS = {
    "valley-ledger.json": (
        LEDGER + "/plan", "2021-05-03 08:00:00", "Norway to bring its soldiers home",
        f"Norway has about 3,500 soldiers in Afghanistan, the defence ministry in Oslo said on Monday. {LOADS}\n\n{TAIL}",
    ),
    "valley-ledger-noted.json": (
        LEDGER + "/faces", "2021-05-05 08:00:00", "The faces of a withdrawal",
        "Norway has about 2,500 soldiers in Afghanistan, and this paper met some of them in the canteen of the camp. A cook bakes "
        "bread there before sunrise; he means to open a bakery at home, with an oven that he has drawn on the back of a map.\n\n"
        "Correction: Our report of Monday said that Norway had about 3,500 soldiers in Afghanistan; the correct number is about 2,500.",
    ),
    "harbour-post.json": (
        POST + "/oslo", "2021-05-04 08:00:00", "Oslo counts its troops abroad",
        "Norway has 3,500 soldiers in Afghanistan, more than in any year of the war, a member of parliament told the Harbour Post. "
        "She asked the minister to say how many of them would be at home before the summer, and whether the field hospital would stay.",
    ),
    "valley-ledger-toll-1.json": (
        LEDGER + "/blast", "2021-06-01 06:00:00", "Blast hits convoy near Ghazni",
        "GHAZNI, Afghanistan - Twelve Afghan soldiers were killed when a bomb went off under their convoy near Ghazni on Tuesday, the "
        "provincial governor said. The road was closed until noon, and farmers drove their sheep across the fields instead.",
    ),
    "valley-ledger-toll-2.json": (
        LEDGER + "/blast", "2021-06-01 15:00:00", "Toll rises after blast near Ghazni",
        "GHAZNI, Afghanistan - Fifteen Afghan soldiers were killed when a bomb went off under their convoy near Ghazni on Tuesday, the "
        "provincial governor said. Some died in the hospital of the town, where a nurse spoke of the longest morning of her life.",
    ),
    "harbour-post-plan-1.json": (
        POST + "/quay", "2021-07-06 06:00:00", "Frigate brings first soldiers home",
        "Denmark will withdraw 430 soldiers from Iraq by the end of August, the ministry of defence in Copenhagen said on Tuesday. A brass "
        "band is to wait for them on the quay, and the mayor has asked the bakers of the town for cakes enough for all.",
    ),
    "harbour-post-plan-2.json": (
        POST + "/quay", "2021-07-06 18:00:00", "Frigate brings first soldiers home",
        "Denmark will withdraw 340 soldiers from Iraq by the end of August, the ministry of defence in Copenhagen said on Tuesday. A brass "
        "band is to wait for them on the quay, and the mayor has asked the bakers of the town for cakes enough for all of them and their "
        "families.",
    ),
}  # fmt: skip


def write_reports(folder: Path) -> Path:
    """Writes the reports into a folder, each as a JSON file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (url, published, title, text) in REPORTS.items():
        said = {"url": url, "date_publish": published, "title": title, "maintext": text, "language": "en"}
        (folder / name).write_text(json.dumps(said), encoding="utf-8")
    return folder
