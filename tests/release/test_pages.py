"""What a release says of itself: in its own pages, and in the words of Frictionless, Croissant and schema.org."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from checks.tables import RELEASED
from pipelines.dataset import Dataset
from pipelines.ids import file_sha256
from pipelines.release.diff_page import diff_page
from pipelines.release.documents import citation, citation_line, released_on
from tests.release.small import frame, write_release


def described(**fields: Any) -> Dataset:
    return Dataset("d", 'A "title": with marks', "What: 'it' is\\", "2026.1.1", (), Path("nowhere"), licence="CC-BY-4.0", **fields)


def test_the_citation_is_yaml_whatever_the_title() -> None:
    said = yaml.safe_load(
        citation(described(creators=("Ann #1", "B: C"), keywords=("a: b",), changelog="\n## 2026.1.1 - 2026-01-31: more\n"))
    )
    assert (said["title"], said["abstract"], said["version"]) == ('A "title": with marks', "What: 'it' is\\", "2026.1.1")
    assert [author["name"] for author in said["authors"]] == ["Ann #1", "B: C"]
    assert (said["keywords"], said["date-released"], said["license"]) == (["a: b"], "2026-01-31", "CC-BY-4.0")


@pytest.mark.parametrize(
    ("changelog", "day"),
    [("## 2026.1.1 - 2026-01-31", "2026-01-31"), ("## 2026.1.10 - 2026-01-31", None), ("## 2026.1.1\n", None), ("", None)],
)
def test_the_day_of_a_release_is_that_of_its_changelog(changelog: str, day: str | None) -> None:
    assert released_on(described(changelog=changelog)) == day


def test_a_citation_in_a_line() -> None:
    assert citation_line(described(creators=("Ann", "Bob"))) == 'Ann, Bob (2026): A "title": with marks, version 2026.1.1.'


def test_the_page_of_differences_counts_and_lists(tmp_path: Path) -> None:
    before = write_release(tmp_path / "2026.1.0", {"quotes": []}, schema_version="0.6.0")
    rows = [
        {"table": "quotes", "id": "quo_a", "change": "changed", "columns": ["text"], "old": "{}", "new": "{}"},
        {"table": "quotes", "id": "quo_b", "change": "merged", "superseded_by": "quo_a", "reason": "2 of its 2 mentions stand there now"},
        {"table": "quotes", "id": "quo_c", "change": "withdrawn", "reason": "withdrawn: asked for"},
        {"table": "quotes", "id": "quo_d", "change": "added"},
        {"table": "reports", "id": "rep_a", "change": "added"},
        *({"table": "events", "id": f"evt_{n}", "change": "changed", "columns": ["type"], "old": "{}", "new": "{}"} for n in range(50)),
    ]
    page = diff_page(described(), {"quotes": 9, "events": 60, "reports": 3}, frame("changes", rows), before)
    assert "| `quotes` | 9 | 1 | 1 | 1 | 1 | 7 |" in page
    assert "| `reports` | 3 | 1 | 0 | 0 | 0 | 3 |" in page  # a new set of copies is no new row
    assert "- `quo_b` merged into `quo_a` (2 of its 2 mentions stand there now)\n" in page
    assert "- `quo_a` changed: text\n" in page and "quo_d" not in page
    assert "## Taken back\n\n- `quotes` `quo_c`: withdrawn: asked for\n" in page
    assert "- and 10 more, in `changes.parquet`" in page
    assert "- the schema was 0.6.0\n- table raw_documents is new (minor)" in page


def test_the_page_of_a_first_release_says_so() -> None:
    page = diff_page(described(), {"quotes": 2}, frame("changes", [{"table": "quotes", "id": "q", "change": "added"}]), None)
    assert "This is the first release: every row is new." in page
    assert "| `quotes` | 2 | 1 | 0 | 0 | 0 | 1 |" in page


@pytest.fixture(scope="module")
def release(sample_build: Path) -> Path:
    return sample_build / "release"


def loaded(release: Path, name: str) -> dict[str, Any]:
    return json.loads((release / name).read_text(encoding="utf-8"))


def test_the_data_package_has_every_table_twice_with_its_columns(release: Path) -> None:
    said = loaded(release, "datapackage.json")
    by_name: Mapping[str, Any] = {resource["name"]: resource for resource in said["resources"]}
    assert set(by_name) == {name + suffix for name in RELEASED for suffix in ("", "_csv")}
    for resource in by_name.values():
        assert resource["hash"] == f"sha256:{file_sha256(release / resource['path'])}"
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == pl.read_parquet_schema(release / f"{resource['title']}.parquet").names()
        assert all(field["description"] for field in fields)
        assert "bytes" not in resource and resource["schema"]["missingValues"] == ["", "nan"]
    quotes = {field["name"]: field for field in by_name["quotes"]["schema"]["fields"]}
    assert quotes["quote_id"]["constraints"]["unique"] and "required" not in quotes["text"].get("constraints", {})
    assert by_name["registry"]["schema"]["primaryKey"] == ["table", "id"]
    [key] = [key for key in by_name["quote_mentions_csv"]["schema"]["foreignKeys"] if key["fields"] == ["quote_id"]]
    assert key["reference"] == {"resource": "quotes_csv", "fields": ["quote_id"]}


def test_croissant_and_schema_org_name_files_that_are_there(release: Path) -> None:
    for page in ("croissant.json", "dataset.jsonld"):
        for file in loaded(release, page)["distribution"]:
            assert file["sha256"] == file_sha256(release / file["contentUrl"])
            assert file["contentSize"] == f"{(release / file['contentUrl']).stat().st_size} B"
    records = {record["name"]: record for record in loaded(release, "croissant.json")["recordSet"]}
    assert set(records) == set(RELEASED)
    assert "The file also has variants:" in records["quotes"]["description"]
    known = {field["@id"] for record in records.values() for field in record["field"]}
    asked = {field["references"]["field"]["@id"] for record in records.values() for field in record["field"] if "references" in field}
    assert asked and asked <= known


def test_the_manifest_names_what_it_was_compared_with(release: Path) -> None:
    assert loaded(release, "manifest.json")["predecessor"] is None
    assert set(loaded(release, "manifest.json")["writers"]) == {"pyarrow", "polars", "duckdb", "zlib"}
