"""Sources and sidecars: what is said of a document outside of it, and what is believed."""

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.articles.find import find_documents
from pipelines.articles.records import read_record
from pipelines.articles.sidecar import read_sidecar, sidecar_path
from pipelines.articles.sources import FOLDER, load_source, load_sources, source_of
from pipelines.errors import UserError
from tests.sample.texts import ROOT, rows

OUTLETS = [
    row for row in rows(ROOT / "seeds" / "catalog.csv") if row["dataset"] == "sample" and row["outlet"] and row["id"].startswith("s")
]


@pytest.mark.parametrize("row", OUTLETS, ids=lambda row: row["id"])
def test_every_outlet_of_the_sample_is_known_by_the_name_of_its_file(row: dict[str, str]) -> None:
    source = source_of(row["path"], None)
    assert source is not None
    assert (source.outlet, source.rights) == (row["outlet"], row["rights"])


def test_no_document_of_the_sample_has_two_sources() -> None:
    globs = [glob for source in load_sources() for glob in source.documents]
    assert len(globs) == len(set(globs))
    assert [source.id for source in load_sources()] == sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize(
    ("document", "url", "found"),
    [
        ("s06_northern-herald_2021-04-15.html", None, "northern-herald"),
        ("any/folder/s06_northern-herald_x.html.gz", None, "northern-herald"),
        ("s20_borderlines_2019.jsonl#2", None, "borderlines"),
        ("a.warc#<urn:x>", "https://www.nigerbendpost.example/mali/x", "niger-bend-post"),
        ("a.html", "https://m.northern-herald.example:8443/x", "northern-herald"),
        ("s06_northern-herald_x.html", "https://city-ledger.example/x", "northern-herald"),
        ("inbox/uk-ministry-of-defence/x.html", None, "uk-ministry-of-defence"),
        ("a.html", "https://northern-herald.example.org/x", None),
        ("a.html", "https://[broken", None),
        ("a.html", "https://www.gov.uk/x", None),
        ("northern-herald", None, None),
    ],
)
def test_source_of(document: str, url: str | None, found: str | None) -> None:
    source = source_of(document, url)
    assert (source.id if source else None) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("outlet = ", "cannot be read as TOML"),
        ('outlet = "A"', "the key 'rights' is missing"),
        ('outlet = "A"\nrights = ""', "the key 'rights' is missing"),
        ('outlet = "A"\nrights = "B"\nfeed = []', "there is no key 'feed'; there are outlet"),
        ('outlet = ["A"]\nrights = "B"', "'outlet' has to be a text"),
        ('outlet = "A"\nrights = "B"\nfeeds = "https://a.example/"', "'feeds' has to be a list"),
        ('outlet = "A"\nrights = "B"\nfeeds = ["ftp://a.example/"]', "'feeds' has to hold addresses"),
        ('outlet = "A"\nrights = "B"\nhomepage = "a.example"', "'homepage' has to hold addresses"),
        ('outlet = "A"\nrights = "B"\ndomains = ["https://a.example"]', "'domains' has to hold names"),
        ('outlet = "A"\nrights = "B"\ndelay_seconds = true', "'delay_seconds' has to be a number"),
        ('outlet = "A"\nrights = "B"\ndelay_seconds = -1', "'delay_seconds' has to be a number"),
        ('outlet = "A"\nrights = "B"\ntime_zone = "Mars/Olympus"', "'time_zone' has to be a name"),
        ('outlet = "A"\nrights = "B"\ntime_zone = "../../etc"', "'time_zone' has to be a name"),
        ('outlet = "A"\nrights = "B"\n[fields]\nbody = "x"', "[fields] has no field 'body'; there are text"),
        ('outlet = "A"\nrights = "B"\n[fields]\ntext = 3', "'fields.text' has to be a text"),
        ('outlet = "A"\nrights = "B"\nfields = "text"', "[fields] has to be a table"),
        ('outlet = "A"\nrights = "B"\n# ' + "x" * 1_000_001, "is too long"),
    ],
)
def test_a_wrong_entry_is_named(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_sources(tmp_path)
    assert says in str(raised.value)
    assert str(tmp_path / "a.toml") in str(raised.value)


def test_a_source_toml_describes_all_documents_below_it(tmp_path: Path) -> None:
    for name in ("a.txt", "one/b.txt", "one/two/c.txt", "one/three/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "one" / "source.toml").write_text('outlet = "One"\nrights = "CC0-1.0"\n', encoding="utf-8")
    (tmp_path / "one" / "two" / "source.toml").write_text('outlet = "Two"\nrights = "CC0-1.0"\n', encoding="utf-8")
    sources = {one.source: source_of(one.source, None, one.described) for one in find_documents([tmp_path])}
    outlets = {name: source.outlet if source else None for name, source in sources.items()}
    assert outlets == {"a.txt": None, "one/b.txt": "One", "one/three/d.txt": "One", "one/two/c.txt": "Two"}


def test_a_source_toml_has_no_globs(tmp_path: Path) -> None:
    (tmp_path / "source.toml").write_text('outlet = "One"\nrights = "B"\ndocuments = ["*"]', encoding="utf-8")
    with pytest.raises(UserError, match="'documents' has no place here"):
        load_source(tmp_path / "source.toml")


RECORD = json.dumps({"text": "general", "payload": {"copy": "particular"}, "when": "2021-04-15", "date": "2020-01-01", "title": "T"})


@pytest.mark.parametrize(
    ("mapping", "text", "published"),
    [
        ((), "general", "2020-01-01"),
        ((("text", "payload.copy"), ("published", "when")), "particular", "2021-04-15"),
        ((("text", "nothing.here"), ("text", "payload.copy")), "particular", "2020-01-01"),
        ((("text", "nothing.here"),), "general", "2020-01-01"),
    ],
)
def test_the_paths_of_a_source_come_first(mapping: tuple[tuple[str, str], ...], text: str, published: str) -> None:
    read = read_record(RECORD, mapping)
    assert (read.text, read.published, read.title) == (text, published, "T")


GOOD = {"url": "https://a.example/1", "charset": "cp1252", "outlet": "A  Post", "rights": "CC0-1.0", "source": "a"}


@pytest.mark.parametrize(
    ("change", "url"),
    [
        ({}, "https://a.example/1"),
        ({"final_url": "https://a.example/2"}, "https://a.example/2"),
        ({"url": ["x"]}, None),
        ({"url": "x" * 5000}, None),
        ({"url": "https://a.example/\ud800"}, "https://a.example/?"),
    ],
)
def test_sidecar(change: dict[str, object], url: str | None, tmp_path: Path) -> None:
    document = tmp_path / "a.html"
    document.write_bytes(b"words")
    said = {**GOOD, "sha256": hashlib.sha256(b"words").hexdigest(), **change}
    sidecar_path(document).write_text(json.dumps(said), encoding="utf-8")
    read = read_sidecar(document)
    assert read is not None
    assert (read.url, read.outlet, read.charset) == (url, "A Post", "cp1252")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        json.dumps(GOOD),
        json.dumps({**GOOD, "sha256": "0" * 64}),
        json.dumps({**GOOD, "sha256": 7}),
        "\x00",
        "9" * 9000,
    ],
)
def test_a_damaged_sidecar_or_one_of_other_bytes_is_not_believed(text: str, tmp_path: Path) -> None:
    document = tmp_path / "a.html"
    document.write_bytes(b"words")
    sidecar_path(document).write_text(text, encoding="utf-8")
    assert read_sidecar(document) is None
    sidecar_path(document).unlink()
    assert read_sidecar(document) is None


def test_what_describes_documents_is_none(tmp_path: Path) -> None:
    for name in (
        "a.html",
        "a.html.meta.json",
        "source.toml",
        ".a.html.4711.tmp",
        "failed.meta.json",
        "meta.json",
        "notes.tmp",
        ".hidden.txt",
    ):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [one.source for one in find_documents([tmp_path])] == [".hidden.txt", "a.html", "meta.json", "notes.tmp"]
