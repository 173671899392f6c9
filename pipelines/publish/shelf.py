"""Publishes into a folder or S3-compatible storage: SHELF/VERSION/files, and SHELF/latest.json, which moves last.

Files are only ever created. A folder gets the release by one rename; storage, which knows no renames, gets SHA256SUMS last.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import LocalStore, ObjectStore, from_url

from pipelines.errors import UserError
from pipelines.files import sync_file, sync_folder, write_text
from pipelines.ids import file_sha256
from pipelines.publish.listed import VERSION
from pipelines.publish.package import Move, Package, Report, is_newer
from pipelines.release.sums import as_json
from pipelines.release.versions import LATEST

Say = Callable[[str], None]


def publish_to_folder(package: Package, shelf: Path, *, dry_run: bool, say: Say) -> Report:
    """Puts the release into a folder.

    Raises:
        UserError: another release of that version is there, or it cannot be written.
    """
    place = shelf / package.version
    moves = _moves(package, LocalStore(place), "") if place.exists() else [Move(n, package.size(n), "put") for n in package.names]
    pointer = shelf / LATEST
    latest = _version_in(pointer.read_bytes()) if pointer.exists() else None
    report = Report(str(shelf), moves, _latest(latest, package.version))
    if dry_run:
        return report
    if not place.exists():
        aside = shelf / f".{package.version}.tmp"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        _put(package, moves, LocalStore(aside), "", say)
        for name in package.names:
            sync_file(aside / name)
        sync_folder(aside)
        aside.rename(place)
        sync_folder(shelf)
    if is_newer(package.version, latest):
        write_text(pointer, _pointer(package))
    return report


def publish_to_store(package: Package, address: str, *, dry_run: bool, say: Say) -> Report:
    """Puts the release into a bucket; credentials and endpoint are those of the environment (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, ...).

    Raises:
        UserError: another release of that version is there, or the storage refuses.
    """
    try:
        store = from_url(address.rstrip("/"))
        moves = _moves(package, store, f"{package.version}/")
        latest, _ = _read_latest(store)
        report = Report(address, moves, _latest(latest, package.version))
        if not dry_run:
            _put(package, moves, store, f"{package.version}/", say)
            _move_latest(package, store)
    except (BaseError, OSError) as error:
        raise UserError(f"{address} could not be written: {' '.join(str(error).split())[:300]}") from error
    return report


def _moves(package: Package, store: ObjectStore, prefix: str) -> list[Move]:
    """What is to be moved, given what is there of this version."""
    there = {found["path"].removeprefix(prefix): found["size"] for found in obstore.list(store, prefix=prefix or None).collect()}
    if extra := sorted(there.keys() - {*package.names}):
        raise UserError(f"{package.version} is there with a file that is not in this release ({extra[0]}); a release is never changed.")
    for name, size in there.items():
        if size != package.size(name) or _sha256(store, prefix + name) != file_sha256(package.folder / name):
            raise UserError(f"{package.version} is there with another {name}; a release is never changed: raise the version.")
    return [Move(name, package.size(name), "there" if name in there else "put") for name in package.names]


def _sha256(store: ObjectStore, path: str) -> str:
    hashed = hashlib.sha256()
    for piece in obstore.get(store, path).stream():
        hashed.update(piece)
    return hashed.hexdigest()


def _put(package: Package, moves: list[Move], store: ObjectStore, prefix: str, say: Say) -> None:
    for move in moves:
        if move.what == "put":
            say(move.name)
            try:
                obstore.put(store, prefix + move.name, package.folder / move.name, mode="create", use_multipart=False)
            except AlreadyExistsError:
                raise UserError(f"{prefix}{move.name} has just been written by somebody else; call again.") from None


def _move_latest(package: Package, store: ObjectStore) -> None:
    """Lets latest.json point to this release, unless it points to a newer one. Whoever moves it meanwhile is not overwritten."""
    while True:
        latest, tag = _read_latest(store)
        if not is_newer(package.version, latest):
            return
        mode: Any = "create" if latest is None else {"e_tag": tag}
        try:
            obstore.put(store, LATEST, _pointer(package).encode(), mode=mode)
            return
        except (AlreadyExistsError, PreconditionError):
            continue


def _read_latest(store: ObjectStore) -> tuple[str | None, str | None]:
    try:
        found = obstore.get(store, LATEST)
    except FileNotFoundError:
        return None, None
    return _version_in(bytes(found.bytes())), found.meta["e_tag"]


def _version_in(raw: bytes) -> str:
    try:
        version = str(as_json(raw)["version"])
    except (ValueError, KeyError, TypeError):
        version = ""
    if not VERSION.fullmatch(version):
        raise UserError(f"{LATEST} there is none of ours; it is not overwritten.")
    return version


def _pointer(package: Package) -> str:
    said = {"version": package.version, "manifest_sha256": file_sha256(package.folder / "manifest.json")}
    return json.dumps(said, indent=1) + "\n"


def _latest(now: str | None, version: str) -> str:
    if now is None:
        return f"{LATEST} will say {version}"
    return f"{LATEST} moves from {now} to {version}" if is_newer(version, now) else f"{LATEST} stays at {now}"
