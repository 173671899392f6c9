"""Bytes to text: which encoding a document is in, and whether it is text at all. What is decoded stays as it is, line ends too."""

import codecs
import re

from charset_normalizer import from_bytes

from pipelines.articles.raw import MAX_TEXT, Rejected

SAMPLE = 65_536
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    b"%PDF", b"PK\x03\x04", b"PK\x05\x06", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"BZh", b"\xfd7zXZ",
    b"7z\xbc\xaf", b"Rar!", b"PAR1", b"SQLite format 3", b"\xd0\xcf\x11\xe0", b"\x28\xb5\x2f\xfd", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
HIGH = re.compile(rb"[\x80-\xff]")
MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]|\xc2[\x80-\xbf]")
CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
BYTE_ENCODINGS = re.compile(r"(?:iso-?8859|windows|cp|koi8|big5|gb|euc|shift|latin|mac)[-_\w]*\Z", re.I)
SURROGATE = re.compile(r"[\ud800-\udfff]")
NAMES = {
    "utf_8": "utf-8", "utf8": "utf-8", "utf_16": "utf-16", "ascii": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252",
    "latin-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Text and the name of its encoding.

    Args:
        data: the raw bytes of a document.
        declared: the encoding that a page or a server states, believed if UTF-8 does not fit.

    Raises:
        Rejected: empty, binary, undecodable or too_large.
    """
    if not data.strip():
        raise Rejected("empty", "There is nothing in it.")
    text, encoding = _decode(data, declared)
    text = without_surrogates(text)
    if len(text) > MAX_TEXT:
        raise Rejected("too_large", f"The text has {len(text):,} characters, the most that is read is {MAX_TEXT:,}.")
    if not text.strip("\ufeff \t\r\n"):
        raise Rejected("empty", "There is nothing in it.")
    return text, encoding


def without_surrogates(text: str) -> str:
    """Halves of characters, which no file can hold, become the sign for unknown; offsets stay."""
    return SURROGATE.sub("\ufffd", text) if SURROGATE.search(text) else text


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding
    if data.startswith(MAGIC):
        raise Rejected("binary", "It is no text but a file of another kind.")
    if wide := _without_bom(data[:4096]):
        return _strict(data, wide), wide
    sample = data[:SAMPLE]
    if b"\x00" in sample or len(CONTROLS.findall(sample)) > 0.02 * len(sample):
        raise Rejected("binary", "It holds control characters that no text has.")
    text = _utf8(data)
    return (text, "utf-8") if text is not None else _legacy(data, declared)


def _strict(data: bytes, encoding: str) -> str:
    """Decodes with a known encoding; a character that was cut off at the end is left out."""
    width = 4 if "32" in encoding else 2 if "16" in encoding else 1
    try:
        text = data[: len(data) - len(data) % width].decode(encoding, "strict" if width > 1 else "replace")
    except UnicodeDecodeError as error:
        raise Rejected("undecodable", f"It begins as {encoding} but is not: {error.reason}.") from error
    if text.count("\x00") > 0.02 * len(text):
        raise Rejected("binary", "It holds control characters that no text has.")
    return text


def _without_bom(head: bytes) -> str | None:
    """UTF-16 and UTF-32 of Latin text have a zero in every other byte, or three of four."""
    size = len(head) - len(head) % 4
    if size < 8 or b"\x00" not in head:
        return None
    zeros = [head[place:size:4].count(0) / (size / 4) for place in range(4)]
    patterns = {"utf-32-le": (0, 1, 1, 1), "utf-32-be": (1, 1, 1, 0), "utf-16-le": (0, 1, 0, 1), "utf-16-be": (1, 0, 1, 0)}
    for encoding, pattern in patterns.items():
        if all((zero > 0.7) if expected else (zero < 0.1) for zero, expected in zip(zeros, pattern, strict=True)):
            return encoding
    return None


def _utf8(data: bytes) -> str | None:
    """UTF-8, also where a file was cut off within a character or holds a few stray bytes; None where it is something else."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")
    good = len(MULTIBYTE.findall(data))
    return data.decode("utf-8", "muster_stray") if good >= 3 and good > 3 * _n_stray(data) else None


def _n_stray(data: bytes) -> int:
    return data.decode("utf-8", "replace").count("\ufffd")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Bytes that do not fit into UTF-8 text come from cp1252 pages it was pasted from."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("muster_stray", _stray)


def _legacy(data: bytes, declared: str | None) -> tuple[str, str]:
    """Encodings of one byte a character: the stated one, cp1252 where that makes sense, otherwise the likeliest."""
    if declared and BYTE_ENCODINGS.match(declared.strip()) and (text := _try(data, declared)) is not None:
        return text, NAMES.get(declared.lower(), declared.lower())
    sample = data[:SAMPLE]
    rare = len(HIGH.findall(sample)) <= 0.1 * len(sample)
    if rare and not CP1252_HOLES.search(data):
        return data.decode("cp1252"), "cp1252"
    best = from_bytes(sample).best()
    if best is None or (text := _try(data, best.encoding)) is None:
        raise Rejected("undecodable", "It is in no encoding that is known.")
    return text, NAMES.get(best.encoding, best.encoding)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(NAMES.get(encoding.strip().lower(), encoding.strip()))
    except (LookupError, UnicodeError, ValueError):
        return None
