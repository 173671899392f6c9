"""Calls of a web service that keeps releases. The token goes to that service only."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3

from pipelines.errors import UserError


class Api:
    """A service with a token."""

    def __init__(self, address: str, token: str, headers: dict[str, str] | None = None, also: tuple[str, ...] = ()) -> None:
        """`also` are other hosts of the service that may be sent the token."""
        self.address = address.rstrip("/")
        if not token:
            raise UserError(f"Nobody may write to {self.address} without a token.")
        self.headers = {"Authorization": f"Bearer {token}", **(headers or {})}
        self.hosts = {urlsplit(self.address)[:2], *(("https", host) for host in also)}
        self.pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=10, read=300))

    def call(self, method: str, path: str, say: Any = None, *, file: Path | None = None, media_type: str = "application/json") -> Any:
        """What the service answers; None where it has nothing to say.

        Args:
            method: of HTTP.
            path: below the address of the service, or a whole address that it gave.
            say: sent as JSON.
            file: sent as it is.
            media_type: what is sent.

        Raises:
            UserError: it refuses, or cannot be reached.
        """
        url = path if "://" in path else self.address + path
        if urlsplit(url)[:2] not in self.hosts:
            raise UserError(f"{self.address} asks to send the token to {url}, which is not its own; nothing was sent.")
        headers = dict(self.headers)
        if say is not None or file:
            headers["Content-Type"] = media_type
        try:
            answer = self._send(method, url, headers, say, file)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise UserError(f"{url} could not be reached: {' '.join(str(error).split())[:200]}") from error
        if answer.status not in (200, 201, 202, 204):
            raise UserError(f"{method} {url}: the service answers {answer.status}: {answer.data.decode('utf-8', 'replace')[:300]}")
        return json.loads(answer.data) if answer.data else None

    def _send(self, method: str, url: str, headers: dict[str, str], say: Any, file: Path | None) -> urllib3.BaseHTTPResponse:
        if file is None:
            body = None if say is None else json.dumps(say).encode()
            return self.pool.request(method, url, body=body, headers=headers, redirect=False)
        headers["Content-Length"] = str(file.stat().st_size)
        with file.open("rb") as opened:
            return self.pool.request(method, url, body=opened, headers=headers, redirect=False)

    def pages(self, path: str, size: int) -> list[Any]:
        """All rows of a list that is told page by page, `size` on each."""
        found: list[Any] = []
        for page in range(1, 1000):
            rows = self.call("GET", f"{path}{'&' if '?' in path else '?'}page={page}&{'per_page' if 'releases' in path else 'size'}={size}")
            found += rows
            if len(rows) < size:
                break
        return found
