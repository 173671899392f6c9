"""The command line as a user or a program calls it."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import app
from pipelines.commands.extract import mentions
from tests.conftest import ROOT

TEXT = (
    "KABUL (Kestrel Wire) - Norway will withdraw its 120 soldiers from Kabul by the end of May, the defence ministry said on Friday.\n\n"
    '"Our soldiers have done what we asked of them," Defence Minister Kari Nordmann told reporters in Oslo. "Now they come home."\n\n'
    "Taliban fighters attacked a checkpoint in Kunduz on Thursday, killing four policemen.\n"
)


def muster(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pipelines.cli", *args], cwd=cwd, capture_output=True, text=True, check=False)


def commands() -> list[str]:
    return [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]


@pytest.mark.parametrize("command", commands())
def test_every_command_explains_itself_and_is_in_the_readme(command: str) -> None:
    shown = muster(command, "--help")
    assert shown.returncode == 0
    assert "Usage: " in shown.stdout
    assert f"muster {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_help_tells_the_exit_codes() -> None:
    shown = " ".join(muster("--help").stdout.split())
    assert "Exit codes: 0 done, 1 the data is wrong" in shown


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    folder = tmp_path_factory.mktemp("extract")
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2021-04-16"}) + "\n", encoding="utf-8")
    run = muster("extract", str(source), str(target))
    assert (run.returncode, run.stderr) == (0, "")
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


KEYS = {
    "quotes": "kind speaker_surface speaker_name cue",
    "troop_figures": "value low high qualifier force_name force_id unit measure as_of_earliest as_of_latest place_name claimed_by",
    "events": "type mode actor_names recipient_names date_earliest date_latest status background place_name place_path",
}


@pytest.mark.parametrize("table", KEYS)
def test_extract_keeps_its_contract(table: str, extracted: list[dict[str, object]]) -> None:
    rows = [row for row in extracted if row["table"] == table]
    assert rows
    for row in rows:
        assert {"id", "char_start", "char_end", "surface", *KEYS[table].split()} <= set(row)
        assert TEXT[row["char_start"] : row["char_end"]] == row["surface"]  # type: ignore[misc]


def test_extract_reads_what_is_there(extracted: list[dict[str, object]]) -> None:
    spoken = [row for row in extracted if row["table"] == "quotes" and row["kind"] != "indirect"]
    assert [row["speaker_name"] for row in spoken] == ["Kari Nordmann", "Kari Nordmann"]
    figure = next(row for row in extracted if row["table"] == "troop_figures" and row["value"] == 120)
    assert (figure["force_id"], figure["measure"]) == ("NOR", "to_withdraw")
    assert "ASSAULT" in {row["type"] for row in extracted if row["table"] == "events"}


def test_extract_names_bad_lines_and_goes_on(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = json.dumps({"id": 7, "text": TEXT})
    source.write_text(
        f'not json\n{good}\n{{"id": 1}}\n\n{{"id": 2, "text": "x", "published": "soon"}}\n[]\n{"[" * 100_000}\n', encoding="utf-8"
    )
    run = muster("extract", str(source), str(target))
    assert run.returncode == 1
    said = [line.split("line ")[1] for line in run.stderr.splitlines()]
    assert [line.split(":")[0] for line in said] == ["1", "3", "5", "6", "7"]
    assert {json.loads(line)["id"] for line in target.read_text(encoding="utf-8").splitlines()} == {7}


def test_extract_without_its_input_says_so(tmp_path: Path) -> None:
    run = muster("extract", str(tmp_path / "none.jsonl"), str(tmp_path / "out.jsonl"))
    assert run.returncode == 2
    assert run.stderr.startswith("muster: There is no file ")
    assert run.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "\x00", "“", '"' * 1_001, "(" * 5_000, "said " * 5_000, "a\r\nb\rc", "\ud800x".encode("utf-8", "replace").decode()],
)
def test_extract_takes_any_text(text: str) -> None:
    assert all(text[m["char_start"] : m["char_end"]] == m["surface"] for m in mentions(text))


def test_query_prints_rows_and_json(sample_build: Path) -> None:
    release = str(sample_build / "release")
    plain = muster("query", "SELECT 1 AS one, 'a' AS letter", "--release", release)
    assert plain.stdout == "one\tletter\n1\ta\n"
    asked = muster("query", "SELECT count(*) AS n FROM quotes", "--release", release, "--json")
    assert json.loads(asked.stdout)[0]["n"] == duckdb.read_parquet(f"{release}/quotes.parquet").count("*").fetchall()[0][0]
    assert json.loads(muster("query", "SELECT count(text) AS n FROM articles", "--build", str(sample_build), "--json").stdout)[0]["n"] > 0


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        (["query", "SELECT nothing FROM nowhere"], 2, "nowhere"),
        (["query"], 2, "Give one query"),
        (["query", "SELECT 1", "--dataset", "moon"], 2, "There is no dataset 'moon'; there are afghanistan-2021, sample."),
        (["query", "SELECT 1", "--release", "/nowhere"], 2, "There are no tables in"),
        (["trace", "quo_0000000000000000"], 1, "there is no 'quo_0000000000000000'"),
        (["trace", "42"], 2, "no key that can be traced"),
        (["build", "--seeds", "/nowhere", "--out", "x"], 2, "There is no folder '/nowhere'"),
        (["build", "--dataset", "moon"], 2, "There is no dataset 'moon'"),
        (["build", "--seeds", "README.md", "--out", "x"], 2, "is not a folder"),
    ],
)
def test_a_wrong_call_ends_with_one_sentence(call: list[str], code: int, says: str) -> None:
    run = muster(*call)
    assert run.returncode == code
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_a_wrong_source_ends_the_build_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_text("The last convoy left the valley.", encoding="utf-8")
    (tmp_path / "in" / "source.toml").write_text('outlet = "Valley Times"\nrigths = "CC0-1.0"\n', encoding="utf-8")
    run = muster("build", "--seeds", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert run.returncode == 2
    assert "source.toml: there is no key 'rigths'" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out" / "articles.parquet").exists()


def test_the_originals_are_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUSTER_SEEDS", raising=False)
    run = muster("build", "--dataset", "afghanistan-2021")
    assert run.returncode == 2
    assert "set MUSTER_SEEDS to the folder that holds them" in run.stderr


@pytest.mark.parametrize(("table", "key"), [("quotes", "quote_id"), ("troop_figures", "figure_id"), ("events", "event_id")])
def test_trace_shows_the_words_behind_a_row(table: str, key: str, sample_build: Path) -> None:
    release = str(sample_build / "release")
    row = duckdb.execute(
        f"SELECT {key}, n_mentions FROM read_parquet('{release}/{table}.parquet') ORDER BY n_articles DESC LIMIT 1"
    ).fetchall()[0]
    bare = json.loads(muster("trace", row[0], "--release", release, "--dataset", "afghanistan-2021", "--json").stdout)
    assert len(bare["mentions"]) == row[1]
    assert {mention["words"] for mention in bare["mentions"]} == {None}
    full = json.loads(muster("trace", row[0], "--release", release, "--seeds", "seeds/sample", "--json").stdout)
    words = [mention["words"] for mention in full["mentions"]]
    assert all(words)
    if table == "quotes":
        assert words == [mention["surface"] for mention in full["mentions"]]
    one = json.loads(muster("trace", full["mentions"][0]["mention_id"], "--release", release, "--json").stdout)
    assert len(one["mentions"]) == 1
    assert row[0] in muster("trace", row[0], "--build", str(sample_build)).stdout


def test_trace_shows_whom_a_row_goes_back_to(sample_build: Path) -> None:
    mentions = f"read_parquet('{sample_build}/quote_mentions.parquet')"
    credited = duckdb.execute(f"SELECT quote_id, credited_to FROM {mentions} WHERE credited_to IS NOT NULL ORDER BY ALL LIMIT 1").fetchall()
    ((key, agency),) = credited
    shown = muster("trace", key, "--build", str(sample_build)).stdout
    assert f", credited to {agency}" in shown and "1 origins: single source" in shown
    wired = f"SELECT quote_id FROM {mentions} JOIN read_parquet('{sample_build}/reports.parquet') USING (article_id)"
    ((key,),) = duckdb.execute(f"{wired} WHERE origin_basis = 'dateline' AND credited_to IS NULL ORDER BY ALL LIMIT 1").fetchall()
    assert "from Kestrel Wire (dateline)" in muster("trace", key, "--build", str(sample_build)).stdout


def test_trace_reads_releases_that_tell_no_credits() -> None:
    release = ROOT / "datasets" / "sample" / "releases" / "2026.11.6"
    ((key,),) = duckdb.execute(f"SELECT quote_id FROM read_parquet('{release}/quotes.parquet') ORDER BY ALL LIMIT 1").fetchall()
    assert "origins" in muster("trace", key, "--release", str(release)).stdout
