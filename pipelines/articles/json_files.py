"""The records of JSON files: one, a list, a list within an object, one a line, or one after the other. What is in a record: records.py.

Which of these a file is, its content tells rather than its name. A record that cannot be read costs itself only.
"""

import io
import json
import re
from collections.abc import Iterator
from typing import Any, cast

from pipelines.articles.decode import decode, mended, wide_encoding
from pipelines.articles.find import Found
from pipelines.articles.opening import READ_ERRORS, Stream, bounded, broken, opened, read_problem
from pipelines.articles.raw import JSON, JSONL, MAX_DOCUMENT, MAX_JSON_FILE, MEGABYTE, Problem, RawDocument, Rejected, document, too_large

LISTS = ("articles", "items", "documents", "docs", "data", "results")
BLANK = re.compile(r"[\s\ufeff]*")
BETWEEN = re.compile(r"[\s,]*")
EDGES = b"\xef\xbb\xbf \t\r\n"
MAX_DIGITS = 300
MAX_BLANK = 1_000_000
"""Blank lines in a row; after more the rest of a file is given up."""
BLANKS = Problem("too_large", f"More than {MAX_BLANK:,} blank lines stand here; what follows is not read.")
SHORT = 100
"""Bytes of a record; with fewer it cannot hold the words of an article."""
MAX_SHORT = 20_000
"""Such records in a row; after more the rest of a file is given up, for a packed file of a few kB may hold a hundred million of them."""
SHORT_ONES = Problem("too_large", f"More than {MAX_SHORT:,} records in a row are too short for an article; what follows is not read.")
BREAKS_OFF = Problem("malformed", "The list is damaged here; what follows cannot be told apart.")


def _whole_number(digits: str) -> int | str:
    """A number; one that no program can mean stays a text."""
    return int(digits) if len(digits) <= MAX_DIGITS else digits


DECODER = json.JSONDecoder(parse_int=_whole_number)


def read_jsonl(found: Found) -> Iterator[RawDocument]:
    """A document a line, numbered from 1; lines with nothing in them are passed over. A file with no lines at all is one empty document."""
    yield from _to_the_last_worth(_a_line_each(found))


def _to_the_last_worth(documents: Iterator[RawDocument]) -> Iterator[RawDocument]:
    """The documents, up to a long run of such as cannot be articles."""
    in_a_row = 0
    for one in documents:
        in_a_row = in_a_row + 1 if one.n_bytes is not None and one.n_bytes < SHORT else 0
        if in_a_row > MAX_SHORT:
            yield RawDocument(one.source, one.media_type, "json", None, None, None, problem=SHORT_ONES)
            return
        yield one


def _a_line_each(found: Found) -> Iterator[RawDocument]:
    any_line, number, written = False, 0, 0
    try:
        with opened(found.path) as stream:
            head = stream.peek(4096)
            if _is_one_value(head):
                yield from _each_value(found)
                return
            wide = wide_encoding(head)
            for number, line in enumerate(_lines(stream, wide), 1):
                stripped = line.strip(EDGES) if line else line
                if number - written > MAX_BLANK:
                    yield RawDocument(f"{found.source}#{number}", JSONL, "json", None, None, None, problem=BLANKS)
                    return
                if stripped != b"":
                    any_line, written = True, number
                    yield _line(found, JSONL, number, stripped, wide[0] if wide else None)
    except PermissionError:
        raise
    except READ_ERRORS as error:
        yield broken(found, JSONL, "json", read_problem(error), source=f"{found.source}#{number + 1}")
        return
    if not any_line:
        yield document(found.source, JSONL, "json", b"")


def _is_one_value(head: bytes) -> bool:
    """Whether a file that should hold a record a line begins as a list or record over several lines does."""
    first, newline, _ = head.lstrip(EDGES).partition(b"\n")
    return bool(newline) and (first.strip() in {b"[", b"{"} or (first.startswith(b"[{") and first.rstrip().endswith(b",")))


def _line(found: Found, media_type: str, number: int, line: bytes | None, encoding: str | None) -> RawDocument:
    source = f"{found.source}#{number}"
    if line is None:
        return RawDocument(source, media_type, "json", None, None, None, problem=too_large(MAX_DOCUMENT))
    one = document(source, media_type, "json", line)
    one.encoding = encoding
    return one


