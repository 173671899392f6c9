"""Files to documents: finding, unpacking, decoding, and what each kind of file gives."""

import gzip
import io
import json
import os
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from checks.articles import Articles, blocks_resolve, window_holds_date
from checks.raw_documents import RawDocuments, documents_add_up
from checks.rejects import Rejects
from checks.rules import offending
from pipelines.articles.decode import decode
from pipelines.articles.documents import build_documents
from pipelines.ids import article_id
from tests.articles.words import BODY, LEAD, SECOND, THIRD, TITLE, more

Tables = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]
PAGE = f"""<!doctype html><html><head><title>{TITLE} | The Valley Times</title><meta charset="utf-8">
<meta property="og:site_name" content="The Valley Times"><link rel="canonical" href="https://valley.example/battalion">
<script type="application/ld+json">{{"@context": "https://schema.org",
"@graph": [{{"@type": "NewsArticle",
"headline": "{TITLE}",
"datePublished": "2021-04-14T10:00:00+02:00", "author": [{{"@type": "Person",
"name": "Jane Doe"}}]}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{TITLE}</h1><p>{LEAD}</p>
<p>{SECOND}</p><p>{THIRD}</p></article>
<footer>Copyright The Valley Times</footer></body></html>"""


def build(*folders: Path) -> Tables:
    """The three tables, which keep to their models and to the count law."""
    raw, articles, rejects = tables = build_documents(folders)
    RawDocuments.validate(raw)
    Articles.validate(articles)
    Rejects.validate(rejects)
    named = {"raw_documents": raw, "articles": articles, "rejects": rejects}
    for rule in (documents_add_up, blocks_resolve, window_holds_date):
        assert offending(rule, named).is_empty()
    assert raw.height == articles.height + rejects.height + raw.filter(pl.col("status") == "duplicate").height
    return tables


def record(**fields: object) -> str:
    return json.dumps(
        {"maintext": BODY, "title": TITLE, "date_publish": "2021-04-14 10:00:00", "source_domain": "valley.example", **fields}
    )


def test_a_text_is_taken_as_it_is(tmp_path: Path) -> None:
    text = f"{TITLE}\r\n\r\nBRUSSELS (Reuters) – {LEAD}\r\n\r\n{SECOND}\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    _, articles, _ = build(tmp_path)
    row = articles.row(0, named=True)
    assert row["text"] == text
    assert (row["title"], row["dateline_place"], row["agencies"], row["source"]) == (TITLE, "Brussels", ["Reuters"], "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252"])
def test_encodings_are_read_right(encoding: str) -> None:
    text = f"{TITLE}\n\n“We built a bridge – it stays,” said Colonel Zoë Lund.\n{BODY}"
    assert decode(text.encode(encoding))[0] == text


