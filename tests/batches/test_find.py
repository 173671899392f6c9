"""Which batch a file belongs to, and when a batch is another than it was."""

import json
import os
from pathlib import Path

import pytest

from pipelines.batches.find import content, find_batches, hash_files


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"This is {name}.", encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "batch"),
    [
        ("a.txt", "documents"),
        ("2026-11-23/a.txt", "2026-11-23"),
        ("2026-11-23/more/b.html.gz", "2026-11-23"),
        ("crawl.warc.gz", "crawl.warc.gz"),
        ("2026-11-23/crawl.warc", "2026-11-23/crawl.warc"),
        ("2026-11-23/lines.jsonl", "2026-11-23/lines.jsonl"),
        ("odd...name[1],\n/a.txt", "odd%2e%2e%2ename%5b1%5d%2c%0a"),
    ],
)
def test_a_batch_is_a_folder_or_a_file_of_many(tmp_path: Path, path: str, batch: str) -> None:
    put(tmp_path, path)
    assert [one.name for one in find_batches([tmp_path])] == [batch]


def test_the_content_is_that_of_files_and_what_stands_beside_them(tmp_path: Path) -> None:
    put(tmp_path, "day/a.txt", "day/b.txt")

    def now() -> str:
        (batch,) = find_batches([tmp_path])
        return content(hash_files(batch, {}))

    first = now()
    os.utime(tmp_path / "day" / "a.txt", (1, 1))
    assert now() == first, "a file that was touched is the same"
    (tmp_path / "day" / "a.txt.meta.json").write_text(json.dumps({"url": "https://paper.example/a"}), encoding="utf-8")
    with_sidecar = now()
    assert with_sidecar != first
    (tmp_path / "day" / "source.toml").write_text('id = "paper"\n', encoding="utf-8")
    assert now() not in {first, with_sidecar}
    (tmp_path / "day" / "b.txt").rename(tmp_path / "day" / "c.txt")
    assert now() not in {first, with_sidecar}


def test_files_that_were_left_alone_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "day/a.txt", "day/b.txt")
    (batch,) = find_batches([tmp_path])
    known = hash_files(batch, {})
    (tmp_path / "day" / "b.txt").write_text("Another text.", encoding="utf-8")
    read: list[str] = []
    monkeypatch.setattr("pipelines.batches.find.file_sha256", lambda path: read.append(path.name) or "0")
    hash_files(batch, known)
    assert set(read) == {"b.txt", "b.txt.meta.json"}
