"""A deposit server in the manner of Zenodo's. It keeps state on the disk of the test and refuses calls that Zenodo refuses."""

import hashlib
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.publish.servers import Local, Quiet

TOKEN = "zenodo-test-token"


class Zenodo(Local):
    def __init__(self) -> None:
        super().__init__(Handler)
        self.deposits: dict[int, dict[str, Any]] = {}
        self.buckets: dict[str, dict[str, bytes]] = {}
        self.fail_after: int | None = None
        """Writes after which the server answers nothing but 500."""
        self.writes = 0

    def new(self, metadata: dict[str, Any], concept: int | None = None) -> dict[str, Any]:
        key = 100 + len(self.deposits)
        bucket = f"bucket-{key}"
        self.buckets[bucket] = {}
        self.deposits[key] = {"id": key, "conceptrecid": str(concept or key), "metadata": metadata, "submitted": False, "bucket": bucket}
        return self.deposits[key]

    def shown(self, deposit: dict[str, Any]) -> dict[str, Any]:
        draft = next((d for d in self.deposits.values() if d["conceptrecid"] == deposit["conceptrecid"] and not d["submitted"]), None)
        links = {"bucket": f"{self.url}/api/files/{deposit['bucket']}"}
        if draft:
            links["latest_draft"] = f"{self.url}/api/deposit/depositions/{draft['id']}"
        return {k: v for k, v in deposit.items() if k != "bucket"} | {"links": links}

    def files(self, deposit: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {"id": f"{deposit['id']}-{name}", "filename": name, "filesize": len(raw), "checksum": hashlib.md5(raw).hexdigest()}
            for name, raw in self.buckets[deposit["bucket"]].items()
        ]


class Handler(Quiet):
    def handle_any(self) -> None:
        self.note()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.server.lock:
            if self.headers.get("Authorization") != f"Bearer {TOKEN}":
                return self.tell(401, {"message": "no token"})
            if self.command != "GET":
                self.server.writes += 1
                if self.server.fail_after is not None and self.server.writes > self.server.fail_after:
                    return self.tell(500, {"message": "out of order"})
            return self.route(urlsplit(self.path).path, body)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def tell(self, status: int, said: Any = None) -> None:
        self.answer(status, b"" if said is None else json.dumps(said).encode(), {"Content-Type": "application/json"})

    def route(self, path: str, body: bytes) -> None:
        if found := re.fullmatch(r"/api/files/([^/]+)/([^/]+)", path):
            return self.upload(found[1], found[2], body)
        if path == "/api/deposit/depositions":
            return self.listed() if self.command == "GET" else self.created(body)
        found = re.fullmatch(r"/api/deposit/depositions/(\d+)(?:/(files|actions)(?:/(.+))?)?", path)
        deposit = self.server.deposits.get(int(found[1])) if found else None
        if not found or deposit is None:
            return self.tell(404, {"message": "no such thing"})
        if found[2] == "files":
            return self.of_files(deposit, found[3])
        return self.act(deposit, found[3]) if found[2] else self.of_deposit(deposit, body)

    def listed(self) -> None:
        asked = {name: int(values[0]) for name, values in parse_qs(urlsplit(self.path).query).items()}
        size, page = asked.get("size", 10), asked.get("page", 1)
        rows = sorted(self.server.deposits.values(), key=lambda d: -d["id"])[(page - 1) * size : page * size]
        return self.tell(200, [self.server.shown(row) for row in rows])

    def created(self, body: bytes) -> None:
        if self.headers.get("Content-Type") != "application/json":
            return self.tell(415, {"message": "not JSON"})
        return self.tell(201, self.server.shown(self.server.new(json.loads(body).get("metadata", {}))))

    def of_deposit(self, deposit: dict[str, Any], body: bytes) -> None:
        if self.command == "PUT":
            if deposit["submitted"]:
                return self.tell(403, {"message": "published"})
            deposit["metadata"] = json.loads(body)["metadata"]
        return self.tell(200, self.server.shown(deposit))

    def of_files(self, deposit: dict[str, Any], key: str | None) -> None:
        if self.command == "GET":
            return self.tell(200, self.server.files(deposit))
        name = (key or "").removeprefix(f"{deposit['id']}-")
        if self.command != "DELETE" or deposit["submitted"] or name not in self.server.buckets[deposit["bucket"]]:
            return self.tell(403, {"message": "not so"})
        del self.server.buckets[deposit["bucket"]][name]
        return self.tell(204)

    def upload(self, bucket: str, name: str, body: bytes) -> None:
        deposit = next((d for d in self.server.deposits.values() if d["bucket"] == bucket), None)
        if self.command != "PUT" or deposit is None or deposit["submitted"]:
            return self.tell(403, {"message": "not so"})
        self.server.buckets[bucket][name] = body
        return self.tell(201, {"key": name, "checksum": f"md5:{hashlib.md5(body).hexdigest()}", "size": len(body)})

    def act(self, deposit: dict[str, Any], action: str) -> None:
        if action == "publish":
            missing = [name for name in ("title", "upload_type", "description", "creators") if not deposit["metadata"].get(name)]
            if deposit["submitted"] or missing or not self.server.buckets[deposit["bucket"]]:
                return self.tell(400, {"message": f"lacks {missing or 'files'}"})
            deposit |= {"submitted": True, "doi": f"10.5072/zenodo.{deposit['id']}"}
            return self.tell(202, self.server.shown(deposit))
        if action == "newversion" and deposit["submitted"]:
            same = [d for d in self.server.deposits.values() if d["conceptrecid"] == deposit["conceptrecid"]]
            if all(d["submitted"] for d in same):
                draft = self.server.new(dict(deposit["metadata"]), int(deposit["conceptrecid"]))
                self.server.buckets[draft["bucket"]] |= self.server.buckets[deposit["bucket"]]
            return self.tell(201, self.server.shown(deposit))
        return self.tell(400, {"message": "not so"})