def test_utf8_that_was_cut_or_holds_a_stray_byte() -> None:
    text = f"{BODY}“Zoë” – “Çelik” – “Łódź”"
    assert decode(text.encode()[:-1])[0] == text[:-1]
    assert decode(text.encode() + b" \x93")[0] == text + " “"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", record()),
        (
            "b.json",
            json.dumps({"headline": TITLE, "articleBody": BODY, "datePublished": "2021-04-14T10:00:00Z", "publisher": {"name": "V"}}),
        ),
        (
            "c.json",
            json.dumps(
                {
                    "title": TITLE,
                    "publishing_date": "2021-04-14T10:00:00",
                    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": BODY.strip().split("\n\n")}]},
                }
            ),
        ),
        ("d.json", json.dumps({"title": TITLE, "text": BODY, "date": 1618394400, "domain": "valley.example"})),
        ("e.html", PAGE),
        ("f.json", json.dumps({"title": TITLE, "html": PAGE, "url": "https://valley.example/battalion"})),
    ],
)
def test_records_and_pages_give_title_date_and_text(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    _, articles, rejects = build(tmp_path)
    assert rejects.is_empty()
    row = articles.row(0, named=True)
    assert row["title"] == TITLE
    assert row["published_at"].date().isoformat() == "2021-04-14"
    assert row["published_basis"] == "markup"
    assert [part for part in row["text"].split("\n") if part and part != TITLE] == [LEAD, SECOND, THIRD]


def test_a_page_states_its_outlet_author_and_address(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    row = build(tmp_path)[1].row(0, named=True)
    assert (row["outlet"], row["bylines"], row["url"]) == ("The Valley Times", ["Jane Doe"], "https://valley.example/battalion")


def test_records_of_lists_and_lines_are_numbered(tmp_path: Path) -> None:
    other = record(maintext=BODY + "More.")
    (tmp_path / "a.jsonl").write_text(f"{record()}\n\n{other}\n")
    (tmp_path / "b.json").write_text(f"[{record(maintext=BODY + 'One.')}, {record(maintext=BODY + 'Two.')}]")
    (tmp_path / "c.json").write_text(json.dumps({"status": "ok", "articles": [json.loads(record(maintext=BODY + "Three."))]}))
    assert build(tmp_path)[0]["source"].to_list() == ["a.jsonl#1", "a.jsonl#3", "b.json#1", "b.json#2", "c.json#1"]


@pytest.mark.parametrize(
    ("name", "content"), [("a.txt", f"{TITLE}\n\n{BODY}"), ("a.html", PAGE), ("a.json", record()), ("a.jsonl", record() + "\n")]
)
def test_what_is_packed_is_the_same_article(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    raw, articles, _ = build(tmp_path)
    assert articles.height == 1
    assert raw["status"].to_list() == ["article", "duplicate"]


GOOD = [json.loads(record(maintext=more(number))) for number in range(3)]
LINES = "".join(json.dumps(one) + "\n" for one in GOOD)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_lines_in_any_encoding_are_the_same_articles(tmp_path: Path, encoding: str, name: str) -> None:
    (tmp_path / name).write_bytes(("\n" + LINES.replace("\n", "\n\n", 1)).encode(encoding))
    raw, articles, _ = build(tmp_path)
    assert raw["source"].to_list() == [f"{name}#2", f"{name}#4", f"{name}#5"]
    assert set(articles["article_id"]) == {article_id(json.dumps(one).encode()) for one in GOOD}
    wide = encoding.startswith(("utf-16", "utf-32"))
    assert all(one.startswith(encoding[:6] if wide else "utf-8") for one in raw["encoding"])


@pytest.mark.parametrize(
    ("name", "text", "numbers"),
    [
        ("list.json", json.dumps(GOOD), [1, 2, 3]),
        ("list.json", "\ufeff" + json.dumps(GOOD, indent=1), [1, 2, 3]),
        ("list.jsonl", json.dumps(GOOD, indent=1), [1, 2, 3]),
        ("one.jsonl", json.dumps(GOOD[0], indent=1), [None]),
        ("concatenated.json", "".join(map(json.dumps, GOOD)), [1, 2, 3]),
        ("concatenated.json", "\n".join(json.dumps(one, indent=1) for one in GOOD), [1, 2, 3]),
        ("lines.json", LINES, [1, 2, 3]),
        ("no_name", LINES, [1, 2, 3]),
        ("within.json", json.dumps({"status": "ok", "docs": GOOD}), [1, 2, 3]),
    ],
)
def test_records_in_any_arrangement(tmp_path: Path, name: str, text: str, numbers: list[int | None]) -> None:
    (tmp_path / name).write_text(text)
    raw, articles, _ = build(tmp_path)
    assert raw["source"].to_list() == [f"{name}#{number}" if number else name for number in numbers]
    assert articles.height == len(numbers)


@pytest.mark.parametrize(
    ("name", "text", "statuses"),
    [
        ("cut.json", json.dumps(GOOD)[:-200], ["article", "article", "rejected"]),
        ("cut.json", "".join(map(json.dumps, GOOD))[:-200], ["article", "article", "rejected"]),
        ("lines.json", LINES.replace("{", "", 1), ["rejected", "article", "article"]),
        ("huge_number.json", json.dumps([*GOOD[:2], 7]).replace("7", "7" * 5000), ["article", "article", "rejected"]),
        ("deep.json", "[" + json.dumps(GOOD[0]) + "," + "[" * 50_000, ["article", "rejected"]),
    ],
)
def test_what_can_be_read_of_damaged_records_is_read(tmp_path: Path, name: str, text: str, statuses: list[str]) -> None:
    (tmp_path / name).write_text(text)
    assert build(tmp_path)[0]["status"].to_list() == statuses


ITEM = "<item><title>{}</title><link>https://valley.example/{}</link><pubDate>Wed, 14 Apr 2021 10:00:00 GMT</pubDate>{}</item>"
WHOLE = "<content:encoded><![CDATA[" + "".join(f"<p>{part}</p>" for part in more(7).split("\n") if part) + "]]></content:encoded>"
TEASER = f"<description>{LEAD}</description>"
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>The Valley Times</title>" + ITEM.format(TITLE, 1, WHOLE) + ITEM.format("Bridge opens", 2, TEASER) + "</channel></rss>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Valley Times",
        "items": [
            {"id": 1, "url": "https://valley.example/1", "title": TITLE, "date_published": "2021-04-14T10:00:00Z", "content_text": more(7)},
            {"id": 2, "url": "https://valley.example/2", "title": "Bridge opens", "summary": LEAD},
        ],
    }
)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.xml", FEED, "application/xml"),
        ("a.rss", FEED, "application/xml"),
        ("a.html", FEED, "application/xml"),
        ("no_name", FEED, "application/xml"),
        ("a.json", JSON_FEED, "application/json"),
    ],
)
def test_whole_entries_of_a_feed_are_documents_and_teasers_are_rejects(tmp_path: Path, name: str, data: str, media_type: str) -> None:
    (tmp_path / name).write_text(data)
    raw, articles, rejects = build(tmp_path)
    assert raw.select("source", "media_type", "status").rows() == [
        (f"{name}#1", media_type, "article"),
        (f"{name}#2", media_type, "rejected"),
    ]
    row = articles.row(0, named=True)
    assert (row["title"], row["url"], row["outlet"]) == (TITLE, "https://valley.example/1", "The Valley Times")
    assert row["published_at"].isoformat() == "2021-04-14T10:00:00+00:00"
    assert LEAD in row["text"] and "Bridge number 7" in row["text"]
    assert rejects.select("reason", "detail").rows() == [("no_article", "The feed gives only a summary.")]


