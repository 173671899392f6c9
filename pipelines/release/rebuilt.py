"""Compares a release with what was built again from its inputs. Knows nothing of Dagster."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from pipelines.ids import file_sha256
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, as_json
from pipelines.row_hash import METHOD, rows_sha256, rows_sha256_as_json

MADE_OF_FILES = ("manifest.json", "datapackage.json", "croissant.json", "dataset.jsonld", CHUNKS, SUMS)
"""Files that state the hashes of others, and differ when these do."""


class Compared(NamedTuple):
    """One file of a release beside the one that was built again."""

    file: str
    state: str
    """equal; same_rows, written by another version of a writer; follows, from such a file; differs, missing or extra."""


class Rebuilt(NamedTuple):
    """A release beside what was built again."""

    files: list[Compared]
    causes: list[str]
    """What differs between then and now that may be why, in sentences."""

    @property
    def same(self) -> bool:
        """Whether all bytes are equal, or all rows where a writer's version differs."""
        return all(file.state in ("equal", "same_rows", "follows") for file in self.files)


def manifest_of(release: Path) -> dict[str, Any]:
    """What a release says of itself."""
    said: dict[str, Any] = as_json((release / "manifest.json").read_bytes())
    return said


def input_problems(wanted: list[dict[str, Any]], found: Mapping[str, Path]) -> list[str]:
    """Documents that a release was made from and that are not at hand as they were, or that are at hand and it was not made from.

    Args:
        wanted: `inputs` of its manifest.
        found: the documents at hand, by their names in the record.
    """
    named = {row["source"].partition("#")[0] for row in wanted}
    wrong = [f"{source} is not there." for source in sorted(named - found.keys())]
    wrong += [f"{source} is there, and the release was not made from it." for source in sorted(found.keys() - named)]
    for row in wanted:
        if row["source"] in found and file_sha256(found[row["source"]]) != row["sha256"]:
            wrong.append(f"{row['source']} is not what the release was made from: its sha256 differs.")
    return wrong


def compare(release: Path, again: Path) -> Rebuilt:
    """Every file of the release beside the one that was built again. The signature is left out: it is its signer's."""
    then, now = manifest_of(release), manifest_of(again)
    writers = _differing(then["writers"], now["writers"])
    names = sorted({path.name for folder in (release, again) for path in folder.iterdir()} - {SIGNATURE})
    states = {name: _state(release / name, again / name, then) for name in names}
    if writers and all(state != "differs" for name, state in states.items() if name.endswith(".parquet")):
        follows = {
            name for name, state in states.items() if state == "differs" and (name in MADE_OF_FILES or name.endswith((".gz", ".duckdb")))
        }
        states |= dict.fromkeys(follows, "follows")
    causes = [f"{name} was {one}, and is {other} here." for name, one, other in writers]
    for said, key in (("The schema", "schema_version"), ("Muster", "muster")):
        if then[key] != now[key]:
            causes.append(f"{said} was {then[key]}, and is {now[key]} here.")
    if changed := [name for name, _, _ in _differing(then["reference_sha256"], now["reference_sha256"])]:
        causes.append(
            f"{len(changed)} files of reference data are others than then: {', '.join(changed[:5])}{', ...' if changed[5:] else ''}."
        )
    if then["inputs"] != now["inputs"]:
        causes.append("What became of the documents differs: see `inputs` of both manifests.")
    return Rebuilt([Compared(name, state) for name, state in states.items()], causes)


def _state(then: Path, now: Path, manifest: dict[str, Any]) -> str:
    if not now.is_file():
        return "missing"
    if not then.is_file():
        return "extra"
    if file_sha256(then) == file_sha256(now):
        return "equal"
    if then.suffix == ".parquet":
        said = next((file.get("rows_sha256") for file in manifest["files"] if file["path"] == then.name), None)
        hashed = rows_sha256 if manifest.get("hashes", {}).get("rows") == METHOD else rows_sha256_as_json
        if said == hashed(pq.ParquetFile(now).read()):
            return "same_rows"
    return "differs"


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [(n, then.get(n, "none"), now.get(n, "none")) for n in sorted({*then, *now}) if then.get(n) != now.get(n)]
