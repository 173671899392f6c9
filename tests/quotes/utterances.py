"""Rows of `quote_mentions` from few words, for the tests of consolidation. All sentences are our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import polars as pl

from pipelines.quotes.same_utterance import group_utterances

FIRST_DAY = date(2021, 4, 14)


@dataclass(frozen=True)
class Said:
    """Words in an article. `speaker`: a name of two words or more is a known person, "Name/Body" also tells the body that he speaks for,
    "=Body" is a body, "~somebody" is unnamed, "" is unresolved; `day` counts from the first."""

    article: str
    words: str
    speaker: str
    kind: str = "direct"
    day: int = 0

    def who(self) -> dict[str, str | None]:
        """The columns of the speaker."""
        name, _, org = self.speaker.lstrip("=~").partition("/")
        known = f"person:{name.lower().replace(' ', '-')}" if " " in name else None
        if self.speaker.startswith("="):
            known = name.upper().replace(" ", "_")
        weak = "unnamed" if self.speaker.startswith("~") else "unresolved" if not name else None
        return {
            "speaker_surface": name or None,
            "speaker_id": None if weak else known,
            "speaker_name": name or None,
            "speaker_org": org or None,
            "speaker_basis": weak or "named",
        }


def tables(said: Sequence[Said]) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Mentions, articles and reports; keys tell the place in the list, so that order can be changed afterwards."""
    rows = []
    at = count()
    for number, one in zip(at, said, strict=False):
        place = {"mention_id": f"men_{number:012x}", "article_id": one.article, "char_start": 1000 * number, "char_end": 1000 * number + 5}
        rows.append({**place, "surface": one.words, "rule": "test", "kind": one.kind, "cue": "said", **one.who()})
    texts = ["speaker_surface", "speaker_id", "speaker_name", "speaker_role", "speaker_org", "addressee", "medium"]
    days = {one.article: FIRST_DAY + timedelta(one.day) for one in said}
    ids = sorted(days)
    mentions = pl.DataFrame(rows, schema_overrides=dict.fromkeys(texts, pl.String)).with_columns(
        *(pl.lit(None, pl.String).alias(name) for name in ("speaker_role", "attitude", "addressee", "medium", "given_to")),
        *(pl.lit(None, pl.Date).alias(name) for name in ("said_earliest", "said_latest")),
        *(pl.lit(None, pl.Int64).alias(name) for name in ("speaker_start", "speaker_end")),
    )
    articles = pl.DataFrame({"article_id": ids, "published_latest": [days[key] for key in ids]})
    reports = pl.DataFrame({"article_id": ids, "report_id": ids, "origin": [None] * len(ids)}, schema_overrides={"origin": pl.String})
    return mentions, articles, reports


def grouped(said: Sequence[Said]) -> tuple[list[str], dict[str, dict[str, object]]]:
    """The row that each went into, in the order given, and the rows by key."""
    linked, quotes = group_utterances(*tables(said))
    return linked.sort("mention_id")["quote_id"].to_list(), {row["quote_id"]: row for row in quotes.to_dicts()}
