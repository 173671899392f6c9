"""Publishes as a deposit of Zenodo, each release a version of one record. Until it is published the deposit is a draft that nobody sees."""

from typing import Any

from pipelines.errors import UserError
from pipelines.publish.api import Api
from pipelines.publish.package import Move, Package, Report, is_newer, md5
from pipelines.publish.shelf import Say

LIVE, SANDBOX = "https://zenodo.org", "https://sandbox.zenodo.org"
DEPOSITS = "/api/deposit/depositions"
PAGE = 100


def publish_to_zenodo(package: Package, api: Api, *, dry_run: bool, say: Say) -> Report:
    """Deposits the release and publishes the deposit. A draft that an earlier try has left is taken up.

    Raises:
        UserError: that version is there with other files, or the service refuses.
    """
    ours = [d for d in api.pages(DEPOSITS, PAGE) if _mark(package) in d.get("metadata", {}).get("keywords", [])]
    published = {d["metadata"].get("version"): d for d in ours if d.get("submitted")}
    newest = max(published, key=lambda version: [int(part) for part in version.split(".")], default=None)
    moves = _moves(package, _files(api, published[package.version]["id"]), published=True) if package.version in published else None
    if moves is None and newest and not is_newer(package.version, newest):
        raise UserError(f"Zenodo has {newest}, which is newer; a record's versions only go forward.")
    draft = next((d for d in ours if not d.get("submitted")), None)
    if dry_run or moves:
        moves = moves or _moves(package, _files(api, draft["id"]) if draft else [])
        return Report(api.address, moves, f"the record's newest version is {newest or 'none yet'}")
    return _deposit(package, api, draft or _begin(package, api, published.get(newest)), say)


def _deposit(package: Package, api: Api, draft: dict[str, Any], say: Say) -> Report:
    """Fills a draft and publishes it."""
    path = f"{DEPOSITS}/{draft['id']}"
    draft = api.call("PUT", path, {"metadata": metadata(package)})
    for file in _files(api, draft["id"]):
        if file["filename"] not in package.names or file["checksum"] != md5(package.folder / file["filename"]):
            api.call("DELETE", f"{path}/files/{file['id']}")  # of the version before, or half of ours
    moves = _moves(package, _files(api, draft["id"]))
    for move in moves:
        if move.what == "put":
            say(move.name)
            sent = package.folder / move.name
            api.call("PUT", f"{draft['links']['bucket']}/{move.name}", file=sent, media_type="application/octet-stream")
    wrong = [move.name for move in _moves(package, _files(api, draft["id"])) if move.what == "put"]
    if wrong:
        raise UserError(f"Zenodo does not have {wrong[0]} as it was sent; the draft was not published. Call again.")
    done = api.call("POST", f"{path}/actions/publish")
    return Report(api.address, moves, f"the record's newest version is {package.version}: {done.get('doi_url') or done.get('doi') or path}")


def _begin(package: Package, api: Api, before: dict[str, Any] | None) -> dict[str, Any]:
    """A draft: of a new record, or of the next version of the one before."""
    if before is None:
        return dict(api.call("POST", DEPOSITS, {"metadata": metadata(package)}))
    told = api.call("POST", f"{DEPOSITS}/{before['id']}/actions/newversion")
    return dict(api.call("GET", told["links"]["latest_draft"]))


def metadata(package: Package) -> dict[str, Any]:
    """What Zenodo shows of a release."""
    about = package.about
    return {
        "title": about["title"],
        "upload_type": "dataset",
        "description": about["abstract"],
        "version": package.version,
        "creators": [{"name": author["name"]} for author in about["authors"]],
        "keywords": [*about.get("keywords", []), _mark(package)],
        "license": str(about.get("license", "CC-BY-4.0")).lower(),
        "access_right": "open",
    }


def _mark(package: Package) -> str:
    """The keyword that tells our deposits from others of the same account."""
    return f"muster:{package.dataset}"


def _files(api: Api, deposit: int) -> list[dict[str, Any]]:
    return list(api.call("GET", f"{DEPOSITS}/{deposit}/files"))


def _moves(package: Package, files: list[dict[str, Any]], *, published: bool = False) -> list[Move]:
    """What is to be moved, given what the deposit has."""
    there = {file["filename"]: file["checksum"].removeprefix("md5:") for file in files}
    right = {name for name, checksum in there.items() if name in package.names and checksum == md5(package.folder / name)}
    if published and (right != {*there} or right != {*package.names}):
        raise UserError(f"Zenodo has {package.version} with other files; a release is never changed: raise the version.")
    return [Move(name, package.size(name), "there" if name in right else "put") for name in package.names]
