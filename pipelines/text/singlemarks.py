"""Finds stretches in single quotation marks and tells the marks from apostrophes. Standard library only."""

import re

from pipelines.text.spans import Span

OPENING = re.compile(r"(?<![\w’'])[‘'‛](?=[\w“\"\[(…])(?!\d\ds\b)(?!(?:em|til|tis|twas|cause|bout|round|n)\b)")
CLOSING = re.compile(r"(?<=[\w.,?!…;:)\]\-—”\"])[’'](?![\w’'])")
CLOSES = {"‘": "’", "'": "'", "‛": "'’"}  # ‛ stands for ticks and accents that open (mark_forms.py)
MIN_STRAIGHT = 12  # characters between straight single marks, below which they are more often apostrophes
MAX_LENGTH = 2000
PUNCTUATED = frozenset(".,?!…")


def find_singles(text: str, start: int, end: int) -> list[Span]:
    """Stretches in single marks, marks included, in order, none overlapping."""
    if all(text.find(sign, start, end) < 0 for sign in CLOSES):
        return []
    found: list[Span] = []
    openings = [m.start() for m in OPENING.finditer(text, start, end)]
    if not openings:
        return []
    closings = [m.start() for m in CLOSING.finditer(text, start, end)]
    c = 0
    for number, opening in enumerate(openings):
        if found and opening < found[-1].end:
            continue
        limit = openings[number + 1] if number + 1 < len(openings) else end
        limit = min(limit, opening + MAX_LENGTH)
        while c < len(closings) and closings[c] <= opening:
            c += 1
        close = _choose(text, opening, [at for at in closings[c : c + 8] if at < limit])
        if close is not None:
            found.append(Span(opening, close + 1))
    return found


def _choose(text: str, opening: int, closings: list[int]) -> int | None:
    """The closing mark among those before the next opening: not a plural's apostrophe (the boys' house) while a better one follows."""
    wanted = CLOSES[text[opening]]
    fitting = [at for at in closings if text[at] in wanted]
    for at in fitting:
        plural = text[at - 1] == "s" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
        if plural and any(text[later - 1] in PUNCTUATED for later in fitting if later > at):
            continue
        if text[opening] == "'" and at - opening <= MIN_STRAIGHT:
            return None
        return at
    return None
