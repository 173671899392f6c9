"""`muster metrics`: what Prometheus asks about, once or for whoever asks."""

import os
import time

from pipelines.errors import UserError


def run_metrics(serve: bool, host: str, port: int) -> None:
    """Prints the metrics of the instance in DAGSTER_HOME; with `serve`, answers on http://host:port/metrics until it is stopped.

    Raises:
        UserError: there is no such instance, or the packages are missing.
    """
    if not os.environ.get("DAGSTER_HOME"):
        raise UserError("Say in DAGSTER_HOME which instance of Dagster to ask.")
    try:
        from prometheus_client import generate_latest, start_http_server
    except ImportError as missing:
        raise UserError("Metrics need the packages of pip install '.[deploy]'.") from missing
    import dagster as dg

    from pipelines.deploy.metrics import registry

    with dg.DagsterInstance.get() as instance:
        told = registry(instance)
        if not serve:
            print(generate_latest(told).decode("utf-8"), end="")
            return
        start_http_server(port, host, told)
        print(f"metrics: http://{host}:{port}/metrics", flush=True)
        while True:
            time.sleep(3600)
