"""Bad input costs one row in `rejects`, never the run."""

import gzip
import json
import os
import random
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.article import Article, read_article
from pipelines.articles.raw import HTML, JSON, OTHER, TEXT, Problem, document
from tests.articles.test_reading import PAGE, build, record
from tests.articles.words import BODY, LEAD, SECOND, TITLE, more

GERMAN = (
    "Der letzte Konvoi des Bataillons hat am Dienstag das Tal verlassen, sagte die Oberstleutnantin, die es zwei Jahre lang geführt hat. "
    * 3
)
LINKS = "\n".join(f"Bridge number {number} opens in the north" for number in range(20))
BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "empty.json": (b"", "empty"),
    "empty.jsonl": (b"\n\n", "empty"),
    "empty.warc": (b"", "empty"),
    "none.json": (b"[]", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "image.html": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "binary"),
    "report.pdf": (b"%PDF-1.4 some text that is long enough to be an article if it were one", "binary"),
    "half.txt": (b"\xff\xfe" + b"\x00\xd8" * 200, "undecodable"),
    "short.txt": (b"The last convoy left the valley.", "too_short"),
    "german.txt": (GERMAN.encode(), "not_english"),
    "links.txt": (LINKS.encode(), "no_article"),
    "links.html": (b"<html><body><ul>" + b"<li><a href='/a'>Bridge opens</a></li>" * 30 + b"</ul></body></html>", None),
    "paywall.txt": (f"{TITLE}\n\n{LEAD}\n\nSubscribe to continue reading\nAlready a subscriber? Log in".encode(), "no_article"),
    "video.txt": (b"Watch: convoy leaves the valley\n\nThe last lorry crosses the bridge.\nPlay video\n", "no_article"),
    "feed.xml": (b"<?xml version='1.0'?><rss version='2.0'><channel><title>Valley</title></channel></rss>", "no_article"),
    "broken.json": (record()[:-20].encode(), "malformed"),
    "deep.json": (b"[" * 100_000, "malformed"),
    "number.json": (b"12", "malformed"),
    "no_text.json": (json.dumps({"title": TITLE, "date_publish": "2021-04-14"}).encode(), "malformed"),
    "text_is_no_text.json": (json.dumps({"title": TITLE, "text": 12}).encode(), "malformed"),
    "junk.warc": (b"hello world\n" * 40, "malformed"),
    "junk.warc.gz": (b"hello world\n" * 40, "malformed"),
    "junk.txt.gz": (b"hello world\n" * 40, "no_article"),  # a browser has unpacked it and kept the name
    "much_packed.txt.gz": (gzip.compress(gzip.compress(gzip.compress(gzip.compress(BODY.encode())))), "binary"),
    "folder.tar.gz": (gzip.compress(b"a.txt".ljust(257, b"\x00") + b"ustar" + b"\x00" * 250), "binary"),
    "folder.zip": (b"PK\x03\x04" + BODY.encode(), "binary"),
    "cut.txt.gz": (gzip.compress(random.Random(1).randbytes(5000))[:-400], "malformed"),
    "bomb.txt.gz": (gzip.compress(b"a" * 40_000_000, 1), "too_large"),
    "line.txt": (b"word " * 10_000_000, "too_large"),
    "blanks.jsonl.gz": (gzip.compress(b"\n" * 40_000_000, 1), "too_large"),
    "lines.txt": (b"The last convoy left.\n" * 60_000, "too_large"),
    "long.txt": (b"The last convoy left the valley on Tuesday.\n" * 250_000, "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, (_, reason) in BAD.items() if reason])
def test_each_bad_document_is_one_row_and_the_run_goes_on(tmp_path: Path, name: str) -> None:
    content, reason = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(BODY)
    _, articles, rejects = build(tmp_path)
    assert articles["source"].to_list() == ["good.txt"]
    assert rejects["reason"].to_list() == [reason]


def test_bad_lines_cost_themselves_only(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{record()}\n{{"title": \n[1, 2]\n{record(maintext=more(1))}\n')
    _, articles, rejects = build(tmp_path)
    assert articles["source"].to_list() == ["a.jsonl#1", "a.jsonl#4"]
    assert rejects["source"].to_list() == ["a.jsonl#2", "a.jsonl#3"]
    assert set(rejects["reason"]) == {"malformed"}


def test_a_packed_file_that_breaks_off_keeps_the_lines_before(tmp_path: Path) -> None:
    lines = "".join(record(maintext=more(number)) + "\n" for number in range(400))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-900])
    _, articles, rejects = build(tmp_path)
    assert articles.height > 100
    assert rejects["reason"].to_list() == ["malformed"]


def test_links_that_loop_dangle_or_double(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "good.txt").write_text(BODY)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "again").symlink_to(tmp_path / "a" / "b")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    _, articles, rejects = build(tmp_path)
    assert articles["source"].to_list() == ["a/b/good.txt"]
    assert rejects["source"].to_list() == ["a/b/up", "again", "gone.txt", "self.txt"]
    assert set(rejects["reason"]) == {"unreadable"}


def test_a_link_out_of_the_folder_is_followed_once(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "good.txt").write_text(BODY)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one").symlink_to(tmp_path / "outside")
    (tmp_path / "seeds" / "two").symlink_to(tmp_path / "outside")
    raw, _, rejects = build(tmp_path / "seeds")
    assert raw["source"].to_list() == ["one/good.txt", "two"]
    assert rejects["source"].to_list() == ["two"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert build(tmp_path)[2]["reason"].to_list() == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(BODY)
    (tmp_path / "secret.txt").chmod(0)
    assert build(tmp_path)[2]["reason"].to_list() == ["unreadable"]


def test_a_file_that_fails_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(BODY)

    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("pipelines.articles.containers.bounded", fail)
    rejects = build(tmp_path)[2]
    assert rejects.rows()[0][3:] == ("unreadable", "The file cannot be read: Input/output error.")


SEEDS = [f"{TITLE}\n\nBRUSSELS (Reuters) – {LEAD}\n\n{SECOND}\n\nLeave a Reply\n".encode(), PAGE.encode(), record().encode()]


def one(data: bytes, form: str, media_type: str) -> None:
    """Any document is one article or one problem."""
    read = read_article(document("a", media_type, form, data))
    assert isinstance(read, Article | Problem)
    if isinstance(read, Article):
        read.text.encode("utf-8")
        for block in read.blocks:
            assert 0 <= block.start < block.end <= len(read.text)


FORMS = [("text", TEXT), ("html", HTML), ("json", JSON), ("unknown", OTHER)]


@given(st.binary(max_size=500), st.sampled_from(FORMS))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_one_article_or_one_reject(data: bytes, form: tuple[str, str]) -> None:
    one(data, *form)


@given(st.integers(0, 2**32), st.sampled_from(SEEDS), st.sampled_from(FORMS))
@settings(max_examples=150, deadline=None)
def test_mutated_documents_are_one_article_or_one_reject(seed: int, data: bytes, form: tuple[str, str]) -> None:
    chance = random.Random(seed)
    mutated = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(mutated))
        if chance.random() < 0.7:
            mutated[at] = chance.randrange(256)
        else:
            mutated[at:at] = mutated[max(0, at - 60) : at]
    one(bytes(mutated[: chance.randint(1, len(mutated))]), *form)


def test_a_reject_names_no_path(tmp_path: Path) -> None:
    (tmp_path / "junk.txt.gz").write_bytes(zlib.compress(b"x"))
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert not [detail for detail in build(tmp_path)[2]["detail"] if str(tmp_path) in detail]


@pytest.mark.parametrize("accents", ["\u0301\u0327" * 40_000, "&#769;&#807;" * 40_000])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_accents_by_the_thousand_on_one_letter_do_not_hold_the_run_up(tmp_path: Path, name: str, accents: str) -> None:
    page = f"<html><body><h1>{TITLE}</h1><p>{LEAD}</p><p>Lund{accents} was there.</p></body></html>"
    (tmp_path / name).write_text(page if name.endswith("html") else accents)
    begun = time.process_time()
    build(tmp_path)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("lines.jsonl.gz", gzip.compress(record().encode() + b"\n" + b"{}\n" * 2_000_000)),
        ("list.json.gz", gzip.compress(b"[" + record().encode() + b",1" * 2_000_000 + b"]")),
        ("values.json", record().encode() + b" 1" * 100_000),
    ],
)
def test_millions_of_records_that_hold_nothing_are_given_up(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    raw, articles, rejects = build(tmp_path)
    assert articles.height == 1
    assert raw.height == rejects.height + 1 == 20_002
    assert rejects["reason"].value_counts().sort("count").rows() == [("too_large", 1), ("malformed", 20_000)]
