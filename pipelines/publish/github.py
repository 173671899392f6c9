"""Publishes as assets of a GitHub release. Until all are there the release is a draft, which only its owners see."""

from typing import Any
from urllib.parse import quote

from pipelines.errors import UserError
from pipelines.ids import file_sha256
from pipelines.publish.api import Api
from pipelines.publish.package import Move, Package, Report, is_newer
from pipelines.publish.shelf import Say

ADDRESS, UPLOADS = "https://api.github.com", "uploads.github.com"
HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28", "User-Agent": "muster"}
PAGE = 100
NO_CORS = (
    "GitHub sends no CORS header with release assets: a page in a browser (DuckDB-Wasm, for one) cannot read them. "
    "DuckDB, pandas, polars and R can, and `muster get VERSION --from 'https://github.com/OWNER/NAME/releases/download/DATASET-{version}'`."
)


def publish_to_github(package: Package, api: Api, repo: str, *, dry_run: bool, say: Say) -> Report:
    """Uploads the release to a repository, under the tag DATASET-VERSION. A draft that an earlier try has left is taken up.

    Raises:
        UserError: that version is there with other files, or the service refuses.
    """
    tag = f"{package.dataset}-{package.version}"
    releases = api.pages(f"/repos/{repo}/releases", PAGE)
    ours = next((release for release in releases if release["tag_name"] == tag), None)
    newest = _newest(package, releases)
    if dry_run or (ours and not ours["draft"]):
        assets = _assets(api, repo, ours) if ours else []
        published = ours is not None and not ours["draft"]
        return Report(f"{repo} {tag}", _moves(package, assets, published=published), _latest(newest, package))
    ours = ours or api.call(
        "POST", f"/repos/{repo}/releases", {"tag_name": tag, "name": f"{package.about['title']} {package.version}", "draft": True}
    )
    moves = _upload(package, api, repo, ours, say)
    forward = "true" if is_newer(package.version, newest) else "false"
    api.call("PATCH", f"/repos/{repo}/releases/{ours['id']}", {"draft": False, "make_latest": forward})
    return Report(f"{repo} {tag}", moves, _latest(newest, package))


def _upload(package: Package, api: Api, repo: str, release: dict[str, Any], say: Say) -> list[Move]:
    """Brings the assets of a draft to what they should be."""
    assets = _assets(api, repo, release)
    for asset in assets:
        if not _is_right(package, asset):  # half of it came, or it is of another try
            api.call("DELETE", f"/repos/{repo}/releases/assets/{asset['id']}")
    moves = _moves(package, [asset for asset in assets if _is_right(package, asset)])
    to = release["upload_url"].partition("{")[0]
    for move in moves:
        if move.what == "put":
            say(move.name)
            api.call("POST", f"{to}?name={quote(move.name)}", file=package.folder / move.name, media_type="application/octet-stream")
    wrong = [move.name for move in _moves(package, _assets(api, repo, release)) if move.what == "put"]
    if wrong:
        raise UserError(f"GitHub does not have {wrong[0]} as it was sent; the release stays a draft. Call again.")
    return moves


def _assets(api: Api, repo: str, release: dict[str, Any]) -> list[dict[str, Any]]:
    return api.pages(f"/repos/{repo}/releases/{release['id']}/assets", PAGE)


def _is_right(package: Package, asset: dict[str, Any]) -> bool:
    """Whether an asset is a file of ours, all of it. Older servers tell no digest; then its size has to do."""
    name = asset["name"]
    if name not in package.names or asset["state"] != "uploaded" or asset["size"] != package.size(name):
        return False
    return not asset.get("digest") or asset["digest"] == f"sha256:{file_sha256(package.folder / name)}"


def _moves(package: Package, assets: list[dict[str, Any]], *, published: bool = False) -> list[Move]:
    right = {asset["name"] for asset in assets if _is_right(package, asset)}
    if published and (len(right) < len(assets) or right != {*package.names}):
        raise UserError(f"GitHub has {package.version} with other files; a release is never changed: raise the version.")
    return [Move(name, package.size(name), "there" if name in right else "put") for name in package.names]


def _newest(package: Package, releases: list[dict[str, Any]]) -> str | None:
    """The newest version of this dataset that is published."""
    begin = f"{package.dataset}-"
    versions = [r["tag_name"].removeprefix(begin) for r in releases if not r["draft"] and r["tag_name"].startswith(begin)]
    versions = [version for version in versions if version.replace(".", "").isdecimal()]
    return max(versions, key=lambda version: [int(part) for part in version.split(".")], default=None)


def _latest(newest: str | None, package: Package) -> str:
    return f"the newest release of {package.dataset} is {package.version if is_newer(package.version, newest) else newest}"
