"""Puts together the lines of a paragraph that was broken at a fixed width. Standard library only."""

from collections.abc import Sequence

from pipelines.text.spans import Span

LEAST, MOST = 45, 110  # characters in a line that was broken at a fixed width
STOPS = frozenset('.!?…:;”"»')


def join_broken(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    """The paragraphs, those put together that are lines one after another, the second beginning in mid-sentence."""
    joined: list[Span] = []
    line = 0  # length of the last line
    for start, end in paragraphs:
        before = joined[-1] if joined else None
        if (
            before is not None
            and text[start].islower()
            and line >= LEAST
            and text[before.end - 1] not in STOPS
            and text.count("\n", before.end, start) == 1
        ):
            joined[-1] = Span(before.start, end)
        else:
            joined.append(Span(start, end))
        line = end - start
    return joined


def is_broken(text: str, line: Span, following: Span) -> bool:
    """Whether a line and the one after it, which may begin a sentence, are of one paragraph by their lengths."""
    return text.count("\n", line.end, following.start) == 1 and LEAST <= line.end - line.start <= MOST >= following.end - following.start
