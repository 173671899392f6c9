"""The five original articles against their hand annotations, field by field. Skips where they are not at hand."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.articles.article import Article, read_article
from pipelines.articles.raw import RawDocument

DOCS = 5
NEAR = timedelta(days=3)
WIDER = {"003": "its text names neither a month nor a day; that of the meeting is known from other reports only"}
"""Articles whose annotated window rests on more than their own words: ours must hold it, and may be wider."""

Gold = dict[str, Any]


@pytest.fixture(scope="module")
def articles(seeds_folder: Path, gold_folder: Path) -> list[tuple[Gold, Article]]:
    """Each annotation with what is read of its document."""
    rows = [json.loads(line) for line in (gold_folder / "seed_articles.jsonl").read_text(encoding="utf-8").splitlines() if line]
    assert len(rows) == DOCS
    return [(row, _read(seeds_folder / row["doc"])) for row in rows]


def _read(path: Path) -> Article:
    data = path.read_bytes()
    article = read_article(RawDocument(path.name, "text/plain", "text", data, None, len(data)))
    assert isinstance(article, Article), article
    return article


def kinds_within(article: Article, span: list[int]) -> set[str]:
    """The kinds of the blocks with words in a span."""
    return {
        block.kind
        for block in article.blocks
        if article.text[max(block.start, span[0]) : min(block.end, span[1])].strip() and block.start < span[1] and block.end > span[0]
    }


@pytest.mark.parametrize(
    ("field", "ours"), [("title", "title"), ("outlet", "outlet"), ("dateline_place", "dateline_place"), ("agencies", "agencies")]
)
def test_a_field_is_as_annotated(articles: list[tuple[Gold, Article]], field: str, ours: str) -> None:
    for gold, article in articles:
        wanted = sorted(gold[field]) if isinstance(gold[field], list) else gold[field]
        assert (gold["doc"], getattr(article, ours)) == (gold["doc"], wanted)


def test_bylines(articles: list[tuple[Gold, Article]]) -> None:
    for gold, article in articles:
        assert (gold["doc"], article.bylines) == (gold["doc"], [gold["byline"]] if gold["byline"] else [])


def test_stated_days_and_times(articles: list[tuple[Gold, Article]]) -> None:
    for gold, article in articles:
        stated = gold["published"]
        if stated is None:
            assert article.published.at is None, gold["doc"]
            continue
        at = article.published.at
        assert at is not None, gold["doc"]
        assert (at if "T" in stated else at.date()) == (datetime.fromisoformat(stated) if "T" in stated else date.fromisoformat(stated))


def windows(articles: list[tuple[Gold, Article]]) -> Iterator[tuple[str, date, date, date, date]]:
    """Name, annotated and found first and last day of the articles without a day."""
    for gold, article in articles:
        if "published_window" in gold:
            first, last = (date.fromisoformat(day) for day in gold["published_window"])
            assert article.published.earliest and article.published.latest, gold["doc"]
            yield gold["doc"][:3], first, last, article.published.earliest, article.published.latest


def test_windows_hold_the_annotated_ones(articles: list[tuple[Gold, Article]]) -> None:
    found = list(windows(articles))
    assert len(found) == 3
    for name, first, last, earliest, latest in found:
        assert earliest <= first + NEAR and last - NEAR <= latest, name


def test_windows_are_about_as_narrow(articles: list[tuple[Gold, Article]]) -> None:
    for name, first, last, earliest, latest in windows(articles):
        if name not in WIDER:
            assert abs(earliest - first) <= NEAR and abs(latest - last) <= NEAR, name


def test_furniture_is_in_no_body(articles: list[tuple[Gold, Article]]) -> None:
    spans = [(gold["doc"], article, span) for gold, article in articles for span in gold["not_body"]]
    assert len(spans) == 15
    for doc, article, span in spans:
        assert not kinds_within(article, span) & {"body", "subheading", "title"}, (doc, span)


@pytest.mark.parametrize("kind", ["caption", "subheading"])
def test_captions_and_subheadings_are_marked_so(articles: list[tuple[Gold, Article]], kind: str) -> None:
    spans = [(article, span) for gold, article in articles for span in gold.get(kind, [])]
    assert spans
    for article, span in spans:
        assert kinds_within(article, span) == {kind}


def test_no_text_is_lost(articles: list[tuple[Gold, Article]]) -> None:
    """Outside the annotated spans only buttons and labels of a few words are left out."""
    for gold, article in articles:
        known = [*gold["not_body"], *gold.get("caption", []), *gold.get("subheading", [])]
        for block in article.blocks:
            words = article.text[block.start : block.end]
            if block.kind not in {"body", "title", "byline", "timestamp", "dateline"} and len(words.split()) > 3:
                assert any(span[0] <= block.start and block.end <= span[1] for span in known), (gold["doc"], words)
