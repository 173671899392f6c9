"""Scores of what is read off publishers' pages: body, title, day, authors; and that an archive of the pages gives the same articles."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.articles.article import Article, read_article
from pipelines.articles.containers import document
from pipelines.articles.moments import parse_markup_date

BODY = frozenset({"body", "dateline", "subheading"})


def pages(corpora: Path) -> list[tuple[dict[str, Any], bytes]]:
    """The annotated pages with their bytes."""
    folder = corpora / "html"
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row, (folder / "pages" / row["doc"]).read_bytes()) for row in gold]


def score_pages(corpora: Path) -> dict[str, float]:
    """Means over all pages; a page that gives no article has no point."""
    held = pages(corpora)
    totals: Counter[str] = Counter()
    for wanted, raw in held:
        article = read_article(document(wanted["doc"], "text/html", "html", raw))
        if isinstance(article, Article):
            totals.update(_points(article, wanted))
    return {f"html.{name}": round(totals[name] / len(held), 3) for name in ("body_F1", "title", "date", "authors")}


def _points(article: Article, wanted: dict[str, Any]) -> dict[str, float]:
    body = " ".join(article.text[block.start : block.end] for block in article.blocks if block.kind in BODY)
    stated = parse_markup_date(wanted["published"])
    day = article.published.at.date() if article.published.at else None
    authors = {name.casefold() for name in wanted["authors"] or []}
    return {
        "body_F1": token_f1(body, " ".join(wanted["paragraphs"])),
        "title": float(article.title == " ".join(wanted["title"].split())),
        "date": float(stated is not None and day == stated[0].date()),
        "authors": float({name.casefold() for name in article.bylines} == authors),
    }


def token_f1(found: str, wanted: str) -> float:
    """F1 over words, as bags."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    common = sum((one & other).values())
    return 2 * common / max(1, one.total() + other.total())


def mean_f1(read: Callable[[str], str | None], corpora: Path) -> float:
    """Body F1 of any reader of pages."""
    held = pages(corpora)
    return round(sum(token_f1(read(raw.decode("utf-8", "replace")) or "", " ".join(row["paragraphs"])) for row, raw in held) / len(held), 3)
