"""Which agency or outlet a statement is credited to: `told AFP`, `Press TV wrote`, `an AP reporter saw`. Standard library only.

An agency that is itself in the news is no source: `a Reuters cameraman was killed`, `Reuters said its staff were safe`. The words stand
in seeds/reference/credit_words.csv:
    told      right before a name: it took the words down itself, and whoever reports them after it has them from there
    per       right before a name that reports
    said      the verbs of which a name is the subject
    inverted  those of them that stand before it: `reported Yonhap`
    people    of an agency who saw or were told something; `work` of its own that tells something
    own       who speaks for an agency and not for its news
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.agencies import AGENCY_NAME, agency_named, any_of, names_by_form, signs_only
from pipelines.reference import rows, split
from pipelines.text.spans import READ, Block, Span

FOOT = 400
LONGEST = 20_000
"""Code points of a passage that are read."""
WORD = re.compile(r"\w+")
FORM_ENDS = frozenset({"Newswire", "Wire", "wire", "Agency", "Service"})
SOURCES = re.compile(
    r"[(\[]?(?:sources?:|with (?:[\w-]+ ){0,2}(?:inputs?|reporting|files|material|contributions) from)\s+(?P<rest>.{2,100})", re.I
)
JOINED = re.compile(r"\s*(?:,|/|&|\||\band\b)\s*")


Forms = tuple[tuple[re.Pattern[str], bool], ...]


class Cited(NamedTuple):
    """Where a text credits an agency; `first`: it took the words down itself."""

    start: int
    end: int
    name: str
    first: bool


def words_for(group: str) -> str:
    """The words of a group of credit_words.csv, as a pattern."""
    return f"(?:{any_of({word for row in rows('credit_words') if row['group'] == group for word in split(row['words'])})})"


def find_agencies(text: str, blocks: Sequence[Block]) -> set[str]:
    """Names of the agencies that the statements of the article credit; picture credits are not among them."""
    found: set[str] = set()
    for block in blocks:
        if block.kind in READ and block.kind != "title":
            found.update(cited.name for cited in find_cited(text, block.start, block.end))
            found.update(_signed(text[block.start : block.end]))
        elif block.kind == "footer":
            found.update(_at_the_foot(text[block.start : min(block.end, block.start + FOOT)]))
    return found


def find_cited(text: str, start: int, end: int) -> list[Cited]:
    """The credits of the statements in text[start:end], in order; offsets count in `text`."""
    passage = text[start : min(end, start + LONGEST)]
    if not names_any(passage):  # most passages name none, and the patterns are slow
        return []
    starts = [match.start() for match in _name().finditer(passage)]
    before, after = _statements()
    matches = [(match, first) for pattern, first in before for match in (pattern.finditer(passage) if starts else ())]
    matches += [(match, first) for at in starts for pattern, first in after if (match := pattern.match(passage, at))]
    return sorted(
        {
            Cited(start + at, start + at + len(printed), name, first)
            for match, first in matches
            for at, printed, name in _names(passage, match)
        }
    )


def credited_for(cited: Sequence[Cited], sentences: Sequence[Span]) -> str | None:
    """The one agency that these sentences credit; who took the words down goes before who reports it. None where two do, or none."""
    held = [each for each in cited if any(each.start >= sentence.start and each.end <= sentence.end for sentence in sentences)]
    names = {each.name for each in held if each.first} or {each.name for each in held}
    return names.pop() if len(names) == 1 else None


def names_any(passage: str) -> bool:
    """Whether some agency may be named."""
    words = set(WORD.findall(passage))
    forms = _by_first_word()
    return not words.isdisjoint(FORM_ENDS) or any(form in passage for word in words & forms.keys() for form in forms[word])


def _names(passage: str, match: re.Match[str]) -> Iterator[tuple[int, str, str]]:
    """Place, words and name of each agency that a match credits: `AFP and Reuters` are two."""
    for part in _name().finditer(passage, match.start("names")):
        if part.start() >= match.end("names"):
            break
        printed = part.group()
        named = names_by_form().get(" ".join(printed.split())) or agency_named(printed) or printed.removeprefix("The ")
        yield part.start(), printed, named


def _signed(passage: str) -> Iterator[str]:
    """An agency in brackets, or after a dash, at the end of a passage; and one whose people contributed to it."""
    if not names_any(passage[-400:]):
        return
    for pattern in _endings():
        if match := pattern.search(passage[-400:]):
            yield agency_named(match["names"]) or match["names"]


def _at_the_foot(line: str) -> Iterator[str]:
    """Whom a line below the text credits: `AP writer Jane Doe contributed to this report`, `With inputs from PTI`."""
    if match := _endings()[-1].search(line):
        yield agency_named(match["names"]) or match["names"]
    if match := SOURCES.match(line):
        yield from (name for part in JOINED.split(match["rest"]) if (name := agency_named(part)))


@lru_cache(maxsize=1)
def _by_first_word() -> dict[str, list[str]]:
    """Forms by their first word, `The` aside."""
    found: dict[str, list[str]] = {}
    for form in names_by_form():
        found.setdefault(next(word for word in WORD.findall(form) if word not in {"The", "the"}), []).append(form)
    return found


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    firm = any_of(names_by_form().keys() - signs_only())
    weak = any_of(signs_only())
    return re.compile(
        rf"(?<![\w/-])(?:(?:{firm})(?![\w-])|(?:{weak})(?=\s+(?:state\s+)?news\s+agency)|(?<=\bnews\sagency\s)(?:{weak})(?![\w-])"
        rf"|{AGENCY_NAME.pattern}\b)"
    )


@lru_cache(maxsize=1)
def _statements() -> tuple[Forms, Forms]:
    """Patterns that lead to a name, and patterns that begin with one; and whether whom they name took the words down itself."""
    name, lead = _name().pattern, rf"(?:(?:{words_for('lead')}|[A-Z][\w.'’-]*)\s+){{0,6}}?"
    told, per, said, work = words_for("told"), words_for("per"), words_for("said"), words_for("work")
    names = rf"(?P<names>{name}(?:\s*(?:,|/|&|\band\b)\s*(?:the\s+)?{name}){{0,3}})"
    no_news = rf"(?!\s+(?:[\w-]+\s+)?{words_for('own')}\b)"
    of_itself = r"(?!\s+(?:that\s+)?(?:its?(?=\s+\w)|they|their|\w+\s+of\s+its|the\s+(?:agency|company))\b)"
    kind = rf"(?:\s+{words_for('kind')})?(?:\s*\([^()]{{1,30}}\))?"
    citing = r"(?:,?\s+(?:citing|quoting)\s[^.;]{2,80}?)?,?"
    nobodys = "".join(
        rf"(?<!\b{word}\s)(?<!\b{word}\s[Tt]he\s)" for word in ("for", "of", "at", "from", "with", "by")
    )  # Ann Lee of AFP, said
    place = r"(?:\s+(?:in|at|on|near|with|from)\s+(?:[\w'’-]+\s+){0,3}[\w'’-]+)?"
    own, one = r"(?:['’]s)?(?:/\w+)?\s+(?:[\w-]+\s+)?", r"(?:an?|the|its)\s+(?:\w+\s+)?"
    before = (
        (rf"\b(?i:{told})\s+{lead}{names}{no_news}", True),
        (rf"\b(?i:in|during|gave|giving)\s+{one}{names}\s+interview\b", True),
        (rf"\b(?i:{per})\s+{lead}{names}{no_news}", False),
        (rf"\b(?i:according\s+to|in|by|from)\s+{one}{names}{own}{work}\b", False),
        (rf"\b{words_for('inverted')}\s+{lead}{names}(?=\s*(?:[,.;:!?\"”)]|\Z))", False),
    )
    after = (
        (rf"{names}{own}{work}\s+{words_for('showed')}\b", False),
        (rf"{names}{own}{words_for('people')}{place}\s+{words_for('saw')}\b", False),
        (rf"{nobodys}{names}{kind}{citing}\s+(?:{words_for('adverb')}\s+)?{said}\b{of_itself}", False),
    )
    return tuple((re.compile(form), first) for form, first in before), tuple((re.compile(form), first) for form, first in after)


@lru_cache(maxsize=1)
def _endings() -> tuple[re.Pattern[str], ...]:
    names = rf"(?P<names>{any_of(names_by_form())}|{AGENCY_NAME.pattern})"
    return (
        re.compile(rf"[.!?…][\"'”’]*\s*(?:\(|\[|—\s?|–\s|--\s?|/){names}(?:\)|\]|/)?\.?\s*\Z"),
        re.compile(
            rf"(?<![\w/-]){names}(?:\s+(?:also|and\s+[\w\s]{{2,40}}|(?:writer|reporter|correspondent|journalist|staff)s?\b[^.]{{0,120}}))?"
            r"\s+contributed\s+to\s+this"
        ),
    )
