"""`muster publish`: puts a release where others can have it."""

import json
import os
import sys
from pathlib import Path

from pipelines.commands.folders import releases
from pipelines.errors import UserError
from pipelines.publish.package import Package, Report, pack

TOKENS = {"zenodo": "ZENODO_TOKEN", "sandbox": "ZENODO_SANDBOX_TOKEN", "github": "GITHUB_TOKEN"}


def run_publish(
    to: str, dataset: str, release: Path | None, *, repo: str | None, live: bool, api: str | None, dry_run: bool, as_json: bool
) -> int:
    """Publishes a release, the newest of the dataset if none is named. Returns the exit code."""
    if release is None and not (found := releases(dataset)):
        raise UserError(f"Dataset {dataset!r} has no release yet; run `muster build --dataset {dataset}`.")
    package = pack(release or found[-1])
    report = _publish(package, to, repo, live, api, dry_run)
    moves = [move for move in report.moves if move.what == "put"]
    if as_json:
        told = [move._asdict() for move in report.moves]
        print(json.dumps({"to": report.where, "version": package.version, "signed": package.signed, "dry_run": dry_run, "moves": told}))
        return 0
    if dry_run:
        for move in moves:
            print(f"{move.name}\t{move.n_bytes:,}")
    moved = f"{len(moves)} files, {sum(move.n_bytes for move in moves):,} bytes"
    there = f", {len(report.moves) - len(moves)} are there" if len(moves) < len(report.moves) else ""
    print(
        f"{package.dataset} {package.version} to {report.where}: {moved}{' would move' if dry_run else ' moved'}{there}; {report.latest}."
    )
    print("It is signed." if package.signed else "It is not signed: no MUSTER_MINISIGN_KEY was there when it was made.")
    return 0


def _publish(package: Package, to: str, repo: str | None, live: bool, api: str | None, dry_run: bool) -> Report:
    from pipelines.publish import github, shelf, zenodo
    from pipelines.publish.api import Api

    if to == "zenodo":
        address = api or (zenodo.LIVE if live else zenodo.SANDBOX)
        return zenodo.publish_to_zenodo(package, Api(address, _token("zenodo" if live else "sandbox")), dry_run=dry_run, say=_say)
    if to == "github":
        if not repo or repo.count("/") != 1:
            raise UserError("Say with --repo which repository of GitHub, as in --repo owner/name.")
        service = Api(api or github.ADDRESS, _token("github"), github.HEADERS, also=(github.UPLOADS,) if not api else ())
        print(f"Note: {github.NO_CORS}", file=sys.stderr)
        return github.publish_to_github(package, service, repo, dry_run=dry_run, say=_say)
    if to.startswith("s3://"):
        return shelf.publish_to_store(package, to, dry_run=dry_run, say=_say)
    if "://" in to:
        raise UserError(f"Releases are published to a folder, s3://BUCKET/PREFIX, zenodo or github, not to {to!r}.")
    return shelf.publish_to_folder(package, Path(to), dry_run=dry_run, say=_say)


def _token(service: str) -> str:
    token = os.environ.get(TOKENS[service], "").strip()
    if not token:
        raise UserError(f"Set {TOKENS[service]} to a token that may write there.")
    return token


def _say(name: str) -> None:
    print(name, file=sys.stderr, flush=True)
