"""A server of releases and their assets in the manner of GitHub's. It keeps state and refuses calls that GitHub refuses."""

import hashlib
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.publish.servers import Local, Quiet

TOKEN = "github-test-token"
REPO = "owner/name"


class GitHub(Local):
    def __init__(self) -> None:
        super().__init__(Handler)
        self.releases: dict[int, dict[str, Any]] = {}
        self.assets: dict[int, dict[str, Any]] = {}
        self.latest: int | None = None
        self.breaks: set[str] = set()
        """Assets of which only a half arrives, once."""
        self.fail_after: int | None = None
        self.writes = 0

    def shown(self, asset: dict[str, Any]) -> dict[str, Any]:
        digest = f"sha256:{hashlib.sha256(asset['raw']).hexdigest()}" if asset["state"] == "uploaded" else None
        return {"id": asset["id"], "name": asset["name"], "state": asset["state"], "size": len(asset["raw"]), "digest": digest}

    def of(self, release: int) -> list[dict[str, Any]]:
        return [asset for asset in self.assets.values() if asset["release"] == release]


class Handler(Quiet):
    def handle_any(self) -> None:
        self.note()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.lock:
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                return self.tell(404, {"message": "Not Found"})
            if self.command != "GET":
                self.server.writes += 1
                if self.server.fail_after is not None and self.server.writes > self.server.fail_after:
                    return self.tell(502, {"message": "out of order"})
            return self.route(urlsplit(self.path).path, body)

    do_GET = do_POST = do_PATCH = do_DELETE = handle_any

    def tell(self, status: int, said: Any = None) -> None:
        self.answer(status, b"" if said is None else json.dumps(said).encode(), {"Content-Type": "application/json"})

    def page(self, rows: list[Any]) -> list[Any]:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        size, page = int(asked.get("per_page", 30)), int(asked.get("page", 1))
        return rows[(page - 1) * size : page * size]

    def route(self, path: str, body: bytes) -> None:
        found = re.fullmatch(rf"(/uploads)?/repos/{REPO}/releases(?:/(assets)/(\d+)|/(\d+)(/assets)?)?", path)
        if not found:
            return self.tell(404, {"message": "Not Found"})
        if found[2]:
            return self.of_asset(int(found[3]))
        if not found[4]:
            return self.listed() if self.command == "GET" else self.created(json.loads(body))
        release = self.server.releases.get(int(found[4]))
        if release is None:
            return self.tell(404, {"message": "Not Found"})
        if found[5]:
            return self.assets_of(release, body) if self.command == "GET" or found[1] else self.tell(404, {"message": "Not Found"})
        return self.changed(release, json.loads(body))

    def listed(self) -> None:
        return self.tell(200, self.page(sorted(self.server.releases.values(), key=lambda release: -release["id"])))

    def created(self, said: dict[str, Any]) -> None:
        if any(r["tag_name"] == said["tag_name"] and not r["draft"] for r in self.server.releases.values()):
            return self.tell(422, {"message": "Validation Failed", "errors": [{"code": "already_exists", "field": "tag_name"}]})
        key = 1 + len(self.server.releases)
        upload = f"{self.server.url}/uploads/repos/{REPO}/releases/{key}/assets{{?name,label}}"
        self.server.releases[key] = {"id": key, "draft": False, "upload_url": upload} | said
        return self.tell(201, self.server.releases[key])

    def changed(self, release: dict[str, Any], said: dict[str, Any]) -> None:
        if self.command != "PATCH":
            return self.tell(404, {"message": "Not Found"})
        if said.pop("make_latest", "true") == "true" and said.get("draft") is False:
            self.server.latest = release["id"]
        release |= said
        return self.tell(200, release)

    def of_asset(self, key: int) -> None:
        asset = self.server.assets.get(key)
        if self.command != "DELETE" or asset is None:
            return self.tell(404, {"message": "Not Found"})
        del self.server.assets[key]
        return self.tell(204)

    def assets_of(self, release: dict[str, Any], body: bytes) -> None:
        there = self.server.of(release["id"])
        if self.command == "GET":
            return self.tell(200, self.page([self.server.shown(asset) for asset in there]))
        name = parse_qs(urlsplit(self.path).query)["name"][0]
        if name in {asset["name"] for asset in there}:
            return self.tell(422, {"message": "Validation Failed", "errors": [{"code": "already_exists"}]})
        key = 1 + max(self.server.assets, default=0)
        half = name in self.server.breaks
        self.server.breaks.discard(name)
        self.server.assets[key] = {
            "id": key, "release": release["id"], "name": name,
            "state": "starter" if half else "uploaded", "raw": body[: len(body) // 2] if half else body,
        }  # fmt: skip
        return self.tell(502 if half else 201, self.server.shown(self.server.assets[key]))
