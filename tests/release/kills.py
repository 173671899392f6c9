"""Kills builds, releases, publications and downloads at random moments: `python -m tests.release.kills --n 200`.

After each kill whatever is visible has to be whole, and the run after the last has to bring the same bytes as one that was never killed.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import obstore
import polars as pl
import pyarrow.parquet as pq

from pipelines.dataset import load_dataset
from pipelines.ids import sha256
from pipelines.publish.get import get_release
from pipelines.publish.listed import find_version
from pipelines.publish.package import pack
from pipelines.publish.shelf import publish_to_folder, publish_to_store
from pipelines.publish.source import open_source
from pipelines.release.cut import cut_release, publish
from pipelines.release.sums import SUMS, seal
from pipelines.release.verify import problems
from pipelines.release.versions import LATEST, latest
from tests.conftest import ROOT, SAMPLE
from tests.publish.s3 import BUCKET, environment, storage
from tests.publish.servers import Files, running

VERSION = "2031.1.0"
SHARES = {"build": 0.15, "release": 0.25, "folder": 0.2, "s3": 0.25, "get": 0.15}
READY = "ready"
REMEMBERED = frozenset({"batches", "groups", "index", "made.json"})


class Work(NamedTuple):
    """What is killed: where it writes, and what it reads."""

    kind: str
    home: Path
    given: Path
    """A build that was never killed; for publications its release."""
    address: str = ""

    @property
    def place(self) -> Path:
        return self.home / self.kind


def do(work: Work) -> None:
    """The work itself, in a process of its own."""
    if work.kind == "build":
        from pipelines.commands.build import run_build

        print(READY, flush=True)
        sys.exit(run_build([SAMPLE], work.place, "", as_json=True, quiet=True))
    print(READY, flush=True)
    if work.kind == "release":
        dataset = replace(load_dataset("sample", work.place), version=VERSION)
        cut_release(dataset, lambda table: pl.read_parquet(work.given / f"{table}.parquet"), work.place / "release")
        publish(work.place / "release", work.place / "releases", VERSION)
    elif work.kind == "folder":
        publish_to_folder(pack(work.given), work.place, dry_run=False, say=lambda _: None)
    elif work.kind == "s3":
        publish_to_store(pack(work.given), work.address, dry_run=False, say=lambda _: None)
    else:
        source = open_source(work.address)
        version = find_version(source, "latest")
        get_release(source.below(version), version, work.place, most_bytes=10**9)


def visible(work: Work) -> list[str]:
    """What is wrong with what can be seen; nothing that has begun may be seen before it is whole."""
    if work.kind == "s3":
        return _visible_in_storage(work)
    folders = [path for path in (work.place / "release", *work.place.glob("20*"), *work.place.glob("releases/20*")) if path.exists()]
    wrong = [f"{folder.name}: {problem}" for folder in folders for problem in problems(folder)]
    for shelf in (work.place, work.place / "releases"):
        named = latest(shelf)
        if named and not (shelf / named / SUMS).is_file():
            wrong.append(f"{LATEST} names {named}, which is not there")
    for table in work.place.glob("*.parquet"):
        pq.ParquetFile(table).read()
    return wrong


def _visible_in_storage(work: Work) -> list[str]:
    place = obstore.store.from_url(work.address)
    there = {found["path"] for found in obstore.list(place).collect()}
    right = {f"{work.given.name}/{path.name}": path.read_bytes() for path in work.given.iterdir()}
    wrong = [name for name in there - {LATEST} if bytes(obstore.get(place, name).bytes()) != right.get(name)]
    if (LATEST in there or f"{work.given.name}/{SUMS}" in there) and not there >= {*right}:
        wrong.append(f"{LATEST} or {SUMS} is there before {sorted({*right} - there)}")
    return wrong


def made(work: Work) -> dict[str, str]:
    """What is there in the end, by its hash; but for what a build remembers for the next, with the times of files in it."""
    if work.kind == "s3":
        place = obstore.store.from_url(work.address)
        return {found["path"]: sha256(bytes(obstore.get(place, found["path"]).bytes())) for found in obstore.list(place).collect()}
    paths = [
        path
        for path in work.place.rglob("*")
        if path.is_file() and not any(part.startswith(".") or part in REMEMBERED for part in path.relative_to(work.place).parts)
    ]
    return {str(path.relative_to(work.place)): sha256(path.read_bytes()) for path in paths}


def clear(work: Work) -> None:
    if work.kind == "s3":
        place = obstore.store.from_url(work.address)
        obstore.delete(place, [found["path"] for found in obstore.list(place).collect()])
    shutil.rmtree(work.place, ignore_errors=True)


def start(work: Work) -> subprocess.Popen[str]:
    """Begins the work, and comes back when its modules are loaded."""
    call = [sys.executable, "-m", "tests.release.kills", "--do", work.kind, str(work.home), str(work.given), work.address]
    process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout and process.stdout.readline().strip() == READY
    return process


def finish(work: Work) -> tuple[dict[str, str], float]:
    """Lets the work end, and says what it made and how long it took."""
    process = start(work)
    begun = time.monotonic()
    assert process.wait() == 0, f"{work.kind} did not complete"
    return made(work), time.monotonic() - begun


def torture(work: Work, n: int, draw: random.Random, say: Callable[[str], None] = print) -> Counter[str]:
    """Kills the work n times, completing it now and then.

    Raises:
        AssertionError: something half was visible, or the bytes came out otherwise.
    """
    clear(work)
    wanted, seconds = finish(work) if work.kind != "build" else (made(work._replace(home=work.given.parent, kind=work.given.name)), 8.0)
    clear(work)
    told: Counter[str] = Counter()
    while told["killed"] < n:
        process = start(work)
        time.sleep(draw.uniform(0, 0.8 * seconds))
        process.kill()
        ended = process.wait() != -signal.SIGKILL
        told["had ended" if ended else "killed"] += 1
        assert visible(work) == [], f"{work.kind}, {told}"
        if ended or told["killed"] % 5 == 0 or told["killed"] == n:
            found, _ = finish(work)
            assert found == wanted, f"{work.kind}, {told}: other bytes"
            assert visible(work) == []
            told["completed"] += 1
            clear(work)
    say(f"{work.kind}: {dict(told)}, {seconds:.1f} s each")
    return told


def run_all(counts: dict[str, int], given: Path, home: Path, seed: int, say: Callable[[str], None] = print) -> Counter[str]:
    """All kinds of work, each killed so many times. `given` is a build that was never killed."""
    draw, told = random.Random(seed), Counter[str]()
    release = Path(shutil.copytree(given / "release", home / "given" / VERSION))
    manifest = (release / "manifest.json").read_text(encoding="utf-8").replace('"version": "0.0.0"', f'"version": "{VERSION}"', 1)
    (release / "manifest.json").write_text(manifest, encoding="utf-8")
    seal(release, "", None)
    publish_to_folder(pack(release), home / "served", dry_run=False, say=lambda _: None)
    with storage() as url, running(Files(home / "served")) as server:
        os.environ |= environment(url)
        for kind, n in counts.items():
            address = {"s3": f"s3://{BUCKET}/kills", "get": server.url}.get(kind, "")
            told += torture(Work(kind, home, given if kind in ("build", "release") else release, address), n, draw, say) if n else Counter()
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--do", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.do:
        return do(Work(asked.do[0], Path(asked.do[1]), Path(asked.do[2]), asked.do[3]))
    from tests.conftest import build

    with tempfile.TemporaryDirectory(prefix="muster-kills-") as home:
        counts = {kind: round(asked.n * share) for kind, share in SHARES.items()}
        told = run_all(counts, build(SAMPLE, Path(home) / "whole"), Path(home), asked.seed)
    print(f"{told['killed']} killed while at work, {told['had ended']} had just ended; nothing half was ever visible; ", end="")
    print(f"{told['completed']} completed with equal bytes")
    return None


if __name__ == "__main__":
    main()
