"""Mutations of documents into damaged, mixed, strange ones. Each takes a source of chance and two samples, as those of hostile.py do.

The same number and seed make the same document. Documents of $MUSTER_SEEDS and $MUSTER_CORPORA are mutated too where they are set.
"""

import codecs
import gzip
import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

from tests.articles.hostile import (
    PROSE,
    SENTENCE,
    Chance,
    Made,
    Mutation,
    Sample,
    bomb,
    deep_page,
    entity_bombs,
    json_nested,
    json_values,
    long_attributes,
    long_lines,
    many_lines,
    nested_marks,
    statements,
    wide_page,
)

ROOT = Path(__file__).resolve().parent.parent.parent


def samples() -> list[Sample]:
    """Our own documents, and those of the corpora where they are at hand."""
    here = Path(__file__).parent
    folders = [ROOT / "seeds" / "sample", here / "not_articles", here / "short_articles"]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in {".csv", ".md"}]
    if seeds := os.environ.get("MUSTER_SEEDS"):
        found += sorted(Path(seeds).glob("*.txt"))
    if corpora := os.environ.get("MUSTER_CORPORA"):
        for pattern, step in (("html/pages/*", 1), ("stories/articles/*", 4), ("attribution/dev/*", 8), ("isaf/text/*", 30)):
            found += sorted(Path(corpora).glob(pattern))[::step]
    return [Sample(path.name, path.read_bytes()) for path in found]


def suffix_of(sample: Sample) -> str:
    return "." + sample.name.partition(".")[2] if "." in sample.name else ".txt"


def place(chance: Chance, data: bytes) -> int:
    return chance.randrange(len(data) + 1)


def truncated(chance: Chance, one: Sample, _: Sample) -> Made:
    begin = 0 if chance.random() < 0.7 else place(chance, one.data)
    return Made(suffix_of(one), one.data[begin : begin + place(chance, one.data)])


