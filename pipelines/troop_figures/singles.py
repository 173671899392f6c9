"""Single members of forces that an article counts: "a U.S. soldier". Standard library only."""

import re
from collections.abc import Sequence

from pipelines.text.numbers import Number
from pipelines.troop_figures.counted import Counted, article_phrase
from pipelines.troop_figures.passage import Passage

ARTICLE = re.compile(r"\b(?:an?|another|one\s+other|one\s+more|one\s+additional)(?=\s)")
OF_A_FORCE = frozenset({"force", "police", "group"})


def articled(passage: Passage, counted: Sequence[Counted]) -> list[Counted]:
    """All members that an article counts and no number."""
    found = []
    offset = passage.span.start
    for article in ARTICLE.finditer(passage.low):
        phrase = article_phrase(passage, article.end() + offset)
        if phrase is None or any(one.start <= phrase.end and article.start() + offset <= one.end for one in counted):
            continue
        number = Number(article.start() + offset, article.end() + offset, 1, 1, 1, "exact")
        found.append(Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "one_member", phrase.words))
    return found


def single_members(passage: Passage, counted: Sequence[Counted]) -> list[Counted]:
    """Those whose noun the numbers after them may share: "a soldier was killed and five wounded"."""
    return [one for one in articled(passage, counted) if one.unit.kind in OF_A_FORCE]
