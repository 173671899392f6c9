"""Pages in, lines of running text out. The pages are ours, in the forms that publishers' pages have."""

import pytest
from lxml import etree

from pipelines.articles.article import Article, read_article
from pipelines.articles.containers import document
from pipelines.articles.content import extract_content
from pipelines.articles.metadata import read_metadata
from pipelines.articles.pages import read_page
from pipelines.articles.paragraphs import read_paragraphs
from pipelines.articles.raw import Problem, Rejected

ONE = "The last convoy left the base at Tarin before dawn on Tuesday, the governor of the province told reporters."
TWO = "About 300 soldiers had stayed behind to hand over the hangars, the fuel depot and the clinic to the army."
THREE = "“We leave the keys on the table,” said Colonel Mara Voss, who commanded the last company in the valley."
FOUR = "Shopkeepers along the ring road said that they had seen no patrols since the end of the holiday week."
FOREIGN = "The central bank left its main rate where it was on Thursday and said that prices would fall by autumn."
TEXT = [ONE, TWO, THREE, FOUR]
BODY = "".join(f"<p>{line}</p>" for line in TEXT)

STATED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Convoy", "articleBody": "' + " ".join(TEXT) + '"}</script>'
)


def lines(page: str) -> list[str]:
    tree = etree.fromstring(page, etree.HTMLParser())
    return extract_content(tree, read_metadata(tree)).lines


def page(inside: str, head: str = "") -> str:
    return f"<html><head><title>Convoy</title>{head}</head><body>{inside}</body></html>"


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(f"<article>{BODY}</article>", id="plain"),
        pytest.param(f"<nav><a href='/'>Home</a></nav><main><h1>Convoy</h1>{BODY}</main><footer>All rights are ours.</footer>", id="frame"),
        pytest.param(f"<article><p>{ONE}</p><div class='ad-slot'>Advertisement</div>{BODY[len(ONE) + 7 :]}</article>", id="advert between"),
        pytest.param(
            f"<article>{BODY}</article><section class='related-stories'><h3>More</h3><p>{FOREIGN}</p></section>", id="related after"
        ),
        pytest.param(f"<article>{BODY}<aside><p>{FOREIGN}</p></aside></article>", id="aside within"),
        pytest.param(f"<article>{BODY}<div class='c-newsletter__box'><p>{FOREIGN}</p></div></article>", id="newsletter box"),
        pytest.param(f"<article><figure><img><figcaption>{FOREIGN}</figcaption></figure>{BODY}</article>", id="caption"),
        pytest.param(f"<article>{BODY}</article><div id='comments'><p>{FOREIGN}</p><p>{FOREIGN}</p></div>", id="comments"),
        pytest.param(f"<article>{BODY}<ul><li><a href='/a'>{FOREIGN}</a></li></ul></article>", id="links only"),
        pytest.param(f"<article>{BODY}<h3>Related</h3><p><a href='/a'>{FOREIGN}</a></p></article>", id="heading of nothing"),
        pytest.param(f"<div class='paywall'>{BODY}</div>", id="a sign over everything is none"),
        pytest.param(
            "<div>" + "".join(f"<p class='paywall'>{line}</p>" for line in TEXT) + "</div>", id="a sign on each paragraph is none"
        ),
        pytest.param(f"<table><tr><td><a href='/'>Home</a></td><td>{BODY}</td></tr></table>", id="laid out in a table"),
        pytest.param(f"<form id='aspnetForm'><div>{BODY}</div></form>", id="laid out in a form"),
        pytest.param(f"<body class='no-sidebar has-comments'><article>{BODY}</article></body>", id="names of the whole page"),
        pytest.param(
            f"<h1>Convoy</h1><div class='teaser-content'><div class='article-body'><p>{ONE}</p></div></div><div><p>{TWO}</p><p>{THREE}</p>"
            f"<p>{FOUR}</p></div>",
            id="text in a part that is called a teaser",
        ),
        pytest.param(
            f"<h1>Convoy</h1><div><p>{ONE}</p></div><div class='share-bar'>Share</div><div><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p></div>",
            id="first paragraph boxed apart",
        ),
        pytest.param(
            f"<div>{ONE}<br><br>{TWO}</div><div><p>{THREE}</p><p>{FOUR}</p></div>".replace("<br><br>", "</div><div>"), id="no paragraphs"
        ),
        pytest.param(f"<article>{BODY}</article><article><p>{FOREIGN}</p><p>{FOREIGN}</p></article>", id="the next article below"),
        pytest.param(f"<article>{BODY}<script>var x = '{FOREIGN}';</script><noscript>{FOREIGN}</noscript></article>", id="scripts"),
        pytest.param(f"<div aria-hidden='true'>{BODY}</div><div class='cookie-consent'><p>{FOREIGN}</p></div>", id="behind a banner"),
    ],
)
def test_the_text_and_nothing_else(inside: str) -> None:
    assert lines(page(inside)) == TEXT


