"""Hostile documents that are made from nothing: deep, wide, endless, nested, packed. What damages real ones stands in mutations.py."""

import gzip
import itertools
import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

Chance = random.Random


class Sample(NamedTuple):
    """A document to be mutated."""

    name: str
    data: bytes


class Made(NamedTuple):
    """A mutated document: what its file is called after the number, and its bytes."""

    suffix: str
    data: bytes


Mutation = Callable[[Chance, Sample, Sample], Made]
SENTENCE = "The last convoy of the Norbridge contingent left the valley on Tuesday, said Colonel Maria Lund, who led it for two years. "
PROSE = "".join(f"<p>{SENTENCE * 3}</p>" for _ in range(4))


def long_lines(chance: Chance, _: Sample, __: Sample) -> Made:
    n = chance.choice((100_000, 1_000_000, 4_000_000))
    unit = chance.choice(
        (
            "word ",
            "w",
            SENTENCE,
            "Jane Doe and ",
            "April 14, 2021 ",
            "1,000 ",
            "By Jane Doe ",
            "U.S. ",
            '"a" ',
            "“a” ",
            "- ",
            "http://a.b/c ",
            " ",
            "\t",
            "\r",
            "(Reuters) - ",
            "BRUSSELS, ",
            "Mr. ",
            "ABC ",
            "é",
            "a@b ",
            "/ ",
            "| ",
            "1:30 p.m. ",
            "it's ",
            "...",
            "said ",
        )
    )
    begin = "" if chance.random() < 0.5 else f"{SENTENCE}\n\n"
    return Made(chance.choice((".txt", ".txt", ".html")), (begin + unit * (n // len(unit))).encode())


def many_lines(chance: Chance, _: Sample, __: Sample) -> Made:
    n = chance.choice((20_000, 200_000))
    units = (
        SENTENCE,
        "Read more: Bridge opens",
        "April 14, 2021",
        "By Jane Doe",
        "a",
        "Photo: AP",
        "BRUSSELS (Reuters) - A",
        "Share",
        "",
        "Advertisement",
        "Bridge opens in the north of the valley",
        "https://t.co/a",
        "— NATO (@NATO) April 14, 2021",
        "3 hours ago",
        "Home > World > Asia",
    )
    chosen = chance.sample(units, chance.randint(1, 4))
    between = chance.choice(("\n", "\n\n", "\r\n", "\r", "\u2028"))
    return Made(".txt", between.join(itertools.islice(itertools.cycle(chosen), n)).encode()[:8_000_000])


def nested_marks(chance: Chance, _: Sample, __: Sample) -> Made:
    opening, closing = chance.choice(
        (("(", ")"), ("[", "]"), ("“", "”"), ("‘“", "”’"), ('"', '"'), ("«", "»"), ("> ", ""), ("{", "}"), ("<", ">"))
    )
    n = chance.choice((1000, 100_000))
    return Made(".txt", f"{SENTENCE}\n\n{opening * n}{SENTENCE}{closing * n}\n\n{SENTENCE * 3}".encode())


def deep_page(chance: Chance, _: Sample, __: Sample) -> Made:
    tag = chance.choice(
        (
            "div",
            "blockquote",
            "b",
            "i",
            "span",
            "p",
            "ul><li",
            "table><tr><td",
            "a href=x",
            "font",
            "article",
            "section",
            "svg",
            "em",
            "x-y",
        )
    )
    n = chance.choice((500, 5_000, 100_000))
    names = tag.split("><")
    closing = "".join(f"</{name.split()[0]}>" for name in reversed(names)) * n if chance.random() < 0.5 else ""
    inside = chance.choice((PROSE, SENTENCE * 10))
    return Made(".html", f"<html><body><h1>Convoy leaves valley</h1>{PROSE}{f'<{tag}>' * n}{inside}{closing}</body></html>".encode())


def wide_page(chance: Chance, _: Sample, __: Sample) -> Made:
    n = chance.choice((3_000, 30_000, 150_000))
    unit = chance.choice(
        (
            "<tr><td>1</td><td>two</td></tr>",
            "<li><a href='/a'>Bridge opens in the valley</a></li>",
            f"<p>{SENTENCE}</p>",
            "<br>",
            "<p>",
            "<b>",
            "<div class='a b c d'>x</div>",
            "<option>x",
            "&nbsp;",
            "&amp;",
            "&#65;",
            "&notanentity",
            "<!-- c -->",
            "<a href='x'>",
            "</p>",
            "<td>",
            "<time datetime='2021-04-14'>",
            "<meta name='author' content='Jane Doe'>",
            "<h1>Title of the report</h1>",
            "<![CDATA[",
            "<?x ",
            "<script>",
            "<img src='a' alt='b'>",
            "<p class='byline'>By Jane Doe</p>",
            "<svg>",
            "<style>a{}</style>",
            "<form><input>",
            "</div>",
        )
    )
    before, after = ("<table>", "</table>") if unit.startswith("<t") else ("", "")
    return Made(
        ".html", f"<html><head><title>A</title></head><body>{PROSE}{before}{unit * n}{after}{PROSE}</body></html>".encode()[:8_000_000]
    )


def long_attributes(chance: Chance, _: Sample, __: Sample) -> Made:
    n = chance.choice((10_000, 300_000))
    attributes = chance.choice(
        (
            f'class="{"a " * n}"',
            " ".join(f"a{k}=1" for k in range(n // 10)),
            f'href="{"/a" * n}"',
            f"style='{'a:b;' * n}'",
            f'id="{"commentAd" * n}"',
        )
    )
    return Made(".html", f"<html><body><div {attributes}>{PROSE}</div></body></html>".encode())


def statements(chance: Chance, _: Sample, __: Sample) -> Made:
    """JSON-LD and meta tags that state nonsense."""
    n = chance.choice((100, 50_000))
    value = chance.choice(
        (
            "[" * n,
            '{"@graph":' * n,
            '{"@type":"NewsArticle","headline":' + "9" * n + "}",
            '{"@type":"NewsArticle","articleBody":"' + "a " * n + '"}',
            '{"@type":"NewsArticle","author":' + "[" * 900 + "]" * 900 + "}",
            '{"@type":["NewsArticle"],"headline":[[]],"datePublished":{"a":1},"author":7}',
            "[" + ",".join(['{"@type":"NewsArticle","headline":"x"}'] * min(n, 20_000)) + "]",
            '{"@type":"NewsArticle","datePublished":"' + "2021-" * n + '"}',
            '{"@type":"NewsArticle","url":"http://[","datePublished":"9999-99-99T99:99:99+99:99","headline":"\\u0000\\ud800"}',
        )
    )
    date = chance.choice(("2021-04-14", "0000-00-00", "1" * n, "Tue, 99 Foo 2021 " * 100, "-1", "٢٠٢١-٠٤-١٤", "12/13/14 25:61 PM XYZ"))
    head = f'<script type="application/ld+json">{value}</script><meta property="article:published_time" content="{date}">'
    head += f'<meta name="author" content="{"A B, " * (n // 100)}">'
    return Made(".html", f'<html><head>{head}<link rel="canonical" href="http://[::1"></head><body>{PROSE}</body></html>'.encode())


def json_nested(chance: Chance, _: Sample, __: Sample) -> Made:
    opening, closing = chance.choice((("[", "]"), ('{"a":', "}"), ('{"articles":[', "]}"), ('[{"text":', "}]")))
    n = chance.choice((500, 5_000, 100_000))
    return Made(chance.choice((".json", ".jsonl")), (opening * n + ('"x"' + closing * n if chance.random() < 0.5 else "")).encode())


def json_values(chance: Chance, _: Sample, __: Sample) -> Made:
    """Records whose fields hold anything."""
    odd: list[Any] = [
        None,
        True,
        7,
        -1.5,
        10**30,
        "",
        " ",
        "x",
        SENTENCE * 5,
        [],
        {},
        [SENTENCE],
        {"name": [{}]},
        [[["a"]]],
        "\ud800",
        "\x00" * 50,
        {"paragraphs": 3},
    ]
    names = ("maintext", "text", "title", "authors", "date_publish", "url", "source_domain", "html", "body", "date", "published")
    record = {name: chance.choice(odd) for name in names if chance.random() < 0.7}
    if chance.random() < 0.6:
        record["maintext"] = SENTENCE * 5
    text = json.dumps(record)
    for old, new in (
        (": 7", f": {'9' * chance.choice((20, 5000))}"),
        (": -1.5", ": 1e999"),
        (": true", ": NaN"),
        ("}", ', "title": "again", "maintext": 3}'),
    ):
        if chance.random() < 0.3:
            text = text.replace(old, new, 1)
    return Made(chance.choice((".json", ".jsonl", ".txt", "")), text.encode())


def bomb(chance: Chance, _: Sample, __: Sample) -> Made:
    unit = chance.choice(
        (
            b"\x00",
            b"a",
            b" ",
            b"\n",
            SENTENCE.encode(),
            b"<div>",
            b"[",
            b'{"text": "' + b"a " * 50_000 + b'"}\n',
            b"<item>",
            b"WARC/1.0\r\n",
        )
    )
    data = gzip.compress(unit * (100_000_000 // len(unit)), 1, mtime=0)
    return Made(
        chance.choice((".txt", ".html", ".json", ".jsonl", ".xml", "")) + ".gz", gzip.compress(data) if chance.random() < 0.3 else data
    )


def entity_bombs(chance: Chance, _: Sample, __: Sample) -> Made:
    levels = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 12))
    body = chance.choice(
        ("<rss version='2.0'><channel><title>&l11;</title></channel></rss>", f"<html><body><p>&l11;</p>{PROSE}</body></html>")
    )
    return Made(
        chance.choice((".xml", ".html", ".xhtml")),
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>{body}'.encode(),
    )
