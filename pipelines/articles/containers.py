"""Opens a file and yields the documents in it: one, or a record each of a feed, a JSON, JSONL or WARC file. All is read within bounds.

What a file is, its name says; where the name says nothing, or its content says otherwise, the content.
"""

import html
import re
from collections.abc import Iterator

from pipelines.articles.decode import wide_encoding
from pipelines.articles.feeds import Entry, looks_like_feed, read_feed
from pipelines.articles.find import Found
from pipelines.articles.json_files import canonical, read_json, read_jsonl
from pipelines.articles.opening import READ_ERRORS, bounded, broken, form_of, opened, read_problem
from pipelines.articles.raw import JSON, MAX_DOCUMENT, XML, Problem, RawDocument, Rejected, document, too_large
from pipelines.articles.warc import read_warc

HEAD = 4096
PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.I)
RECORDS = re.compile(rb"[\s\xef\xbb\xbf]*(?:\{\s*\"|\[\s*\{)")
TAG = re.compile(r"<[^<>]*>")
TEASER_WORDS = 60
"""An entry of a feed with fewer words is a teaser, whichever field it stands in."""
SUMMARY_WORDS = 150
"""A summary of as many words is the report itself: many feeds have no other field."""
GOES_ON = re.compile(r"(?:\.\.\.|…|\[(?:\.\.\.|…)\]|continue reading|read more|read the full (?:story|article))\W*\Z", re.I)
TEASER = Problem("no_article", "The feed gives only a summary.")
NO_ENTRY = Problem("no_article", "It is a feed without entries.")


def read_file(found: Found) -> Iterator[RawDocument]:
    """The documents of a file; whatever goes wrong becomes a document with a problem."""
    media_type, form = form_of(found.path)
    if found.problem:
        yield RawDocument(found.source, media_type, form, None, None, None, problem=found.problem)
        return
    try:
        if form == "warc":
            yield from read_warc(found)
        elif form == "jsonl":
            yield from read_jsonl(found)
        else:
            yield from _by_content(found, media_type, form)
    except READ_ERRORS as error:
        yield broken(found, media_type, form, read_problem(error))


def _by_content(found: Found, media_type: str, form: str) -> Iterator[RawDocument]:
    with opened(found.path) as stream:
        head = stream.peek(HEAD)[:HEAD]
    if looks_like_feed(_text(head)):
        yield from _feed(found, media_type)
    elif form == "unknown" and head.startswith(b"WARC/"):
        yield from read_warc(found)
    elif form == "json" or (form == "unknown" and RECORDS.match(head)):
        yield from read_json(found)
    else:
        yield _single(found, media_type, "html" if form == "text" and PAGE.match(head) else form)


def _text(head: bytes) -> str:
    wide = wide_encoding(head)
    return head[wide[1] :].decode(wide[0], "replace") if wide else head.decode("utf-8", "replace")


def _single(found: Found, media_type: str, form: str) -> RawDocument:
    """A file that is one document. Packed or not, its raw bytes are the unpacked ones, so that both are one article."""
    with opened(found.path) as stream:
        data = bounded(stream, MAX_DOCUMENT)
    if data is None:
        return broken(found, media_type, form, too_large(MAX_DOCUMENT))
    return document(found.source, media_type, form, data)


def _feed(found: Found, media_type: str) -> Iterator[RawDocument]:
    """The entries of a feed, numbered from 1: those with the whole report are documents, those with a summary are rejects."""
    one = _single(found, media_type, "html")
    if one.data is None:
        yield one
        return
    try:
        entries = read_feed(one.data)
    except Rejected as rejected:
        entries, one.problem = [], rejected.problem
    if not entries:
        one.data, one.problem = None, one.problem or NO_ENTRY
        yield one
    kind = media_type if media_type == JSON else XML
    for number, entry in enumerate(entries, 1):
        yield _entry(f"{found.source}#{number}", kind, entry)


def _entry(source: str, media_type: str, entry: Entry) -> RawDocument:
    """An entry as a record, whose fields are named as seeds/reference/json_fields.csv names them."""
    whole = entry.html or (entry.summary if _n_words(entry.summary) >= SUMMARY_WORDS else None)
    fields = {
        "url": entry.link,
        "title": entry.title,
        "date_published": entry.published or entry.updated,
        "authors": list(entry.authors),
        "html": whole,
        "summary": entry.summary,
        "outlet": entry.outlet,
    }
    one = document(source, media_type, "json", canonical({name: value for name, value in fields.items() if value}))
    if whole is None or _is_teaser(whole):
        one.problem = TEASER
    return one


def _is_teaser(content: str) -> bool:
    words = _n_words(content)
    return words < TEASER_WORDS or (words < SUMMARY_WORDS and bool(GOES_ON.search(_plain(content).rstrip()[-80:])))


def _n_words(content: str | None) -> int:
    return len(_plain(content).split()) if content else 0


def _plain(content: str) -> str:
    return html.unescape(TAG.sub(" ", content))
