"""The mentions of one article, as rows: what the three extractors find, with keys and credits. Knows nothing of tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from pipelines.articles.cited import Cited, credited_for, find_cited
from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.ids import mention_id, sha256
from pipelines.quotes.extract import quotations
from pipelines.quotes.mention import QuoteMention
from pipelines.text.document import Document
from pipelines.troop_figures.extract import figures
from pipelines.troop_figures.mention import FigureMention

Mention = QuoteMention | FigureMention | EventMention
Extract = Callable[[Document, Sequence[QuoteMention]], Sequence[Mention]]

EXTRACTORS: Mapping[str, Extract] = {
    "quote_mentions": lambda document, _: quotations(document),
    "figure_mentions": figures,
    "event_mentions": events,
}
"""By table, in the order in which they are made: the later have to know who speaks."""
NAMES = {"quote_mentions": "QuoteMentions", "figure_mentions": "FigureMentions", "event_mentions": "EventMentions"}
"""What tells mentions of different tables at one place apart in their keys."""


def mention_rows(
    table: str, article: str, document: Document, spoken: Sequence[QuoteMention], extract: Extract | None = None
) -> list[dict[str, Any]]:
    """Rows of a table of mentions, but for the columns that consolidation adds.

    Args:
        table: quote_mentions, figure_mentions or event_mentions.
        article: its key.
        document: its text.
        spoken: its quotations; none for quotations themselves.
        extract: another extractor than that of the table.
    """
    found = [asdict(mention) for mention in (extract or EXTRACTORS[table])(document, spoken)]
    cited = [credit for start, end in document.paragraphs for credit in find_cited(document.text, start, end)] if found else []
    name = NAMES[table]
    ids = [mention_id(article, name, m["char_start"], m["char_end"], m.get("type"), m.get("mode"), m.get("kind")) for m in found]
    for key, row in zip(ids, found, strict=True):
        row |= {"mention_id": key, "article_id": article, "surface_sha256": sha256(row["surface"])}
        row["credited_to"] = row.get("given_to") or _credited(document, cited, spoken, row["char_start"], row["char_end"])
        for relation in ("part_of", "excludes"):
            if relation in row:
                row[relation] = sorted(ids[place] for place in row[relation])
        if "corrected_to" in row:
            row["retracted_by"] = article if row["retracted"] else None
            row["corrected_to"] = None if row["corrected_to"] is None else ids[row["corrected_to"]]
    return found


def _credited(document: Document, cited: Sequence[Cited], spoken: Sequence[QuoteMention], start: int, end: int) -> str | None:
    """Whom a mention goes back to: the outlet that the quotation it stands in was given to, or the agency that its sentences credit."""
    given = {quote.given_to for quote in spoken if quote.given_to and quote.char_start <= start and end <= quote.char_end}
    if len(given) == 1:
        return given.pop()
    if not cited:
        return None
    return credited_for(cited, [sentence for sentence in document.sentences if sentence.start < end and start < sentence.end])
