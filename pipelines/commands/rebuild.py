"""`muster rebuild`: builds a release again from the documents that its manifest names, and compares."""

import json
import sys
import tempfile
from pathlib import Path

from pipelines.articles.find import find_documents
from pipelines.commands.build import run_build
from pipelines.dataset import HOME, load_dataset
from pipelines.errors import UserError
from pipelines.release.rebuilt import Rebuilt, compare, input_problems, manifest_of
from pipelines.release.verify import problems

SAYS = {
    "same_rows": "the same rows in other bytes",
    "follows": "states or holds the bytes of files that another version has written",
    "differs": "differs",
    "missing": "was not made again",
    "extra": "is not in the release",
}


def run_rebuild(version: str, dataset: str, release: Path | None, as_json: bool) -> int:
    """Builds the release of that version again. Returns the exit code: 1 if it comes out otherwise, or an input is another."""
    folder = release or HOME / dataset / "releases" / version
    if not (folder / "manifest.json").is_file():
        raise UserError(f"There is no release {version!r} of {dataset!r}; --release names the folder of one.")
    said = manifest_of(folder)
    if (said["dataset"], said["version"]) != (dataset, version):
        raise UserError(f"{str(folder)!r} holds {said['dataset']} {said['version']}, not {dataset} {version}.")
    found = {document.source: document.path for document in find_documents(load_dataset(dataset).sources)}
    wrong = [str(problem) for problem in problems(folder)] or input_problems(said["inputs"], found)
    if wrong:
        print("\n".join(f"muster: {problem}" for problem in wrong), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="muster-rebuild-") as scratch:
        if code := run_build([], Path(scratch), dataset, as_json, quiet=True, version=version):
            return code
        rebuilt = compare(folder, Path(scratch) / "release")
    if as_json:
        print(json.dumps({"same": rebuilt.same, "files": {f.file: f.state for f in rebuilt.files}, "causes": rebuilt.causes}, indent=1))
    else:
        _print(rebuilt, f"{dataset} {version}", len(said["inputs"]))
    return 0 if rebuilt.same else 1


def _print(rebuilt: Rebuilt, what: str, n_inputs: int) -> None:
    others = [file for file in rebuilt.files if file.state != "equal"]
    for file in others:
        print(f"{file.file}: {SAYS[file.state]}")
    for cause in rebuilt.causes:
        print(cause)
    if not others:
        print(f"{what}, built again from {n_inputs} documents: all {len(rebuilt.files)} files have the same bytes.")
    elif rebuilt.same:
        print(f"{what}, built again from {n_inputs} documents: the same rows.")
    else:
        print(f"{what}, built again from {n_inputs} documents: {len(others)} of {len(rebuilt.files)} files differ.")
