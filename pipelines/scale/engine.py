"""Which engine does the heavy work: this machine's processes and DuckDB, or Daft, natively or over a Ray cluster.

    MUSTER_ENGINE   local (or unset) | daft
    DAFT_RUNNER     native | ray, and
    RAY_ADDRESS     of the cluster, as Daft and Ray read them themselves

On each node of the cluster the same version of Muster is installed, with this extra, and what is read and written lies on paths that all
share. Nothing else of Muster imports Daft or Ray, and this folder only when it is asked to: they come with the extra `scale`.
"""

import os
import socket
from types import ModuleType

from pipelines.errors import UserError

ENGINES = ("local", "daft")
QUIET = {"DO_NOT_TRACK": "1", "RAY_USAGE_STATS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
"""Neither reports to its makers, and progress is ours to show."""
ANSWER = 10
"""Seconds in which a Ray cluster answers, if it is there."""


def uses_daft() -> bool:
    """Whether MUSTER_ENGINE asks for Daft. The only place that reads it.

    Raises:
        UserError: there is no such engine.
    """
    name = os.environ.get("MUSTER_ENGINE", "") or "local"
    if name not in ENGINES:
        raise UserError(f"MUSTER_ENGINE is {name!r}; it can be {' or '.join(ENGINES)}.")
    return name == "daft"


def check_engine() -> None:
    """Says at once what would else be said in the middle of a run. Raises what `load_daft` does."""
    if uses_daft():
        load_daft()


def load_daft() -> ModuleType:
    """Daft, with its runner connected.

    Raises:
        UserError: it is not installed, or the Ray cluster cannot be reached.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import daft
    except ImportError:
        raise UserError("MUSTER_ENGINE=daft needs Daft, which is not installed: pip install 'muster[scale]'.") from None
    if on_ray():
        _connect()
    # partitions lie in Ray's object store and outlive the worker that made them; those of the other ways to shuffle die with it
    daft.set_execution_config(shuffle_algorithm="map_reduce", maintain_order=False)
    return daft


def on_ray() -> bool:
    """Whether Daft is to run over Ray."""
    return os.environ.get("DAFT_RUNNER", "native").lower() == "ray"


def _connect() -> None:
    """Connects to the Ray cluster, or starts one on this machine where no address is given."""
    try:
        import ray
    except ImportError:
        raise UserError("DAFT_RUNNER=ray needs Ray, which is not installed: pip install 'muster[scale]'.") from None
    if ray.is_initialized():
        return
    address = os.environ.get("RAY_ADDRESS", "")
    _knock(address)
    try:
        ray.init(address=address or None, log_to_driver=False, logging_level="ERROR", include_dashboard=False if not address else None)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        raise UserError(f"The Ray cluster at {address!r} cannot be reached: {' '.join(str(error).split())[:200]}") from None


def _knock(address: str) -> None:
    """Ray itself tries for minutes where nobody is at home."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        socket.create_connection((host, int(port)), ANSWER).close()
    except OSError as error:
        raise UserError(f"The Ray cluster at {address!r} cannot be reached: {error.strerror or error}.") from None


def cores() -> int:
    """Cores that Daft can use, on all nodes."""
    load_daft()
    if not on_ray():
        return os.cpu_count() or 1
    import ray

    return int(ray.cluster_resources().get("CPU", 1))