def bits_flipped(chance: Chance, one: Sample, _: Sample) -> Made:
    data = bytearray(one.data)
    for _n in range(chance.choice((1, 3, 30, 300)) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return Made(suffix_of(one), bytes(data))


def bytes_inserted(chance: Chance, one: Sample, _: Sample) -> Made:
    data = bytearray(one.data)
    for _n in range(chance.randint(1, 20)):
        at = place(chance, bytes(data))
        data[at:at] = chance.randbytes(chance.choice((1, 2, 5, 200)))
    return Made(suffix_of(one), bytes(data))


def bytes_deleted(chance: Chance, one: Sample, _: Sample) -> Made:
    data = bytearray(one.data)
    for _n in range(chance.randint(1, 20)):
        at = place(chance, bytes(data))
        del data[at : at + chance.choice((1, 3, 40, 400))]
    return Made(suffix_of(one), bytes(data))


def spliced(chance: Chance, one: Sample, other: Sample) -> Made:
    return Made(suffix_of(chance.choice((one, other))), one.data[: place(chance, one.data)] + other.data[place(chance, other.data) :])


def renamed(chance: Chance, one: Sample, _: Sample) -> Made:
    names = (".txt", ".html", ".json", ".jsonl", ".warc", ".warc.gz", ".gz", ".xml", ".rss", ".txt.gz.gz", "", ".pdf", ".json.gz")
    return Made(chance.choice(names), one.data)


def repeated(chance: Chance, one: Sample, _: Sample) -> Made:
    begin = place(chance, one.data)
    part = one.data[begin : begin + chance.choice((3, 40, 2000))]
    return Made(suffix_of(one), one.data[:begin] + part * (1_000_000 // (len(part) + 1)) + one.data[begin:])


def strange_characters(chance: Chance, one: Sample, _: Sample) -> Made:
    strange = chance.choice(
        ("\x00", "\x01\x08\x1b[31m", "\u202e\u2066\u2069\u200f", "\u200b\u00ad\ufeff", "\U000e0041\ufdd0\uffff", "\x85\u2028\x0b\x0c\r")
    )
    text = list(one.data.decode("utf-8", "replace"))
    for _n in range(chance.choice((1, 10, 1000))):
        text.insert(chance.randrange(len(text) + 1), strange)
    return Made(suffix_of(one), "".join(text).encode("utf-8", "surrogatepass"))


def combining(chance: Chance, one: Sample, _: Sample) -> Made:
    text = one.data.decode("utf-8", "replace")
    at = chance.randrange(len(text) + 1)
    return Made(suffix_of(one), (text[:at] + "\u0301\u0327" * chance.choice((10, 200_000)) + text[at:]).encode("utf-8", "surrogatepass"))


def surrogates(chance: Chance, one: Sample, _: Sample) -> Made:
    half = chance.choice((b"\xed\xa0\x80", b"\xed\xb0\x80", b"\\ud83d", b"&#xD83D;", b"&#55357;"))
    data = bytearray(one.data)
    for _n in range(chance.choice((1, 100))):
        at = place(chance, bytes(data))
        data[at:at] = half
    return Made(suffix_of(one), bytes(data))


def encodings(chance: Chance, one: Sample, other: Sample) -> Made:
    codes = ("utf-16", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "cp1251", "cp1252", "shift_jis", "gb18030", "cp037", "utf-8-sig")
    first, second = (sample.data.decode("utf-8", "replace") for sample in (one, other))
    data = first.encode(chance.choice(codes), "replace")
    if chance.random() < 0.5:
        data = data[: place(chance, data)] + second.encode(chance.choice(codes), "replace")
    if chance.random() < 0.3:
        data = chance.choice((codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF8)) + data
    return Made(suffix_of(one), data)


def json_lines(chance: Chance, one: Sample, other: Sample) -> Made:
    """Records, broken ones, and other things one after the other."""
    good = json.dumps({"title": "Convoy leaves valley", "maintext": SENTENCE * 4, "date_publish": "2021-04-14"})
    parts = [
        good,
        good[: len(good) // 2],
        "",
        "[1, 2",
        "null",
        one.data[:3000].decode("utf-8", "replace"),
        other.name,
        "\x00",
        "}" * 50,
        json.dumps([json.loads(good)] * 3),
    ]
    joined = chance.choice(("\n", "\n\n", "", ",", " ")).join(chance.choice(parts) for _ in range(chance.randint(1, 30)))
    text = f"[{joined}]" if chance.random() < 0.3 else joined
    return Made(
        chance.choice((".json", ".jsonl")), text.encode(chance.choice(("utf-8", "utf-8", "utf-16", "utf-32", "utf-8-sig")), "replace")
    )


def packed(chance: Chance, one: Sample, _: Sample) -> Made:
    """Packed, several times over perhaps, and broken."""
    data, suffix = one.data, suffix_of(one)
    for _n in range(chance.choice((1, 1, 2, 3, 5))):
        data, suffix = gzip.compress(data, 1, mtime=0), f"{suffix}.gz"
    broken = bytearray(data)
    what = chance.randrange(4)
    if what == 0:
        broken = broken[: place(chance, data)]
    elif what == 1:
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    elif what == 2:
        broken += chance.randbytes(50)
    return Made(suffix, bytes(broken))


def warc_record(chance: Chance, page: bytes, number: int) -> bytes:
    """A record, right or nearly so."""
    http = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8"]
    if chance.random() < 0.4:
        coding = chance.choice(("gzip", "deflate", "br", "chunked", "zstd", "gzip, gzip", "identity", ""))
        http.append(f"{'Transfer' if coding == 'chunked' else 'Content'}-Encoding: {coding}".encode())
        if chance.random() < 0.7:
            page = {
                "gzip": gzip.compress(page, mtime=0),
                "deflate": zlib.compress(page),
                "chunked": b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page),
            }.get(coding, page)
    if chance.random() < 0.1:
        http[chance.randrange(len(http))] = chance.choice(
            (b"HTTP/9 abc", b"", b":", b"Content-Type: \xff\xfe", b"x" * 70_000, b"Content-Type: text/html; charset=nonsense")
        )
    block = b"\r\n".join(http) + b"\r\n\r\n" + page
    kind = chance.choice((b"response",) * 6 + (b"revisit", b"warcinfo", b"nonsense"))
    length = len(block) if chance.random() < 0.85 else chance.choice((0, -1, 10**18, len(block) - 7, len(block) + 7))
    head = [
        b"WARC/1.0",
        b"WARC-Type: " + kind,
        b"WARC-Record-ID: <urn:uuid:%d>" % chance.choice((number, 1)),
        b"WARC-Date: 2021-04-14T10:00:00Z",
        b"WARC-Target-URI: " + chance.choice((b"https://valley.example/1", b"<>", b"http://[", b"\xff")),
        b"Content-Type: application/http; msgtype=response",
        b"WARC-Payload-Digest: sha1:%d" % chance.randrange(5),
        b"WARC-Refers-To: <urn:uuid:%d>" % chance.randrange(5),
        b"Content-Length: %d" % length,
    ]
    if chance.random() < 0.1:
        head[chance.randrange(len(head))] = chance.choice((b"", b"no colon", b"\x00\x01", b"a: " + b"b" * 100_000, b"WARC/7"))
    return b"\r\n".join(head) + b"\r\n\r\n" + block + b"\r\n\r\n"


def archives(chance: Chance, one: Sample, other: Sample) -> Made:
    pages = [f"<html><body>{PROSE}</body></html>".encode(), one.data[:200_000], other.data[:200_000], b""]
    records = [warc_record(chance, chance.choice(pages), number) for number in range(chance.randint(1, 8))]
    is_packed = chance.random() < 0.6
    parts = [gzip.compress(record, 1, mtime=0) if is_packed else record for record in records]
    data = bytearray(b"".join(parts))
    if chance.random() < 0.4:
        data = data[: place(chance, bytes(data))]
    for _n in range(chance.choice((0, 0, 1, 5)) if data else 0):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return Made(chance.choice((".warc.gz", ".warc", "")), bytes(data))


def archive_bombs(chance: Chance, _: Sample, __: Sample) -> Made:
    unit = chance.choice((b"\x00", b"<p>", SENTENCE.encode()))
    page = unit * (100_000_000 // len(unit))
    coding = b""
    if chance.random() < 0.5:
        page, coding = gzip.compress(page, 1, mtime=0), b"Content-Encoding: gzip\r\n"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + coding + b"\r\n" + page
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n" % len(block)
    )
    return Made(
        ".warc.gz",
        gzip.compress(head + block + b"\r\n\r\n", 1, mtime=0) + gzip.compress(warc_record(Chance(1), PROSE.encode(), 2), mtime=0),
    )


def feeds(chance: Chance, one: Sample, _: Sample) -> Made:
    text = one.data[:20_000].decode("utf-8", "replace").replace("]]>", "")
    items = "".join(
        f"<item><title>Report {k}</title><link>https://valley.example/{k}</link>"
        f"<content:encoded><![CDATA[{PROSE if k % 2 else text}]]></content:encoded></item>"
        for k in range(chance.randint(0, 5))
    )
    extra = chance.choice(("", "<a>" * 100_000, "&lol;" * 1000, "<title>" * 5000, f"<item {'a=1 ' * 50_000}>", "\x00", "<![CDATA["))
    dtd = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY lol "&a;&a;&a;&a;&a;&a;&a;&a;">]>' if chance.random() < 0.2 else ""
    data = f'<?xml version="1.0"?>{dtd}<rss version="2.0"><channel><title>Valley Times</title>{items}{extra}</channel></rss>'.encode(
        "utf-8", "replace"
    )
    if chance.random() < 0.4:
        data = data[: place(chance, data)]
    return Made(chance.choice((".xml", ".rss", ".html", "", ".xml.gz")), data)


MUTATIONS: dict[Mutation, int] = {
    truncated: 10,
    bits_flipped: 10,
    bytes_inserted: 8,
    bytes_deleted: 8,
    spliced: 10,
    renamed: 6,
    repeated: 2,
    strange_characters: 6,
    combining: 2,
    surrogates: 5,
    encodings: 8,
    long_lines: 1,
    many_lines: 1,
    nested_marks: 2,
    deep_page: 2,
    wide_page: 2,
    long_attributes: 1,
    statements: 4,
    json_nested: 2,
    json_values: 6,
    json_lines: 6,
    packed: 5,
    bomb: 0,
    archives: 8,
    archive_bombs: 0,
    feeds: 4,
    entity_bombs: 1,
}
"""How often each is made; the bombs once in BOMBS documents."""
BOMBS = 250


def make(number: int, seed: int, known: Sequence[Sample]) -> tuple[str, Made]:
    """The document of a number: its kind and itself."""
    chance = Chance(f"{seed} {number}")
    one, other = chance.choice(known), chance.choice(known)
    if number % BOMBS == BOMBS - 1:
        mutation: Mutation = bomb if number % (2 * BOMBS) > BOMBS else archive_bombs
    else:
        mutation = chance.choices(list(MUTATIONS), list(MUTATIONS.values()))[0]
    return mutation.__name__, mutation(chance, one, other)
