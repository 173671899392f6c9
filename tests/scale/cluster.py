"""Proof that Daft makes the same tables, natively and on a Ray cluster of two nodes, also when a worker or a node is killed on the way.

    python -m tests.scale.cluster [--articles FILE | --n 10000] [--build] [--to DIR]

Both nodes run on this machine, in a network and among processes of their own (`unshare`, of util-linux): Ray listens on all interfaces, and
here there is none but loopback; and whatever is left running ends with this command. Needs the extra `scale`. Prints what ran where, and
ends with exit code 1 if a table differs.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.reports.compare import compare_articles
from tests.reports.generate import write

ALONE = ["unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
HEAD, SECOND, PORT = "127.0.0.2", "127.0.0.3", 6399
MEMORY = 400_000_000
"""Bytes of each node's object store."""
WORKER, RAYLET = "ray::", "raylet"
"""How the processes that work on a node call themselves, after what they do, and the one that makes it a node."""
OTHERS = ("ray::IDLE", "ray::DashboardAgent", "ray::RuntimeEnvAgent")
STAGES = ("words:", "links:", "pairs:", "all:")
TABLES = ("overlaps", "reports")
BUILT = ("raw_documents", "articles", "rejects", "overlaps", "reports", "quote_mentions", "figure_mentions", "event_mentions", "events")


class Cluster:
    """Two Ray nodes on this machine."""

    def __init__(self, scratch: Path, logs: Path) -> None:
        self._scratch, self._logs = scratch, logs
        self._nodes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Cluster":
        self._start("--head", f"--port={PORT}", f"--node-ip-address={HEAD}", f"--temp-dir={self._scratch}", "--include-dashboard=false")
        _wait(lambda: _n_nodes() == 1, "the head")
        self.start_second()
        return self

    def __exit__(self, *_: object) -> None:
        for node in self._nodes:
            node.terminate()
        for node in self._nodes:
            node.wait()

    def start_second(self) -> None:
        """Starts the second node, or starts it again."""
        self._start(f"--address={HEAD}:{PORT}", f"--node-ip-address={SECOND}")
        _wait(lambda: _n_nodes() == 2, "the second node")

    def _start(self, *options: str) -> None:
        ray = str(Path(sys.executable).with_name("ray"))
        command = [ray, "start", "--block", "--num-cpus=1", f"--object-store-memory={MEMORY}", "--disable-usage-stats", *options]
        log = self._logs / f"ray-{len(self._nodes)}.txt"
        with log.open("wb") as said:
            self._nodes.append(subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT))


def main(articles: Path | None, n: int, build: bool, to: Path) -> int:
    """Runs everything; returns the exit code."""
    if articles is None:
        articles = to / "articles.parquet"
        write(n, 7, to)
    began = time.process_time()
    wanted = dict(zip(TABLES, compare_articles(articles), strict=True))
    print(f"default engine: {wanted['reports'].height:,} articles, {time.process_time() - began:.1f} s of CPU\n", flush=True)
    equal = [_compare("Daft, native", articles, to / "native", wanted, {"DAFT_RUNNER": "native"})]
    on_ray = {"DAFT_RUNNER": "ray", "RAY_ADDRESS": f"{HEAD}:{PORT}"}
    with tempfile.TemporaryDirectory(prefix="ray") as scratch, Cluster(Path(scratch), to):
        equal.append(_compare("Daft on two Ray nodes", articles, to / "ray", wanted, on_ray))
        equal.append(_compare("the second node's worker killed", articles, to / "worker", wanted, on_ray, WORKER))
        if build:
            equal += _builds(to, on_ray)
        equal.append(_compare("the second node killed", articles, to / "node", wanted, on_ray, RAYLET))
    print("\nall tables are equal" if all(equal) else "\nTABLES DIFFER")
    return 0 if all(equal) else 1


def _compare(what: str, articles: Path, to: Path, wanted: dict[str, pl.DataFrame], env: dict[str, str], kill: str | None = None) -> bool:
    """Compares on Daft; whether the tables are those wanted."""
    print(f"{what}:", flush=True)
    command = [sys.executable, "-m", "tests.scale.run", str(articles), str(to)]
    to.mkdir(parents=True, exist_ok=True)
    said = to / "stderr.txt"
    with (
        said.open("w") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **env}) as run,
    ):
        assert run.stdout
        for line in run.stdout:
            if line.startswith(STAGES):
                print(f"    {line.rstrip()}", flush=True)
            if kill and line.startswith("words:"):
                _kill(kill)
    if run.returncode:
        print("".join(f"    {line}\n" for line in said.read_text().splitlines()[-5:]))
    equal = run.returncode == 0 and all(pl.read_parquet(to / f"{name}.parquet").equals(table) for name, table in wanted.items())
    print(f"    tables are {'equal' if equal else 'NOT EQUAL'}", flush=True)
    return equal


