"""`muster ui`: Dagster's UI on a port that is free, with its address printed first."""

import os
import socket
import sys
from pathlib import Path

from pipelines.dataset import any_folders, build_folder
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


def run_ui(host: str, port: int | None, seeds: list[Path], out: Path | None) -> None:
    """Becomes the UI's process, so that a signal that stops it stops all that it has started.

    Args:
        host: address to listen on.
        port: None for the first that is free.
        seeds: folders of documents to work on, instead of a dataset.
        out: where their tables go.

    Raises:
        UserError: a folder is not there, or no port is free.
    """
    chosen = port or free_port(host)
    os.environ.setdefault("DAGSTER_HOME", str(ROOT / ".dagster"))
    if seeds:
        any_folders(seeds, out or build_folder(seeds[0]))  # a folder that is not there is said now
        os.environ["MUSTER_DOCUMENTS"] = os.pathsep.join(str(folder.resolve()) for folder in seeds)
    if out:
        os.environ["MUSTER_OUT"] = str(out.resolve())
    _tell_of_batches()
    os.environ["VIRTUAL_ENV"] = sys.prefix  # dg warns where it does not know which one it runs in
    os.chdir(ROOT)
    print(f"Muster in Dagster: http://{host}:{chosen}/asset-groups  (stop with Ctrl-C)", flush=True)
    dg = str(Path(sys.executable).with_name("dg"))
    os.execv(dg, [dg, "dev", "--host", host, "--port", str(chosen), "--log-level", "warning"])


def _tell_of_batches() -> None:
    """Makes the batches that there are partitions, for a fresh home of Dagster knows none."""
    import dagster as dg  # 2 s: only once the call is known to be right

    from pipelines.batches.find import find_batches
    from pipelines.batches.told import tell_of_batches
    from pipelines.storage import default_tables

    with dg.DagsterInstance.get() as instance:
        tell_of_batches(instance, [batch.name for batch in find_batches(default_tables().described().sources)])
