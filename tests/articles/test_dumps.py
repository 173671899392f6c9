"""Whole dumps in the forms that real ones take: tests/articles/dumps, each line with the kinds it should get before the bar."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.articles.blocks import mark_blocks

DUMPS = sorted((Path(__file__).parent / "dumps").glob("*.txt"))


def read_dump(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """The text without its marks, and for each line with words in it the kinds it should get, joined by +."""
    rows = [line.split("| ", 1) if line.strip() else ["", ""] for line in path.read_text(encoding="utf-8").splitlines()]
    return "\n".join(words for _, words in rows), [(kinds, words) for kinds, words in rows if words]


def found_in(text: str) -> Iterator[tuple[str, str]]:
    """For each line the kinds it got."""
    blocks = mark_blocks(text)
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield "+".join(block.kind for block in blocks if start <= block.start < end), line
        start = end + 1


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_a_dump(path: Path) -> None:
    text, wanted = read_dump(path)
    assert list(found_in(text)) == wanted


def test_there_are_dumps_of_many_forms() -> None:
    assert len(DUMPS) >= 30
