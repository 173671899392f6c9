"""Files of news items with their gold in marks, as tests/news and tests/wire hold them: `=== number name=value ...` begins an item."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

HEADER = re.compile(r"^=== (\d{2,3})(.*)\n", re.MULTILINE)
OPTION = re.compile(r"(\w+)=([^\s,]+)")
HALVES = ("look", "blind")


def half_of(number: int) -> str:
    """The half of an item: odd numbers may be looked at, even ones are blind."""
    return HALVES[1 - number % 2]


def split_items(files: Iterable[Path]) -> Iterator[tuple[int, dict[str, str], str]]:
    """Number, options of the header (a remark may follow them after a comma) and markup of each item."""
    for path in files:
        parts = HEADER.split(path.read_text(encoding="utf-8"))
        for number, header, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            yield int(number), dict(OPTION.findall(header)), body
