"""Whatever happens to a release is found, and where."""

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.release.minisign import public_key, secret_key
from pipelines.release.sums import CHUNKS, SIGNATURE, SUMS, chunk_bytes, hash_file, is_name, read_sums, seal
from pipelines.release.verify import find_problems, problems
from tests.release.keys import LOCKED_PUBLIC, PUBLIC, SECRET

DRAWN = 500


@pytest.fixture
def release(sample_build: Path, tmp_path: Path) -> Path:
    """A signed copy that a test may spoil."""
    folder = Path(shutil.copytree(sample_build / "release", tmp_path / "release"))
    seal(folder, "sample", secret_key(SECRET))
    return folder


def test_a_whole_release_has_no_problem(release: Path) -> None:
    assert find_problems(release, public_key(PUBLIC)) == []
    (release / SIGNATURE).unlink()
    assert find_problems(release) == []
    assert [str(p) for p in find_problems(release, public_key(PUBLIC))] == [f"{SIGNATURE}: is missing, so nobody vouches for the release."]


def test_sha256sum_reads_the_sums(release: Path) -> None:
    assert subprocess.run(["sha256sum", "-c", "--strict", "--quiet", SUMS], cwd=release, capture_output=True, check=False).stdout == b""
    listed = read_sums((release / SUMS).read_text())
    assert {*listed, SUMS, SIGNATURE} == {path.name for path in release.iterdir()}
    assert list(listed) == sorted(listed)


def flip(path: Path, draw: random.Random) -> tuple[str, int]:
    raw = bytearray(path.read_bytes())
    at = draw.randrange(len(raw))
    raw[at] ^= 1 << draw.randrange(8)
    path.write_bytes(raw)
    return path.name, at


def remove(path: Path, _: random.Random) -> tuple[str, int | None]:
    path.unlink()
    return path.name, None


def add(path: Path, draw: random.Random) -> tuple[str, int | None]:
    extra = path.with_name(f"{draw.choice(['.', '', 'a', 'z'])}{path.name}{draw.choice(['~', '.bak', '.tmp'])}")
    extra.write_bytes(path.read_bytes() if draw.random() < 0.5 else draw.randbytes(9))
    return extra.name, None


def rename(path: Path, draw: random.Random) -> tuple[str, int | None]:
    path.rename(path.with_name(draw.choice(["0", "zz"]) + path.name))
    return path.name, None


def cut(path: Path, draw: random.Random) -> tuple[str, int]:
    raw = path.read_bytes()
    at = draw.randrange(len(raw))
    path.write_bytes(raw[:at])
    return path.name, at


def lengthen(path: Path, draw: random.Random) -> tuple[str, int]:
    raw = path.read_bytes()
    path.write_bytes(raw + draw.randbytes(draw.choice([1, 5_000])))
    return path.name, len(raw)


