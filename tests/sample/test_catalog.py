"""seeds/catalog.csv names every document, with the hash of its bytes. Independent of the pipeline."""

import hashlib
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.sample.texts import ROOT, documents, files, rows

COLUMNS = ["id", "dataset", "path", "outlet", "title", "date", "url", "sha256", "rights", "note"]
CATALOG = rows(ROOT / "seeds" / "catalog.csv")
OURS = [row for row in CATALOG if row["dataset"] == "sample"]
ORIGINALS = [row for row in CATALOG if row["dataset"] == "afghanistan-2021"]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_columns_and_ids() -> None:
    assert list(CATALOG[0]) == COLUMNS
    assert len({row["id"] for row in CATALOG}) == len({(row["dataset"], row["path"]) for row in CATALOG}) == len(CATALOG)


def test_every_file_and_record_is_listed() -> None:
    assert {row["path"] for row in OURS} == set(files()) | set(documents())


@pytest.mark.parametrize("row", OURS, ids=lambda row: row["id"])
def test_hash_is_that_of_the_bytes(row: dict[str, str]) -> None:
    assert row["sha256"] == sha256({**documents(), **files()}[row["path"]])


def test_rights() -> None:
    assert {row["rights"] for row in OURS} == {"CC0-1.0"}
    assert [row["rights"] for row in ORIGINALS] == ["all rights reserved: text not shipped"] * 5
    assert "CC0" in (ROOT / "seeds" / "sample" / "LICENSE").read_text(encoding="utf-8")


def test_one_document_is_there_twice() -> None:
    hashes = Counter(row["sha256"] for row in OURS if "#" not in row["path"])
    assert sorted(hashes.values())[-2:] == [1, 2]


def test_originals_are_not_shipped() -> None:
    hashes = {row["sha256"] for row in ORIGINALS}
    assert not hashes & {sha256(data) for data in documents().values()}


@pytest.mark.skipif("MUSTER_SEEDS" not in os.environ, reason="MUSTER_SEEDS does not name the folder of the five originals")
def test_originals_have_the_hashes_listed() -> None:
    folder = Path(os.environ["MUSTER_SEEDS"])
    assert {row["path"]: row["sha256"] for row in ORIGINALS} == {path.name: sha256(path.read_bytes()) for path in folder.glob("*.txt")}
