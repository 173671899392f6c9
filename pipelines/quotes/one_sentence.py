"""Which stretches in quotation marks are pieces of one sentence by one speaker: what is printed between them ends no sentence."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from pipelines.quotes.words import CUES

WORD = re.compile(r"[a-z]+")
Row = dict[str, Any]
NOUN_AFTER = frozenset(("s", "the", "a", "his", "her", "its", "their", "of", "to", "for"))
"""Words after which a word is no verb: "to Rome's hopes"."""
FARTHEST = 100
"""Characters between two stretches of one sentence."""
ENDS = re.compile(r"[.!?…]\W*$")
BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+[\W]*[A-Z]|[;\n]|[.!?…][\"'”’)\]]*\s*[\"“‘]")


def stretches(rows: Sequence[Row], texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of `mention_id`: neighbours in an article that are pieces of one sentence, in the order of `rows`."""
    by_article: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] != "indirect" and row["article_id"] in texts:
            by_article[row["article_id"]].append(row)
    return [
        (one["mention_id"], other["mention_id"])
        for article, held in by_article.items()
        for one, other in pairwise(sorted(held, key=lambda row: (row["char_start"], row["char_end"])))
        if _goes_on(one, other, texts[article])
    ]


def _goes_on(one: Row, other: Row, text: str) -> bool:
    between = text[one["char_end"] : other["char_start"]]
    if not 0 < len(between) <= FARTHEST or ENDS.search(one["surface"]) or BREAK.search(between):
        return False
    if one["speaker_name"] != other["speaker_name"] or one["speaker_id"] != other["speaker_id"] or not one["speaker_name"]:
        return False
    if one["kind"] != "partial" or other["kind"] != "partial" or one["said_latest"] != other["said_latest"]:
        return False
    words = WORD.findall(between.lower())
    said = (word for before, word in zip(["", *words], words, strict=False) if word in CUES and before not in NOUN_AFTER)
    return not any(said)  # a second verb of saying tells of a second utterance
