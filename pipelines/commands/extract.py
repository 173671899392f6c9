"""`muster extract`: the extractors alone. Imports neither Dagster nor pandera nor polars, so that it starts at once."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.articles.blocks import mark_blocks
from pipelines.articles.published import read_publication
from pipelines.commands.json_lines import Row, rewrite
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
        "value", "low", "high", "formations", "qualifier", "force_name", "force_id", "unit", "measure", "status",
        "as_of_earliest", "as_of_latest", "deadline", "place_name", "claimed_by",
    ],
    "events": [
        "type", "mode", "actor_ids", "actor_names", "recipient_ids", "recipient_names", "date_earliest", "date_latest", "date_precision",
        "status", "outcome",
        "background", "place_name", "place_path", "reported_by", "killed_low", "killed_high", "wounded_low", "wounded_high",
        "detained_low", "detained_high", "displaced_low", "displaced_high", "harm",
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
            for claim in row.get("harm", ()):
                del claim["at"], claim["sentence"]  # places within, of no use outside
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
    return rewrite(source, target, lambda row: mentions(row["text"], read_date(row)))


def read_date(row: Row) -> date | None:
    """When a line's text was published, if it says so.

    Raises:
        ValueError: it is not an ISO date.
    """
    published = row.get("published")
    try:
        return date.fromisoformat(str(published)[:10]) if published else None
    except ValueError:
        raise ValueError(f'"published" is not an ISO date: {published!r}') from None
