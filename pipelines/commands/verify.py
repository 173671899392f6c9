"""`muster verify`: whether a release is whole, and if not, which bytes of which file are wrong."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from pipelines.errors import UserError
from pipelines.publish.copy import copy_as_is
from pipelines.publish.source import Failed, Web
from pipelines.release.minisign import PublicKey, signer, trusted_comment
from pipelines.release.sums import SIGNATURE, SUMS, as_json
from pipelines.release.verify import find_problems
from pipelines.release.verify_bytes import Problem


def run_verify(where: str, key: PublicKey | None, most_bytes: int, as_json_lines: bool) -> int:
    """Verifies the release at an address or in a folder. Returns the exit code: 1 if it is not whole."""
    if "://" not in where:
        if not Path(where).is_dir():
            raise UserError(f"There is no folder {where!r} with a release.")
        return _report(where, Path(where), key, as_json_lines)
    with tempfile.TemporaryDirectory(prefix="muster-verify-") as scratch:
        try:
            copy_as_is(Web(where), Path(scratch), most_bytes)
        except Failed as error:
            print(f"muster: {error}", file=sys.stderr)
            return 1
        return _report(where, Path(scratch), key, as_json_lines)


def _report(where: str, folder: Path, key: PublicKey | None, as_json_lines: bool) -> int:
    problems = find_problems(folder, key)
    signature = _signature(folder, key, problems)
    if as_json_lines:
        told = [{"file": p.file, "problem": p.said, "ranges": [list(span) for span in p.ranges]} for p in problems]
        print(json.dumps({"release": where, "whole": not problems, "signature": signature, "problems": told}, ensure_ascii=False, indent=1))
        return 1 if problems else 0
    for problem in problems:
        print(f"muster: {problem}", file=sys.stderr)
    if problems:
        return 1
    manifest: dict[str, Any] = as_json((folder / "manifest.json").read_bytes())
    rows = sum(file["n_rows"] for file in manifest["files"] if file["path"].endswith(".parquet"))
    n_bytes = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{manifest['dataset']} {manifest['version']} is whole: {len(manifest['files'])} files, {n_bytes:,} bytes, {rows:,} rows.")
    print(signature if (folder / SUMS).exists() else f"It is from before there were {SUMS}; only its own manifest speaks for it.")
    return 0


def _signature(folder: Path, key: PublicKey | None, problems: list[Problem]) -> str:
    """What is to be said of the signature."""
    if not (folder / SIGNATURE).is_file():
        return "It is not signed."
    text = (folder / SIGNATURE).read_bytes().decode("utf-8", "replace")
    if any(problem.file == SIGNATURE for problem in problems):
        return "Its signature does not hold."
    if key is None:
        return f"It is signed, it says with the key {signer(text)}; that was not checked: give --key."
    return f"It is signed with the key {key.name}: {trusted_comment(text)}."
