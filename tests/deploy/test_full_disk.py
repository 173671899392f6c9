"""A disk that fills up in the middle of a build: one sentence, nothing half, and the next run ends with equal bytes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, SAMPLE, build
from tests.deploy.stack import hashes

ROOM = 330  # kilobytes on the disk: enough for some tables, not for all
RUN = 'build() { "$PYTHON" -m pipelines.cli build --seeds "$DOCUMENTS" --out "$DISK/out"; echo "exit code $?" >&2; }; '
KEEP = 'cp -r "$DISK/out" "$AFTER"'
OWN_DISK = f'mount -t tmpfs -o size={ROOM}k none "$DISK"; build; mount -o remount,size=64m "$DISK"; build; '
SHORT_FILES = "(ulimit -f 16; build); build; "  # where mounting is not allowed: blocks that a file may have


def may_mount() -> bool:
    return bool(shutil.which("unshare")) and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0


def test_a_build_on_a_full_disk_says_so_and_the_next_ends_with_equal_bytes(tmp_path: Path) -> None:
    places = {name: tmp_path / name.lower() for name in ("DOCUMENTS", "DISK", "AFTER")}
    places["DOCUMENTS"].mkdir()
    places["DISK"].mkdir()
    for path in sorted(SAMPLE.glob("s0*.txt"))[:4]:
        shutil.copy(path, places["DOCUMENTS"])
    given = os.environ | {name: str(path) for name, path in places.items()} | {"PYTHON": sys.executable, "MUSTER_WORKERS": "0"}
    call = ["unshare", "-m", "bash", "-c", RUN + OWN_DISK + KEEP] if may_mount() else ["bash", "-c", RUN + SHORT_FILES + KEEP]
    ran = subprocess.run(call, cwd=ROOT, env=given, capture_output=True, text=True)
    said = [line for line in ran.stderr.splitlines() if line.startswith(("muster: ", "exit code"))]
    assert len(said) == 3, ran.stderr
    assert said[0].startswith("muster: There is no room for ") and said[0].endswith("what was finished before is kept.")
    assert said[1:] == ["exit code 2", "exit code 0"]
    assert hashes(places["AFTER"]) == hashes(build(places["DOCUMENTS"], tmp_path / "whole"))
