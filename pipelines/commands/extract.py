"""`muster extract`: the extractors alone. Imports neither Dagster nor pandera nor polars, so that it starts at once."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.published import read_publication
from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.quotes.extract import quotations
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.text.spans import Window
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.mention import FigureMention

Mention = QuoteMention | FigureMention | EventMention
FIELDS = {
    "quotes": [
        "kind", "speaker_surface", "speaker_name", "speaker_id", "speaker_role", "speaker_org", "speaker_basis", "cue", "attitude",
        "addressee", "medium", "given_to", "said_earliest", "said_latest",
    ],
    "troop_figures": [
        "value", "low", "high", "qualifier", "force_name", "force_id", "unit", "measure", "status", "as_of_earliest", "as_of_latest",
        "deadline", "place_name", "claimed_by",
    ],
    "events": [
        "type", "mode", "actor_ids", "actor_names", "recipient_ids", "recipient_names", "date_earliest", "date_latest", "date_precision",
        "status", "background", "place_name", "place_path", "reported_by", "killed_low", "killed_high", "wounded_low", "wounded_high",
        "detained_low", "detained_high",
    ],
}  # fmt: skip
"""What a line holds beside its place and rule: the fields of the mention tables that a text alone can fill."""


def mentions(text: str, published: date | None = None) -> Iterator[dict[str, Any]]:
    """Every mention in a text, table by table, as dictionaries of plain values; dates are ISO texts."""
    document = read_document(text, published)
    quotes = quotations(document)
    found: dict[str, Sequence[Mention]] = {
        "quotes": quotes,
        "troop_figures": figures(document, quotes),
        "events": events(document, quotes),
    }
    for table, rows in found.items():
        for mention in rows:
            row = asdict(mention)
            fields = {name: row[name] for name in ["char_start", "char_end", "surface", "rule", *FIELDS[table]]}
            yield {"table": table} | {k: v.isoformat() if isinstance(v, date) else v for k, v in fields.items()}


def read_document(text: str, published: date | None = None) -> Document:
    """A bare text as a document; where its date is not given, the text itself may state or bound it."""
    blocks = mark_blocks(text)
    if published:
        return Document(text, blocks, Window(published, published))
    stated = read_publication(text, blocks)
    return Document(text, blocks, Window(stated.earliest, stated.latest))


def run_extract(source: Path, target: Path) -> int:
    """Reads texts from `source`, writes mentions to `target`, which appears when it is whole. Returns the exit code."""
    bad = 0
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with source.open(encoding="utf-8", errors="replace") as lines, aside.open("w", encoding="utf-8", newline="\n") as out:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    key, text, published = read_line(line)
                except ValueError as error:
                    print(f"muster: {source.name}, line {number}: {error}", file=sys.stderr)
                    bad += 1
                    continue
                for mention in mentions(text, published):
                    out.write(json.dumps({"id": key} | mention, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return 1 if bad else 0


def read_line(line: str) -> tuple[Any, str, date | None]:
    """Id, text and date of one line.

    Raises:
        ValueError: it is no JSON object with an id and a text, or its date is none.
    """
    try:
        row = json.loads(line)
    except ValueError:
        raise ValueError("this is not JSON") from None
    except RecursionError:
        raise ValueError("this JSON is nested too deeply") from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise ValueError('a line needs "id" and "text"')
    published = row.get("published")
    try:
        return row["id"], row["text"], date.fromisoformat(str(published)[:10]) if published else None
    except ValueError:
        raise ValueError(f'"published" is not an ISO date: {published!r}') from None