def _lines(stream: Stream, wide: tuple[str, int] | None) -> Iterator[bytes | None]:
    """Lines of a file in a form of UTF-8; None for one that is too long to be held."""
    if wide is None:
        while line := stream.readline(MAX_DOCUMENT + 1):
            if len(line) <= MAX_DOCUMENT:
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(MEGABYTE)
            yield None
        return
    stream.read(wide[1])
    text = io.TextIOWrapper(cast("io.BufferedReader", stream), encoding=wide[0], errors="replace", newline="\n")
    while characters := text.readline(MAX_DOCUMENT // 4):
        if characters.endswith("\n") or len(characters) < MAX_DOCUMENT // 4:
            yield characters.encode("utf-8")
            continue
        while characters and not characters.endswith("\n"):
            characters = text.readline(MEGABYTE)
        yield None


def read_json(found: Found) -> Iterator[RawDocument]:
    """The record of a file, or each of those in it, numbered from 1. The raw bytes of one in a list are its JSON with sorted keys."""
    yield from _to_the_last_worth(_each_value(found))


def _each_value(found: Found) -> Iterator[RawDocument]:
    with opened(found.path) as stream:
        data = bounded(stream, MAX_JSON_FILE)
    if data is None:
        yield broken(found, JSON, "json", too_large(MAX_JSON_FILE))
        return
    try:
        text, encoding = decode(data, limit=MAX_JSON_FILE)
    except Rejected as rejected:
        yield broken(found, JSON, "json", rejected.problem)
        return
    start = _skip(BLANK, text, 0)
    if text.startswith("[", start):
        yield from _listed(found, _elements(text, start + 1), data)
        return
    value, end = _value_at(text, start)
    if end is not None and _skip(BLANK, text, end) == len(text):
        listed = _list_in(value)
        if listed is not None:
            yield from _listed(found, iter(listed), data)
            return
    elif _is_a_record_a_line(text, start, end):
        yield from _by_line(found, text, encoding)
        return
    elif end is not None:
        yield from _one_after_the_other(found, text, start, encoding)
        return
    yield document(found.source, JSON, "json", data) if len(data) <= MAX_DOCUMENT else broken(found, JSON, "json", too_large(MAX_DOCUMENT))


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _value_at(text: str, at: int) -> tuple[Any, int | None]:
    """The value that begins here and where it ends; None for the end where there is none."""
    try:
        return DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None, None


def _elements(text: str, at: int) -> Iterator[Any]:
    """The elements of a list, and a problem where one cannot be read."""
    while True:
        at = _skip(BETWEEN, text, at)
        if text.startswith("]", at):
            return
        value, end = _value_at(text, at)
        if end is None:
            yield BREAKS_OFF
            return
        yield value
        at = end


def _list_in(value: Any) -> list[Any] | None:
    """The list of records that an object holds under one of the usual names."""
    if not isinstance(value, dict):
        return None
    lists = (value.get(name) for name in LISTS)
    return next((one for one in lists if isinstance(one, list) and one and all(isinstance(record, dict) for record in one)), None)


def _listed(found: Found, records: Iterator[Any], data: bytes) -> Iterator[RawDocument]:
    number = 0
    for number, record in enumerate(records, 1):
        source = f"{found.source}#{number}"
        if isinstance(record, Problem):
            yield RawDocument(source, JSON, "json", None, None, None, problem=record)
            continue
        yield _bounded_document(source, canonical(record))
    if not number:
        empty = document(found.source, JSON, "json", data)
        empty.data, empty.problem = None, Problem("empty", "Its list is empty.")
        yield empty


def canonical(record: Any) -> bytes:
    """The raw bytes of a record that has none of its own: its JSON with sorted keys."""
    return mended(json.dumps(record, ensure_ascii=False, sort_keys=True)).encode("utf-8")


def _bounded_document(source: str, raw: bytes) -> RawDocument:
    one = document(source, JSON, "json", raw)
    if len(raw) > MAX_DOCUMENT:
        one.data, one.problem = None, too_large(MAX_DOCUMENT)
    return one


def _is_a_record_a_line(text: str, start: int, end: int | None) -> bool:
    """Whether a text of several values has one a line; `end` is where the first ends, None if it is broken."""
    newline = text.find("\n", start if end is None else end)
    if newline < 0:
        return False
    if end is not None and not text[end:newline].strip():
        return "\n" not in text[start:end]
    begin = _skip(BLANK, text, newline)
    close = text.find("\n", begin)
    second = text[begin : close if close >= 0 else len(text)].rstrip()
    return second.startswith("{") and _value_at(second, 0)[1] == len(second)


def _by_line(found: Found, text: str, encoding: str) -> Iterator[RawDocument]:
    wide = encoding if encoding.startswith(("utf-16", "utf-32")) else None
    for number, line in enumerate(io.StringIO(text), 1):
        raw = line.encode("utf-8").strip(EDGES)
        if raw:
            yield _line(found, JSON, number, raw if len(raw) <= MAX_DOCUMENT else None, wide)


def _one_after_the_other(found: Found, text: str, at: int, encoding: str) -> Iterator[RawDocument]:
    """Values that follow one another with or without a break; what cannot be read ends them."""
    number = 0
    while (at := _skip(BETWEEN, text, at)) < len(text):
        number += 1
        end = _value_at(text, at)[1]
        one = _bounded_document(f"{found.source}#{number}", text[at:end].encode("utf-8"))
        if end is None:
            one.data, one.problem = None, BREAKS_OFF
        one.encoding = encoding
        yield one
        if end is None:
            return
        at = end
