"""The services of pipelines/deploy/compose.yaml as processes: its commands, health checks and environment, and its dagster.yaml."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import yaml

from pipelines.batches.store import LOCK
from pipelines.ids import sha256
from pipelines.made import FILE
from tests.conftest import ROOT
from tests.deploy.ports import free_port
from tests.deploy.postgres import postgres

DEPLOY = ROOT / "pipelines" / "deploy"
AROUND = ("web", "metrics", "daemon")
ENDED = {"SUCCESS", "FAILURE", "CANCELED"}
LAUNCH = """mutation ($params: ExecutionParams!) {
  launchRun(executionParams: $params) { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } }
}"""
RUN = "query ($run: ID!) { runOrError(runId: $run) { ... on Run { status startTime endTime } } }"
STARTS = 120  # seconds that a service may take until it is healthy


def filled(value: Any, given: Mapping[str, str]) -> Any:
    """A part of the compose file with its variables in place, as compose would put them there."""
    if isinstance(value, dict):
        return {key: filled(part, given) for key, part in value.items()}
    if isinstance(value, list):
        return [filled(part, given) for part in value]
    if not isinstance(value, str):
        return value

    def one(found: re.Match[str]) -> str:
        name, kind, word = found["name"], found["kind"], found["word"]
        if name is None:
            return "$"
        if kind == ":?":
            return given[name]
        return given.get(name) or word or ""

    return re.sub(r"\$\$|\$\{(?P<name>\w+)(?:(?P<kind>:[-?])(?P<word>[^}]*))?\}", one, value)


def compose(given: Mapping[str, str]) -> dict[str, Any]:
    """The compose file as compose would read it with these variables."""
    read: dict[str, Any] = filled(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8")), given)
    return read


REMEMBERED = ("index", "groups")
"""Folders of a build that bear on no row."""


def hashes(folder: Path) -> dict[str, str]:
    """Every file in a build folder, hidden ones too; but not its lock, nor what it remembers so that the next build is quick: times, an
    index and groups, which hang on the builds before."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in (LOCK, FILE)]
    files = [path for path in files if path.relative_to(folder).parts[0] not in REMEMBERED]
    return {str(path.relative_to(folder)): sha256(path.read_bytes()) for path in files}


class Stack:
    """Services by name, each a process group that ends as a container does: as a whole."""

    def __init__(self, home: Path, out: Path, database: dict[str, str]) -> None:
        self.home, self.out = home, out
        self.ports = {name: free_port() for name in ("code", "web", "metrics")}
        self._services = compose(os.environ | database)["services"]
        here = {name: str(port) for name, port in self.ports.items()}
        self._everywhere = {
            **database,
            "PATH": f"{Path(sys.executable).parent}:{database['PATH']}",
            "PYTHONPATH": str(ROOT),
            "DAGSTER_HOME": str(home),
            "MUSTER_OUT": str(out),
        }
        self._where_said = {
            **dict.fromkeys(("MUSTER_CODE_HOST", "DAGSTER_GRPC_HOST", "DAGSTER_WEBSERVER_HOST", "MUSTER_METRICS_HOST"), "127.0.0.1"),
            **dict.fromkeys(("MUSTER_CODE_PORT", "DAGSTER_GRPC_PORT"), here["code"]),
            "DAGSTER_WEBSERVER_PORT": here["web"],
            "MUSTER_METRICS_PORT": here["metrics"],
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEPLOY / "dagster.yaml", home)

    def environment(self, name: str) -> dict[str, str]:
        """That of the compose file; addresses, ports and folders are of this machine."""
        said = {key: str(value) for key, value in self._services[name]["environment"].items()}
        return os.environ | said | self._everywhere | {key: value for key, value in self._where_said.items() if key in said}

    def start(self, name: str) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                self._services[name]["command"], cwd=ROOT, env=self.environment(name), stdout=log, stderr=log, start_new_session=True
            )

    def pid(self, name: str) -> int:
        return self._processes[name].pid

    def kill(self, name: str) -> None:
        """As if its container had died: nothing of it is left."""
        process = self._processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        return (self.home / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def healthy(self, name: str) -> bool:
        """What the health check of the compose file says."""
        kind, *words = self._services[name]["healthcheck"]["test"]
        call = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
        return subprocess.run(call, cwd=ROOT, env=self.environment(name), capture_output=True).returncode == 0

    def wait_for(self, name: str) -> None:
        """Until a service is healthy.

        Raises:
            AssertionError: it has ended, or is not healthy in time.
        """
        until = time.monotonic() + STARTS
        while not self._listens(name) or not self.healthy(name):
            assert self._processes[name].poll() is None, f"{name} ended:\n{self.log(name)}"
            assert time.monotonic() < until, f"{name} is not healthy:\n{self.log(name)}"
            time.sleep(0.3)

    def _listens(self, name: str) -> bool:
        """Costs nothing, unlike a health check, which loads Dagster."""
        with socket.socket() as probe:
            return name not in self.ports or probe.connect_ex(("127.0.0.1", self.ports[name])) == 0

    def stop(self) -> None:
        for name in list(self._processes):
            self.kill(name)

    def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """Asks the web server, as the UI does."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.ports['web']}/graphql", body, {"Content-Type": "application/json"})
        answer: dict[str, Any] = json.load(urllib.request.urlopen(request, timeout=60))
        assert "errors" not in answer, answer
        found: dict[str, Any] = answer["data"]
        return found

    def launch(self, job: str) -> str:
        """Launches a job as a click does, and gives the key of the run."""
        selector = {"repositoryLocationName": "muster", "repositoryName": "__repository__", "jobName": job}
        run = self.ask(LAUNCH, params={"selector": selector, "runConfigData": {}})["launchRun"]
        assert run["__typename"] == "LaunchRunSuccess", run
        return str(run["run"]["runId"])

    def run(self, run: str) -> dict[str, Any]:
        """Status of a run, and when it started and ended."""
        found: dict[str, Any] = self.ask(RUN, run=run)["runOrError"]
        return found

    def status(self, run: str) -> str:
        return str(self.run(run)["status"])

    def wait_for_end(self, run: str, seconds: float) -> str:
        """Until a run has ended, or the time is over; gives its status."""
        until = time.monotonic() + seconds
        while (status := self.status(run)) not in ENDED and time.monotonic() < until:
            time.sleep(0.5)
        return status


@contextmanager
def running(home: Path, out: Path, services: tuple[str, ...] = AROUND) -> Iterator[Stack]:
    """PostgreSQL, the code server and the services around it, healthy. Everything is stopped in the end, whatever happens."""
    with ExitStack() as at_end:
        stack = Stack(home, out, at_end.enter_context(postgres()))
        at_end.callback(stack.stop)
        for name in ("code", *services):
            stack.start(name)
            if name == "code":
                stack.wait_for(name)  # as the others do in the compose file
        for name in services:
            stack.wait_for(name)
        yield stack