def test_the_same_words_of_one_outlet_are_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(record())
    (tmp_path / "b.json").write_text(record(maintext=BODY.upper().replace("\n\n", "\n") + "\nShare\nAdvertisement\n"))
    (tmp_path / "c.json").write_text(record(maintext=BODY + "\n", source_domain=None))
    (tmp_path / "d.json").write_text(record(source_domain="other.example"))
    (tmp_path / "e.json").write_text(record(title="Another headline"))
    (tmp_path / "f.json").write_text(record())
    raw, articles, _ = build(tmp_path)
    assert articles["source"].to_list() == ["a.json", "d.json", "e.json"]
    first = articles["article_id"][0]
    copies = raw.filter(pl.col("status") == "duplicate").select("source", "article_id", "duplicate_basis").rows()
    assert copies == [("b.json", first, "text"), ("c.json", first, "text"), ("f.json", first, "bytes")]


def test_a_copy_without_outlet_is_that_of_the_first_it_may_be(tmp_path: Path) -> None:
    for name, outlet in (("a", None), ("b", "one.example"), ("c", "two.example"), ("d", "one.example")):
        (tmp_path / f"{name}.json").write_text(record(source_domain=outlet, id=name))
    raw, articles, _ = build(tmp_path)
    assert articles["source"].to_list() == ["a.json", "c.json"]
    assert raw["status"].to_list() == ["article", "duplicate", "article", "duplicate"]


