"""The version of some code changes with all that it works with, and with nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.batches.make import ALONE, AROUND, MODULES
from pipelines.code import files_behind
from pipelines.reference import FOLDER
from tests.conftest import ROOT, SAMPLE

READ = """
import sys
read = set()
sys.addaudithook(lambda event, given: read.add(str(given[0])) if event == "open" else None)
from pathlib import Path
from pipelines.articles.documents import build_documents
from pipelines.mention_rows import mention_rows
from pipelines.mentions import documents
for key, document in documents(build_documents([Path(sys.argv[1])])[1]):
    spoken = []
    for table in ("quote_mentions", "figure_mentions", "event_mentions"):
        mention_rows(table, key, document, spoken)
modules = {getattr(module, "__file__", None) for module in sys.modules.values()}
print(*sorted(read | {path for path in modules if path}), sep="\\n")
"""


def test_all_that_is_read_while_documents_are_read_and_searched_is_known() -> None:
    """What the sample's reading opens and imports, as the interpreter sees it, is among the files that count."""
    done = subprocess.run([sys.executable, "-c", READ, str(SAMPLE)], cwd=ROOT, capture_output=True, text=True, check=True)
    opened = {Path(line) for line in done.stdout.splitlines()}
    ours = {path for path in opened if path.suffix == ".py" and ROOT / "pipelines" in path.parents}
    tables = {path for path in opened if path.parent in {FOLDER, ROOT / "seeds" / "sources"}}
    known = frozenset[Path]().union(*(files_behind(module) for module in (*MODULES.values(), *AROUND)))
    alone = {ROOT / f"{module.replace('.', '/')}.py" for module in ALONE}
    assert len(tables) > 40
    assert tables <= known
    assert {path for path in ours - known - alone if path.name != "__init__.py"} == set()


@pytest.mark.parametrize(
    ("module", "file", "counts"),
    [
        ("pipelines.quotes.extract", "pipelines/quotes/cues.py", True),
        ("pipelines.quotes.extract", "pipelines/events/verbal.py", False),
        ("pipelines.events.extract", "seeds/reference/event_triggers.csv", True),
        ("pipelines.quotes.extract", "seeds/reference/event_triggers.csv", False),
        ("pipelines.articles.documents", "pipelines/cli.py", False),
        ("pipelines.quotes.same_utterance", "pipelines/quotes/utterance_groups.py", True),
    ],
)
def test_code_is_followed_by_its_imports(module: str, file: str, counts: bool) -> None:
    assert (ROOT / file in files_behind(module)) is counts


def test_the_version_does_not_depend_on_the_day_or_the_hash_seed() -> None:
    call = "from pipelines.code import code_version; print(code_version('pipelines.events.extract', libraries=('lxml',)))"
    said = {
        subprocess.run(
            [sys.executable, "-c", call], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
