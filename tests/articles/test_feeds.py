"""Feeds to entries, tables of the forms that feeds come in; hostile ones end in time."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.feeds import Entry, looks_like_feed, looks_like_sitemap, read_feed
from pipelines.articles.raw import Rejected

FULL = "<p>The <b>last</b> convoy left Oldtown &amp; the valley on Monday.</p>"
RSS2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel><title>Harbour Courier &amp;amp; Mail</title><link>https://harbour-courier.example/</link>
<atom:link href="https://harbour-courier.example/feed.xml" rel="self"/>
<image><title>Logo</title><link>https://harbour-courier.example/logo</link></image>
<item><media:title>Picture of a lorry</media:title><title>Convoy &lt;i&gt;leaves&lt;/i&gt; Oldtown</title>
<link>https://harbour-courier.example/2021/convoy</link><dc:creator>Lena Marwick</dc:creator><dc:creator>Pieter Brand</dc:creator>
<pubDate>Mon, 06 Sep 2021 10:01:00 +0200</pubDate><description>The last convoy&nbsp;left.</description>
<media:content url="https://harbour-courier.example/lorry.jpg"><media:description>A lorry</media:description></media:content>
<content:encoded><![CDATA[{FULL}]]></content:encoded></item>
<item><title>Bridge reopens</title><guid>https://harbour-courier.example/2021/bridge</guid>
<author>desk@harbour.example (Ana Vell)</author></item>
<item><guid isPermaLink="false">tag:7</guid><description>{FULL.replace("<", "&lt;")}</description><link>/2021/market</link></item>
</channel></rss>"""
RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://kestrel.example/"><title>Kestrel Wire</title><link>https://kestrel.example/</link></channel>
<item rdf:about="https://kestrel.example/1"><title>Toll rises</title><link>https://kestrel.example/1</link><dc:date>2021-08-27T09:00:00Z</dc:date></item>
</rdf:RDF>"""
RSS091 = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old News</title><item><title>Caf&eacute; hit &mdash; two hurt</title><link>https://old.example/a</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://lowland-post.example/">
<title>The Lowland Post</title>
<author><name>The Lowland Post</name></author><link rel="self" href="/atom.xml"/><link href="/"/>
<entry><title type="html">A &amp;lt;b&amp;gt; in the title, and &lt;b&gt;bold&lt;/b&gt;</title>
<link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="news/1"/>
<published>2021-09-06T10:00:00+02:00</published><updated>2021-09-07T10:00:00Z</updated><author><name>Ida Holt</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell.</p></div></content><summary>Rain &lt; snow</summary></entry>
<entry><title>Plain</title><link href="https://lowland-post.example/2"/><updated>2021-09-08</updated><content>First.

Second &amp; last.</content></entry>
<entry><content type="html" src="/3"/><title/></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Borderlines",
        "home_page_url": "https://borderlines.example/",
        "authors": [{"name": "Borderlines"}, {"name": "Mira Sand"}],
        "items": [
            {
                "id": "1",
                "url": "/1",
                "title": "A gate opens",
                "content_html": FULL,
                "date_published": "2019-10-20T08:00:00Z",
                "authors": [{"name": "Jon Reed"}, "x"],
            },
            {"id": "2", "external_url": "https://borderlines.example/2", "content_text": "One < two.\n\nThree.", "summary": "Short"},
            "no item",
        ],
    }
)
BORDERLINES = Entry("https://borderlines.example/1", "A gate opens", "2019-10-20T08:00:00Z", ["Jon Reed"], FULL, None, "Borderlines")


def entry(text: str, number: int) -> Entry:
    return read_feed(text.encode())[number]


@pytest.mark.parametrize(
    ("text", "number", "field", "value"),
    [
        (RSS2, 0, "link", "https://harbour-courier.example/2021/convoy"),
        (RSS2, 0, "title", "Convoy leaves Oldtown"),
        (RSS2, 0, "published", "Mon, 06 Sep 2021 10:01:00 +0200"),
        (RSS2, 0, "authors", ["Lena Marwick", "Pieter Brand"]),
        (RSS2, 0, "html", FULL),
        (RSS2, 0, "summary", "The last convoy\xa0left."),
        (RSS2, 0, "outlet", "Harbour Courier & Mail"),
        (RSS2, 1, "link", "https://harbour-courier.example/2021/bridge"),
        (RSS2, 1, "authors", ["Ana Vell"]),
        (RSS2, 1, "html", None),
        (RSS2, 2, "link", "https://harbour-courier.example/2021/market"),
        (RSS2, 2, "html", None),
        (RSS2, 2, "summary", FULL.replace("&amp;", "&")),
        (RSS1, 0, "link", "https://kestrel.example/1"),
        (RSS1, 0, "published", "2021-08-27T09:00:00Z"),
        (RSS1, 0, "outlet", "Kestrel Wire"),
        (RSS091, 0, "title", "Café hit — two hurt"),
        (ATOM, 0, "link", "https://lowland-post.example/news/1"),
        (ATOM, 0, "title", "A <b> in the title, and bold"),
        (ATOM, 0, "published", "2021-09-06T10:00:00+02:00"),
        (ATOM, 0, "updated", "2021-09-07T10:00:00Z"),
        (ATOM, 0, "authors", ["Ida Holt"]),
        (ATOM, 0, "html", '<div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell.</p></div>'),
        (ATOM, 0, "summary", "<p>Rain &lt; snow</p>"),
        (ATOM, 1, "html", "<p>First.</p><p>Second &amp; last.</p>"),
        (ATOM, 1, "published", None),
        (ATOM, 1, "updated", "2021-09-08"),
        (ATOM, 1, "authors", []),
        (ATOM, 2, "html", None),
        (ATOM, 2, "title", None),
        (JSON_FEED, 0, "link", BORDERLINES.link),
        (JSON_FEED, 0, "authors", ["Jon Reed"]),
        (JSON_FEED, 1, "authors", ["Mira Sand"]),
        (JSON_FEED, 1, "html", "<p>One &lt; two.</p><p>Three.</p>"),
        (JSON_FEED, 1, "summary", "<p>Short</p>"),
    ],
)
def test_entry(text: str, number: int, field: str, value: object) -> None:
    assert getattr(entry(text, number), field) == value


@pytest.mark.parametrize(("text", "n"), [(RSS2, 3), (RSS1, 1), (RSS091, 1), (ATOM, 3), (JSON_FEED, 2)])
def test_entries_keep_the_order_of_the_feed_and_none_is_lost(text: str, n: int) -> None:
    assert len(read_feed(text.encode())) == n


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><rss><channel><item><title>Café</title></item></channel></rss>'
    assert read_feed(text.encode(encoding))[0].title == "Café"


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("<rss><channel><item><title>cut o", 1),
        ("<rss><channel><item><title>a & b</title></item><item></channel>", 2),
        ("<rss><channel><item><content:encoded>x</content:encoded></item></channel></rss>", 1),
        ("\n\n<?xml version='1.0'?>\n<rss><channel></channel></rss>", 0),
        ("<rss><channel><item><title>\x01</title></item></channel></rss>", 1),
    ],
)
def test_damaged_feeds_are_read_as_far_as_they_go(text: str, n: int) -> None:
    assert len(read_feed(text.encode())) == n


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<html><body>no feed</body></html>", "malformed"),
        ("no feed", "malformed"),
        ("{}", "malformed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "malformed"),
        ('<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "malformed"),
        (
            '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&a;</title></item></channel></rss>',
            "malformed",
        ),
        ("", "empty"),
        ("<rss>" + "x" * 33 * 1024 * 1024, "too_large"),
    ],
)
def test_what_is_no_feed_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Rejected) as refused:
        read_feed(text.encode())
    assert refused.value.problem.reason == reason


HOSTILE = {
    "deep": '<rss version="2.0"><channel><item>' + "<b>" * 1_000_000,
    "deep xhtml": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">' + "<div>" * 1_000_000,
    "unclosed": "<rss><channel><item><title>" + "<" * 5_000_000,
    "sections": "<rss><channel><item><title>" + "<![CDATA[" * 500_000,
    "comments": "<rss>" + "<!--" * 1_000_000,
    "prologue": "<?xml " * 1_000_000,
    "spaces": "<feed><entry><content>a" + "\n" * 4_000_000 + "b\n \n" * 500_000,
    "attributes": "<rss " + " ".join(f'a{n}="x"' for n in range(300_000)) + ">",
    "names": "<rss>" + "".join(f"<a{n}/>" for n in range(300_000)),
    "namespaces": "<rss><channel>" + "".join(f'<item xmlns:b{n}="x{n}">' for n in range(100_000)),
    "mailbox": "<rss><channel><item><author>" + "a" * 1_000_000 + "@ (",
    "mailboxes": "<rss><channel><item><author>" + "a@b(" * 500_000,
    "tags": "<rss><channel><item><title>" + "&lt;a " * 800_000,
    "entities": "<rss><channel><item><title>" + "&aaaaaaaaaaaaaaaaaaa" * 300_000,
    "items": "<rss><channel>" + "<item/>" * 500_000,
    "json": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 2_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_ends_in_time(name: str) -> None:
    started = time.process_time()
    with contextlib.suppress(Rejected):
        read_feed(HOSTILE[name].encode())
    looks_like_feed(HOSTILE[name])
    looks_like_sitemap(HOSTILE[name])
    assert time.process_time() - started < 5


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mutated_feeds_give_entries_or_a_reason(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from([RSS2, RSS1, RSS091, ATOM, JSON_FEED])).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=6))
    try:
        assert all(isinstance(one, Entry) for one in read_feed(bytes(raw) or b"x"))
    except Rejected as refused:
        assert refused.problem.reason


@pytest.mark.parametrize(
    ("text", "feed", "sitemap"),
    [
        (RSS2, True, False),
        (RSS1, True, False),
        (RSS091, True, False),
        (ATOM, True, False),
        (JSON_FEED, True, False),
        ("<!-- a --><?xml-stylesheet href='a'?><atom:feed>", True, False),
        ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', False, True),
        ("<sitemapindex>", False, True),
        ("<html><body><rss></rss></body></html>", False, False),
        ("<feedback>", False, False),
        ("The <rss> of the matter", False, False),
        ('{"title": "A record", "version": 3}', False, False),
    ],
)
def test_looks(text: str, feed: bool, sitemap: bool) -> None:
    assert (looks_like_feed(text), looks_like_sitemap(text)) == (feed, sitemap)
