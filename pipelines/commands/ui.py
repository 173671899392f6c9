"""`muster ui`: Dagster's UI on a port that is free, with its address printed first."""

import os
import socket
import subprocess
import sys

from pipelines.errors import UserError
from pipelines.reference import ROOT

FIRST_PORT, LAST_PORT = 3000, 3100


def free_port(host: str) -> int:
    """The first port from 3000 that nothing listens on.

    Raises:
        UserError: there is none up to 3100.
    """
    for port in range(FIRST_PORT, LAST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise UserError(f"No port from {FIRST_PORT} to {LAST_PORT} is free; name one with --port.")


def run_ui(host: str, port: int | None) -> int:
    """Runs the UI until it is stopped. Returns its exit code."""
    chosen = port or free_port(host)
    environment = {"DAGSTER_HOME": str(ROOT / ".dagster"), **os.environ}
    print(f"Muster in Dagster: http://{host}:{chosen}/asset-groups  (stop with Ctrl-C)", flush=True)
    command = [
        sys.executable,
        "-m",
        "dagster",
        "dev",
        "-m",
        "pipelines.definitions",
        "-h",
        host,
        "-p",
        str(chosen),
        "--log-level",
        "warning",
    ]
    try:
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 0
