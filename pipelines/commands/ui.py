"""`muster ui`: Dagster's UI on a port that is free, with its address printed first."""

import os
import socket
import sys
from pathlib import Path

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


def run_ui(host: str, port: int | None) -> None:
    """Becomes the UI's process, so that a signal that stops it stops all that it has started."""
    chosen = port or free_port(host)
    os.environ.setdefault("DAGSTER_HOME", str(ROOT / ".dagster"))
    os.environ["VIRTUAL_ENV"] = sys.prefix  # dg warns where it does not know which one it runs in
    os.chdir(ROOT)
    print(f"Muster in Dagster: http://{host}:{chosen}/asset-groups  (stop with Ctrl-C)", flush=True)
    dg = str(Path(sys.executable).with_name("dg"))
    os.execv(dg, [dg, "dev", "--host", host, "--port", str(chosen), "--log-level", "warning"])
