"""Moto's S3 server on this machine, with a bucket."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import urllib3
from moto.server import ThreadedMotoServer

BUCKET = "muster-test"


def environment(url: str) -> dict[str, str]:
    """Where the server is and who asks, as a user says it."""
    credentials = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}
    return {"AWS_ENDPOINT_URL": url, "AWS_ALLOW_HTTP": "true", **credentials}


@contextmanager
def storage() -> Iterator[str]:
    """The address of a server with an empty bucket."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"http://{host}:{port}"
        headers = {"Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x"}
        assert urllib3.request("PUT", f"{url}/{BUCKET}", headers=headers).status == 200
        yield url
    finally:
        server.stop()