def test_inline_elements_do_not_cut_words_or_paragraphs() -> None:
    assert (
        lines(
            page(
                f"<article><p>The <b>la</b>st <a href='/c'>convoy</a> left<span> the</span> base at Tarin before dawn on Tuesday, they "
                f"said.</p>{BODY}</article>"
            )
        )[0]
        == "The last convoy left the base at Tarin before dawn on Tuesday, they said."
    )


def test_headings_are_told_and_the_title_is_no_line() -> None:
    fields = read_page(
        page(
            f"<h1>Convoy</h1><article><h2>Convoy</h2><p>{ONE}</p><h2>The handover</h2><p>{TWO}</p><p>{THREE}</p><p>{FOUR}</p>"
            f"<p>{ONE}</p></article>"
        )
    )
    assert fields.text is not None
    assert [fields.text[start:].split("\n")[0] for start in fields.headings] == ["The handover"]
    assert fields.text.split("\n")[0] == ONE


def test_a_summary_above_the_text_belongs_to_it() -> None:
    head = "<meta name='description' content='The base at Tarin is empty'>"
    assert lines(page(f"<h1>Convoy</h1><h2>The base at Tarin is empty</h2><div>{BODY}</div>", head))[0] == "The base at Tarin is empty"


def test_a_stated_body_rules_out_what_is_not_in_it() -> None:
    assert lines(page(f"<article>{BODY}<p>{FOREIGN}</p></article>", STATED)) == TEXT


def test_a_stated_body_is_taken_where_the_page_shows_a_part() -> None:
    assert read_page(page(f"<article><p>{ONE}</p></article>", STATED)).text == " ".join(TEXT)


def test_a_hundred_thousand_levels_are_read_or_refused() -> None:
    try:
        read = read_page(page("<div>" * 100_000 + BODY))
    except Rejected as rejected:
        assert rejected.problem.reason in {"malformed", "too_large"}
    else:
        assert read.text is None or ONE in read.text


def test_every_part_stands_after_the_one_that_holds_it() -> None:
    _, parts = read_paragraphs(etree.fromstring(page(f"<div><div>{BODY}</div></div><p>{FOREIGN}</p>"), etree.HTMLParser()))
    assert all(part.inside < index for index, part in enumerate(parts) if index)


TITLES = [
    # headline of the data, shared, printed, window -> title
    ("Long headline of the convoy", "Convoy", "Convoy", "Convoy | The Valley Post", "Convoy"),
    (
        "Convoy leaves base",
        "Convoy leaves the base",
        "Convoy leaves the base",
        "Convoy leaves base | The Valley Post",
        "Convoy leaves base",
    ),
    (None, "Convoy leaves | World | The Valley Post", "Convoy leaves the base", "x", "Convoy leaves"),
    (None, None, "Convoy leaves the base", "The Valley Post", "Convoy leaves the base"),
    (None, None, None, "Convoy leaves – The Valley Post", "Convoy leaves"),
    ("Convoy | Day 3", "Convoy | Day 3", None, "Convoy | Day 3 | The Valley Post", "Convoy | Day 3"),
]


@pytest.mark.parametrize(("data", "shared", "printed", "window", "title"), TITLES)
def test_titles(data: str | None, shared: str | None, printed: str | None, window: str, title: str) -> None:
    head = f"<title>{window}</title><meta property='og:site_name' content='The Valley Post'>"
    head += f"<meta property='og:title' content='{shared}'>" if shared else ""
    head += f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{data}"}}</script>' if data else ""
    body = f"<h1>{printed}</h1>" if printed else ""
    assert read_page(f"<html><head>{head}</head><body>{body}<article>{BODY}</article></body></html>").title == title


def test_day_and_author_printed_on_a_page_without_data() -> None:
    head = "<div class='byline'>By Jane Kessel</div><div class='timestamp'>Published 3 March 2019, 18:12 GMT</div>"
    article = read_article(document("x.html", "text/html", "html", page(f"<h1>Convoy leaves</h1>{head}<div>{BODY}</div>").encode()))
    assert isinstance(article, Article)
    assert (str(article.published.at), article.published.basis, article.bylines) == ("2019-03-03 18:12:00+00:00", "stated", ["Jane Kessel"])


def test_a_page_without_text_is_no_article() -> None:
    found = read_article(document("x.html", "text/html", "html", page("<h1>Convoy</h1>").encode()))
    assert isinstance(found, Problem)
    assert found.reason == "no_article"


def test_the_library_is_asked_about_small_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("pipelines.articles.pages._by_trafilatura", lambda source: asked.append(len(source)))
    read_page(page("<p>Nothing to read.</p>" + "<br>x" * 50_000))
    assert not asked
    read_page(page("<p>Nothing to read.</p>"))
    assert len(asked) == 1
