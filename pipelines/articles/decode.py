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
KINDS = {
    b"%PDF": "a PDF file", b"PK\x03\x04": "a zip archive", b"PK\x05\x06": "a zip archive", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"\x1f\x8b": "packed with gzip too often", b"\x7fELF": "a program",
    b"BZh": "packed with bzip2", b"\xfd7zXZ": "packed with xz", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a rar archive",
    b"PAR1": "a Parquet file", b"SQLite format 3": "a database", b"\xd0\xcf\x11\xe0": "a document of an office program",
    b"\x28\xb5\x2f\xfd": "packed with zstd", b"RIFF": "a sound or a film", b"OggS": "a sound", b"ID3": "a sound",
}  # fmt: skip
"""What files that are no text begin with."""
MAGIC = tuple(KINDS)
TAR = (257, b"ustar")
MAX_ZEROS, MAX_CONTROLS = 0.005, 0.02
"""Shares of a text that may be zeros and control characters: careless programs leave a few."""
CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\f\r\x1b")
HIGH = re.compile(rb"[\x80-\xff]")
MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]|\xc2[\x80-\xbf]")
HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
CP1252_HOLES = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
BYTE_ENCODINGS = re.compile(r"(?:iso-?8859|windows|cp|koi8|big5|gb|euc|shift|latin|mac)[-_\w]*\Z", re.I)
UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that neither HTML nor XML may hold."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
MARKS = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a\u07eb-\u07f3\u0816-\u082d"
    "\u08d3-\u08ff\u093c\u094d\u0e38-\u0e3a\u0e48-\u0e4b\u0f71-\u0f84\u1ab0-\u1aff\u1cd0-\u1cf9\u1dc0-\u1dff\u20d0-\u20ff"
    "\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ua8e0-\ua8f1\ufe20-\ufe2f]"
)
"""Accents and the like, which stand on the letter before them."""
EVERY = 15
ACCENTS, SOME_ACCENTS = re.compile(f"{MARKS}{{{2 * EVERY},}}"), re.compile(f"{MARKS}{{2}}")
NAMES = {
    "utf_8": "utf-8", "utf8": "utf-8", "utf_16": "utf-16", "ascii": "utf-8", "us-ascii": "utf-8", "iso-8859-1": "cp1252",
    "latin-1": "cp1252", "latin1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip


def kind_of(head: bytes) -> str | None:
    """What a file that begins like this is, in words, if it is none that holds text."""
    if head[TAR[0] :].startswith(TAR[1]):
        return "a tar archive"
    magic = next((magic for magic in MAGIC if head.startswith(magic)), None)
    return KINDS[magic] if magic else None


def wide_encoding(head: bytes) -> tuple[str, int] | None:
    """The encoding of two or four bytes a character that a file begins in, and the length of its mark; None if it is another."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return (encoding, len(mark)) if encoding != "utf-8" else None
    wide = _without_bom(head[:4096])
    return (wide, 0) if wide else None


def decode(data: bytes, declared: str | None = None, limit: int = MAX_TEXT, *, mend: bool = True) -> tuple[str, str]:
    """Text and the name of its encoding.

    Args:
        data: the raw bytes of a document.
        declared: the encoding that a page or a server states, believed if UTF-8 does not fit.
        limit: most characters that the text may have.
        mend: whether what no text can hold is replaced (`mended`); for a page only what is extracted from it needs that.

    Raises:
        Rejected: empty, binary, undecodable or too_large.
    """
    if not data.strip():
        raise Rejected("empty", "There is nothing in it.")
    text, encoding = _decode(data, declared)
    if mend:
        text = mended(text)
    if len(text) > limit:
        raise Rejected("too_large", f"The text has {len(text):,} characters, the most that is read is {limit:,}.")
    if not text.strip("\ufeff \t\r\n"):
        raise Rejected("empty", "There is nothing in it.")
    return text, encoding


def mended(text: str) -> str:
    """What no text can hold becomes the sign for unknown: zeros, halves of characters, accents by the dozen on one letter; offsets stay.

    Putting accents in order, as other programs do with them, takes the square of their number: minutes for some.
    """
    if text.isascii():
        return text.replace("\x00", "\ufffd")
    try:
        text.encode("utf-8")  # much faster than looking for them
    except UnicodeEncodeError:
        text = SURROGATE.sub("\ufffd", text)
    text = text.replace("\x00", "\ufffd")
    if SOME_ACCENTS.search(text[::EVERY]):  # every so many characters are enough to find a long run
        return ACCENTS.sub(lambda match: "\ufffd" * len(match.group()), text)
    return text


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding
    if kind := kind_of(data):
        raise Rejected("binary", f"It is no text: it is {kind}.")
    if wide := _without_bom(data[:4096]):
        return _strict(data, wide), wide
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if sample.count(0) > MAX_ZEROS * len(sample) or controls > MAX_CONTROLS * len(sample):
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
    if text.count("\x00") > MAX_CONTROLS * len(text):
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
    if HALF.search(data) and (mended := _utf8(HALF.sub(b"\xef\xbf\xbd", data))):
        return mended
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