def test_each_single_damage_is_found_and_named(release: Path, tmp_path: Path) -> None:
    draw = random.Random(8)
    whole = Path(shutil.copytree(release, tmp_path / "whole"))
    key = public_key(PUBLIC)
    names = sorted(path.name for path in release.iterdir())
    deeds: list[Callable[[Path, random.Random], tuple[str, int | None]]] = [
        flip,
        flip,
        flip,
        flip,
        flip,
        remove,
        add,
        rename,
        cut,
        lengthen,
    ]
    for number in range(DRAWN):
        name = names[number % len(names)]
        deed = deeds[number // len(names) % len(deeds)] if number < len(names) * len(deeds) else flip
        named, at = deed(release / name, draw)
        found = find_problems(release, key)
        assert named in {problem.file for problem in found}, (deed.__name__, name, found)
        if deed is flip:
            assert {problem.file for problem in found} - {SIGNATURE} == {name} - {SIGNATURE}, (name, at, found)
        if at is not None and (deed is flip or name != SIGNATURE):
            assert any(begin <= at < end for p in found if p.file == named for begin, end in p.ranges), (deed.__name__, name, at, found)
        shutil.rmtree(release)
        shutil.copytree(whole, release)
    assert find_problems(release, key) == []


def test_the_place_is_narrow(release: Path) -> None:
    path = release / "quotes.parquet"
    raw = bytearray(path.read_bytes())
    raw[10_000] ^= 4
    raw[20_500] ^= 4
    path.write_bytes(raw)
    assert problems(release) == ["quotes.parquet, bytes 9,216 to 10,239, 20,480 to 21,503: not the bytes of the release."]


def test_a_renamed_file_is_told_by_its_bytes(release: Path) -> None:
    (release / "LICENSE").rename(release / "LICENCE")
    assert problems(release) == [
        f"LICENCE: is not in {SUMS}: no file of the release; it is LICENSE under another name.", "LICENSE: is missing.",
    ]  # fmt: skip


def test_links_and_folders_are_no_files(release: Path, tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_bytes((release / "LICENSE").read_bytes())
    (release / "LICENSE").unlink()
    (release / "LICENSE").symlink_to(tmp_path / "LICENSE")
    (release / "more").mkdir()
    assert problems(release) == ["LICENSE: is a link or a folder, not a file.", "more: is a link or a folder, not a file."]


def test_all_of_it_changed_together_is_found_by_the_signature_alone(release: Path) -> None:
    page = (release / "DICTIONARY.md").read_text()
    (release / "DICTIONARY.md").write_text(page + "changed\n")
    signature = (release / SIGNATURE).read_bytes()
    reseal(release)
    (release / SIGNATURE).write_bytes(signature)
    assert find_problems(release) == []
    assert [problem.file for problem in find_problems(release, public_key(PUBLIC))] == [SIGNATURE]
    assert [problem.file for problem in find_problems(release, public_key(LOCKED_PUBLIC))] == [SIGNATURE]


def reseal(release: Path) -> None:
    """Makes manifest and sums say what the files are, as somebody would who wants to hide a change."""
    said = json.loads((release / "manifest.json").read_text())
    for file in said["files"]:
        hashed = hash_file(release / file["path"])
        file |= {"sha256": hashed.sha256, "n_bytes": hashed.n_bytes}
        if file["path"].endswith(".parquet"):
            from pipelines.row_hash import rows_sha256

            file["rows_sha256"] = rows_sha256(pq.read_table(release / file["path"]))
    (release / "manifest.json").write_text(json.dumps(said))
    seal(release, "", None)


def spoil(release: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> list[str]:
    pq.write_table(change(pq.read_table(release / f"{name}.parquet")), release / f"{name}.parquet")
    reseal(release)
    return problems(release)


def described(name: str, values: pa.Array) -> pa.Field:
    return pa.field(name, values.type, metadata={"description": "d"})


def test_wrong_tables_with_right_hashes_are_found(release: Path) -> None:
    table = pq.read_table(release / "quotes.parquet")
    assert spoil(release, "quotes", lambda t: t.slice(1)) == [f"quotes.parquet: has {table.num_rows - 1:,} rows, not {table.num_rows:,}."]
    assert spoil(release, "quotes", lambda _: table.drop_columns("text")) == ["quotes.parquet: column text is missing."]
    extra = pa.nulls(table.num_rows, pa.string())
    assert spoil(release, "quotes", lambda _: table.append_column(described("mood", extra), extra)) == [
        "quotes.parquet: column mood is not known."
    ]
    counts = table["n_articles"].cast(pa.int32())
    at = table.column_names.index("n_articles")
    found = spoil(release, "quotes", lambda _: table.set_column(at, described("n_articles", counts), counts))
    assert found == ["quotes.parquet: column n_articles is int32, not int64."]
    bare = table.replace_schema_metadata(None).cast(pa.schema([field.with_metadata(None) for field in table.schema]))
    assert spoil(release, "quotes", lambda _: bare)[0] == "quotes.parquet: column quote_id has no description."
    ids = pa.array([table["quote_id"][0].as_py()] * table.num_rows)
    twice = table.set_column(0, table.schema.field(0), ids)
    assert spoil(release, "quotes", lambda _: twice) == [f"quotes.parquet: {table.num_rows:,} rows share their quote_id with another."]


def test_a_row_that_points_nowhere_is_found(release: Path) -> None:
    mentions = pq.read_table(release / "quote_mentions.parquet")
    lost = pa.array(["quo_0000000000000000", *mentions["quote_id"].to_pylist()[1:]])
    at = mentions.column_names.index("quote_id")
    (found,) = spoil(release, "quote_mentions", lambda t: t.set_column(at, t.schema.field(at), lost))
    assert found.startswith("quotes.parquet: ") and "break the rule quotes_link_mentions" in found and "quo_0000000000000000" in found


def test_a_manifest_that_says_nonsense_is_said_in_a_sentence(release: Path) -> None:
    said = json.loads((release / "manifest.json").read_text())
    first, *others = said["files"]
    for wrong in (
        [], {}, said | {"files": [1]}, said | {"files": None}, said | {"schema_version": "x"}, said | {"version": None},
        *(said | {"files": [first | {key: value}, *others]} for key, value in (("path", "../x"), ("n_bytes", "9"), ("sha256", None))),
        said | {"files": [first, first, *others]},
    ):  # fmt: skip
        (release / "manifest.json").write_text(json.dumps(wrong))
        seal(release, "", None)
        assert [problem.split(":")[0] for problem in problems(release)] == ["manifest.json"], wrong
    (release / "manifest.json").write_text("[" * 100_000)
    seal(release, "", None)
    assert problems(release)[0].startswith("manifest.json: cannot be read: ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{0}  ../LICENSE\n", "names no file"), ("{0}  /etc/passwd\n", "names no file"), ("{0}  a\\b\n", "names no file"),
        ("{0}  CON.txt\n", "names no file"), ("{0}  .hidden\n", "names no file"), ("{0}  a\0b\n", "names no file"),
        ("{0} a\n", "names no file"), ("{0}  SHA256SUMS\n", "names no file"), ("{0}  b\n{0}  a\n", "not in order"),
        ("{0}  a\n{0}  a\n", "not in order"), ("{0}  LICENSE\n{0}  license\n", "twice"), ("{0}  a", "not in order"),
        ("{0}  a.\n", "names no file"), ("{0}  ａ\n", "names no file"),
    ],
)  # fmt: skip
def test_sums_that_lead_elsewhere_are_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_sums(text.format("0" * 64))


@pytest.mark.parametrize(
    "name", ["quotes.parquet", "muster.duckdb", "quotes.csv.gz", "LICENSE", "SHA256SUMS.minisig", "com.parquet", "nullable.md"]
)
def test_names_of_files_of_releases_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("n_bytes", [0, 1, 1024, 4 << 20, (4 << 20) + 1, 10**9, 10**12])
def test_no_file_has_more_than_4096_chunks(n_bytes: int) -> None:
    size = chunk_bytes(n_bytes)
    assert -(-n_bytes // size) <= 4096
    assert size == 1024 or -(-n_bytes // (size // 2)) > 4096


def test_chunks_name_every_file_of_the_manifest(release: Path) -> None:
    named = {file["path"] for file in json.loads((release / "manifest.json").read_text())["files"]}
    assert {*json.loads((release / CHUNKS).read_text())["files"]} == {*named, "manifest.json"}
