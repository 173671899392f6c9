"""The schema's version follows from what changed, and a release is refused that states another."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.release import schema_version
from pipelines.release.schema_version import FILE, modelled, newest_release, raised, released, renewed, schema_problems, steps
from tests.release.small import write_release


def column(name: str, type: str = "string", nullable: bool = False, unit: str | None = None, description: str = "d") -> dict[str, Any]:
    return {"name": name, "type": type, "nullable": nullable, "unit": unit, "description": description}


BASE = {"quotes": {"key": ["id"], "columns": [column("id"), column("n", "int64", unit="words")]}}


def changed(**fields: Any) -> dict[str, Any]:
    """The tables with the second column changed."""
    return {"quotes": {"key": ["id"], "columns": [column("id"), column("n", "int64", unit="words") | fields]}}


@pytest.mark.parametrize(
    ("after", "version"),
    [
        (BASE, "1.4.2"),
        (changed(description="other words"), "1.4.3"),
        (changed(nullable=True), "2.0.0"),
        (changed(type="string"), "2.0.0"),
        (changed(unit="persons"), "2.0.0"),
        (changed(name="m"), "2.0.0"),
        ({}, "2.0.0"),
        ({"quotes": BASE["quotes"] | {"key": ["n"]}}, "2.0.0"),
        (BASE | {"events": BASE["quotes"]}, "1.5.0"),
        ({"quotes": {"key": ["id"], "columns": [*BASE["quotes"]["columns"], column("new")]}}, "1.5.0"),
    ],
)
def test_what_changed_sets_the_version(after: dict[str, Any], version: str) -> None:
    assert raised("1.4.2", steps(BASE, after)) == version


def test_what_may_no_longer_be_null_is_minor() -> None:
    assert raised("1.4.2", steps(changed(nullable=True), BASE)) == "1.5.0"


def test_what_older_releases_do_not_say_is_no_difference() -> None:
    before = copy.deepcopy(BASE)
    del before["quotes"]["key"]
    for told in before["quotes"]["columns"]:
        del told["nullable"]
    assert steps(before, BASE) == []


def test_the_file_describes_the_models_and_follows_the_last_release() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == renewed(newest_release()), "run `make schema`"


def test_a_release_says_of_itself_what_the_models_say(tmp_path: Path) -> None:
    folder = write_release(tmp_path / "2026.1.0", {name: [] for name in modelled()})
    assert released(folder) == modelled()
    assert steps(released(folder), modelled()) == []


def test_models_that_the_file_does_not_describe_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    now = modelled()
    now["quotes"]["columns"] = [column for column in now["quotes"]["columns"] if column["name"] != "cue"]
    monkeypatch.setattr(schema_version, "modelled", lambda: now)
    assert schema_problems(None) == ["checks/schema.json does not describe the tables as they are (quotes.cue is gone): run `make schema`."]


def test_a_version_that_is_too_low_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write_release(tmp_path / "2026.1.0", {name: [] for name in modelled() if name != "quotes"}, schema_version="3.1.0")
    monkeypatch.setattr(schema_version, "stated", lambda: {"version": "3.1.9", "tables": modelled()})
    assert schema_problems(before) == [
        "The schema is stated to be 3.1.9, but must be 3.2.0 after 3.1.0 (table quotes is new): run `make schema`."
    ]
    monkeypatch.setattr(schema_version, "stated", lambda: {"version": "3.2.0", "tables": modelled()})
    assert schema_problems(before) == []
