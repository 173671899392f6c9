"""`muster get`: fetches a release, checked, into a folder."""

import json
import sys
from pathlib import Path

from pipelines.publish.get import get_release
from pipelines.publish.listed import find_version
from pipelines.publish.source import Failed, open_source
from pipelines.release.minisign import PublicKey


def run_get(
    version: str, tables: list[str], where: str, to: Path, key: PublicKey | None, most_bytes: int, as_json: bool
) -> int:  # fmt: skip
    """Fetches a release. Returns the exit code: 1 if what is there is not what it says it is."""
    shelf = open_source(where)

    def say(name: str) -> None:
        print(name, file=sys.stderr, flush=True)

    try:
        found = find_version(shelf, version)
        got = get_release(shelf.below(found), found, to, tables, key=key, most_bytes=most_bytes, say=say)
    except Failed as error:
        print(f"muster: {error}", file=sys.stderr)
        return 1
    if as_json:
        print(json.dumps({"version": found, "folder": str(got.folder), "files": got.n_files, "bytes": got.n_bytes, "signed": got.signed}))
        return 0
    moved = f"{got.n_files} files, {got.n_bytes:,} bytes moved" if got.n_files else "all of it was there"
    print(f"{got.folder}: {moved}. " + ("Its signature holds." if got.signed else "Who made it was not checked: no --key was given."))
    return 0
