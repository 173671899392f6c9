"""A handful of kills; `python -m tests.release.kills --n 200` does more."""

from pathlib import Path

import pytest

from tests.release.kills import run_all


def test_a_killed_run_shows_nothing_half_and_the_next_ends_well(
    sample_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ENDPOINT_URL", "AWS_ALLOW_HTTP", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"):
        monkeypatch.setenv(name, "")
    told = run_all({"build": 1, "release": 2, "folder": 2, "s3": 2, "get": 1}, sample_build, tmp_path, seed=1)
    assert told["killed"] == 8
    assert told["completed"] >= 5