def test_letters_that_are_written_in_two_ways_are_the_same(tmp_path: Path) -> None:
    text = f"{TITLE}\n\n{BODY}\nThe ﬁlm was shown in Łódź, said Zoë Çelik.\n"
    for name, form in (("a", "NFC"), ("b", "NFD")):
        (tmp_path / f"{name}.txt").write_text(unicodedata.normalize(form, text))
    assert build(tmp_path)[0]["duplicate_basis"].to_list() == [None, "text"]


def test_a_few_zeros_and_halves_of_characters_are_no_reason_to_refuse() -> None:
    for strange in ("\x00", "\ud83d", "\u0301" * 40):
        text = f"The last convoy{strange} left – on Tuesday. {BODY}"
        assert decode(text.encode("utf-8", "surrogatepass"))[0] == text.replace(strange, "\ufffd" * len(strange))


def warc(*pages: tuple[str, str, str], packed: bool = True) -> bytes:
    """An archive of (status, type, page)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (status, media_type, page) in enumerate(pages):
        headers = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        found = writer.create_warc_record(
            f"https://valley.example/{number}", "response", payload=io.BytesIO(page.encode()), http_headers=headers
        )
        writer.write_record(found)
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_gives_its_pages_only(tmp_path: Path, packed: bool) -> None:
    pages = (("200 OK", "text/html; charset=utf-8", PAGE), ("404 Not Found", "text/html", PAGE + " "), ("200 OK", "image/png", "x"))
    (tmp_path / ("a.warc.gz" if packed else "a.warc")).write_bytes(warc(*pages, packed=packed))
    (tmp_path / "page.html").write_text(PAGE)
    raw, articles, _ = build(tmp_path)
    assert raw["status"].to_list() == ["article", "duplicate"]
    assert "#urn:uuid:" in articles["source"][0]


def test_an_archive_that_ends_within_a_page(tmp_path: Path) -> None:
    whole = warc(("200 OK", "text/html", PAGE), ("200 OK", "text/html", PAGE + "<!-- two -->" * 50), packed=False)
    (tmp_path / "a.warc").write_bytes(whole[:-300])
    _, articles, rejects = build(tmp_path)
    assert (articles.height, rejects["reason"].to_list()) == (1, ["malformed"])


def test_bytes_that_were_read_before_are_a_duplicate_of_the_first(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text(BODY)
    raw, articles, _ = build(tmp_path)
    assert articles["source"].to_list() == ["a.txt"]
    assert raw["status"].to_list() == ["article", "duplicate", "duplicate"]
    assert raw["article_id"].n_unique() == 1


def test_folders_in_any_order_and_the_same_path_in_two(tmp_path: Path) -> None:
    for name, text in (("one", BODY), ("two", BODY + "More.")):
        (tmp_path / name / "sub").mkdir(parents=True)
        (tmp_path / name / "sub" / "a.txt").write_text(text)
        (tmp_path / name / f"{name}.txt").write_text(text + name)
    first, second = build(tmp_path / "one", tmp_path / "two"), build(tmp_path / "two", tmp_path / "one", tmp_path / "one")
    assert all(a.equals(b) for a, b in zip(first, second, strict=True))
    assert first[0]["source"].to_list() == ["one.txt", "one/sub/a.txt", "two.txt", "two/sub/a.txt"]


def test_files_that_describe_a_folder_are_no_documents_and_hidden_ones_are(tmp_path: Path) -> None:
    for name in ("README.md", "LICENSE", "catalog.csv", ".gitignore", ".hidden.txt"):
        (tmp_path / name).write_text(BODY)
    assert build(tmp_path)[0]["source"].to_list() == [".hidden.txt"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="There is no folder"):
        build_documents([tmp_path / "nowhere"])


def test_no_documents_are_three_empty_tables(tmp_path: Path) -> None:
    assert [table.height for table in build(tmp_path)] == [0, 0, 0]


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(BODY)
    assert build(tmp_path)[0]["source"].to_list() == ["caf\\xe9.txt"]


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_rejected(data: bytes) -> None:
    from pipelines.articles.raw import Rejected

    try:
        text, _ = decode(data)
    except Rejected as rejected:
        assert rejected.problem.reason in {"empty", "binary", "undecodable"}
    else:
        text.encode("utf-8")