def _builds(to: Path, on_ray: dict[str, str]) -> list[bool]:
    """Whole builds of the sample, on each engine and with a worker killed; whether the tables are the same bytes."""
    engines: dict[str, dict[str, str]] = {
        "default": {"MUSTER_ENGINE": "local"},
        "native": {"MUSTER_ENGINE": "daft", "DAFT_RUNNER": "native"},
        "ray": {"MUSTER_ENGINE": "daft", **on_ray},
        "killed": {"MUSTER_ENGINE": "daft", **on_ray},
    }
    equal = []
    for name, env in engines.items():
        command = [sys.executable, "-m", "pipelines.cli", "build", "--dataset", "sample", "--out", str(to / f"build-{name}")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, **env}) as run:
            assert run.stderr
            if name == "killed":
                _wait(lambda: len(_workers()) > 2, "the workers")
                time.sleep(5)
                _kill(WORKER)
            run.stderr.read()
        same = [_bytes(to, name, table) == _bytes(to, "default", table) for table in BUILT]
        equal.append(run.returncode == 0 and all(same))
        print(
            f"muster build, {name}: exit code {run.returncode}, {sum(same)} of {len(BUILT)} tables have the bytes of the default",
            flush=True,
        )
    return equal


def _bytes(to: Path, name: str, table: str) -> bytes:
    path = to / f"build-{name}" / f"{table}.parquet"
    return path.read_bytes() if path.is_file() else b""


def _kill(name: str) -> None:
    """Kills the second node's process of this name, in the middle of its work."""
    time.sleep(0.5)
    raylets = _processes(RAYLET, SECOND)
    victims = raylets if name == RAYLET else [pid for pid in _workers() if _parent(pid) in raylets]
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
        print(f"    killed: {name}, process {pid} of the node at {SECOND}", flush=True)


def _workers() -> list[int]:
    """Processes that work for Daft, on both nodes."""
    return sorted(set(_processes(WORKER)) - {pid for name in OTHERS for pid in _processes(name)})


def _processes(name: str, word: str = "") -> list[int]:
    """Processes whose command begins with a name (of a program or its path) and has a word in it."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_bytes().decode("utf-8", "replace").replace("\0", " ")
        except OSError:
            continue
        if (command.startswith(name) or command.split(" ")[0].endswith(f"/{name}")) and word in command:
            found.append(int(path.name))
    return sorted(found)


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _n_nodes() -> int:
    """Nodes that the head knows."""
    ray = str(Path(sys.executable).with_name("ray"))
    done = subprocess.run([ray, "status", f"--address={HEAD}:{PORT}"], capture_output=True, text=True, check=False)
    active = done.stdout.partition("Active:")[2].partition("Pending:")[0]
    return sum(" node_" in f" {line.strip()}" for line in active.splitlines())


def _wait(until: object, what: str, seconds: float = 300) -> None:
    assert callable(until)
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come up in {seconds:.0f} s")
        time.sleep(2)


def _alone(arguments: Sequence[str]) -> int:
    """Runs this command with a network and processes of its own."""
    if not shutil.which(ALONE[0]) or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        print("tests.scale.cluster: this machine does not let `unshare` make a network of its own.", file=sys.stderr)
        return 2
    inside = [sys.executable, "-m", "tests.scale.cluster", "--inside", *arguments]
    return subprocess.run([*ALONE, "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *inside], check=False).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Shows that tables made on Daft and Ray are those of the default engine.")
    parser.add_argument("--articles", type=Path, help="a Parquet file of articles; otherwise some are made")
    parser.add_argument("--n", type=int, default=10_000, help="how many are made")
    parser.add_argument("--build", action="store_true", help="build the sample dataset on each engine, too")
    parser.add_argument("--to", type=Path, help="a folder that keeps the tables")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.inside:
        sys.exit(_alone(sys.argv[1:]))
    with tempfile.TemporaryDirectory(prefix="muster") as own:
        sys.exit(main(given.articles, given.n, given.build, given.to or Path(own)))
