"""Bylines: who wrote the report, as printed. Standard library only."""

import re
from typing import NamedTuple

from pipelines.articles.agencies import agency_named
from pipelines.articles.furniture import page_words, plain

NAME = r"[A-ZÀ-Þ][\w'’.-]*(?:[ \t]+(?:(?:van|von|de|del|der|den|da|bin|al|el|ul|di|la|le|ten|du)[ \t]+)*[A-ZÀ-Þ][\w'’.-]*){1,3}"
BY = re.compile(
    r"(?:(?:story|report|reporting|words|written|reported|posted|published|analysis|compiled)\s+)?by:?\s+(?P<who>\S.{1,120})\Z", re.I
)
DOUBLED = re.compile(rf"(?P<name>{NAME})[ \t]*(?P=name)(?=\W|\Z)")
NAME_AND_ROLE = re.compile(
    rf"{NAME}\s*[,|–—•-]\s*(?:[\w&-]+ ){{0,4}}(?:correspondent|reporter|editor|writer|columnist|chief|analyst|contributor)\Z", re.I
)
NAME_ONLY = re.compile(rf"{NAME}\Z")
DESK = re.compile(
    r"(?:(?:the|our|[A-Z][\w.-]+|[A-Z]{2,})\s+){0,3}(?:monitoring(?:\s+(?:desk|report))?|news\s?desk|web\s?desk|desk|staff(?:\s+(?:reporter|writer|correspondent|report))?"
    r"|correspondent|reporter|bureau|newsroom|agencies|news\s+agencies|wire\s+service|editorial\s+board|news\s+service|report|admin|editor)\Z",
    re.I,
)
PARTS = re.compile(r"\s*(?:,|;|\||/|&|•|\b(?:and|AND)\b|\bin [A-Z]\w+)\s*")
IN_PLACE = re.compile(r"\s+in\s+(?:[A-Z][\w.'’-]+\s*){1,3}\Z")
GAP = re.compile(r"\s{2,}|\t")
LONGEST = 120


class NamePart(NamedTuple):
    """Where a doubled or plain name stands in a line."""

    start: int
    end: int


def is_byline(text: str) -> bool:
    """Whether a short line says who wrote: `By Jane Doe`, an agency's name, a desk."""
    if len(text) > LONGEST or len(text.split()) > 14:
        return False
    by = BY.match(text)
    if by:
        return by["who"][:1].isupper() and not by["who"].rstrip("\"'”’").endswith(("?", "!")) and len(by["who"].split()) <= 12
    return agency_named(text) is not None or any(form.match(text) for form in (DESK, DOUBLED, NAME_AND_ROLE))


def is_name(text: str) -> bool:
    """Two to four words with capitals and nothing else: a name, if it stands where bylines do."""
    if len(text) > 60 or text.endswith(".") or not NAME_ONLY.match(text):
        return False
    if plain(text).split()[0] in page_words("widget"):
        return False
    return not all(word in page_words("section") | page_words("topic") for word in plain(text).split())


def is_names(text: str) -> bool:
    """One name or several, with or without the place: `Jane Doe and John Roe in Kabul`."""
    text = IN_PLACE.sub("", text.strip())
    parts = [part for part in re.split(r"\s*(?:,|&|\band\b)\s*", text) if part]
    return len(parts) <= 4 and len(text) <= LONGEST and all(is_name(part) for part in parts) and bool(parts)


def doubled_name(text: str) -> NamePart | None:
    """A name that is printed twice without a blank between, as page templates do: `Jane DoeJane Doe`."""
    match = DOUBLED.search(text[:LONGEST])
    return NamePart(match.start(), match.end()) if match else None


def authors_of(line: str) -> list[str]:
    """Names in a byline, without `By`, each once."""
    text = " ".join(GAP.sub(" | ", line.strip()).split())
    text = DOUBLED.sub(lambda match: match["name"], text)
    by = BY.match(text)
    text = by["who"] if by else text
    names: list[str] = []
    for part in PARTS.split(text):
        name = part.strip(" .,-–—|")
        if _can_be_author(name) and name not in names:
            names.append(name)
    return names


def _can_be_author(part: str) -> bool:
    if len(part) < 2 or ":" in part or (not part[:1].isupper() and not agency_named(part)):
        return False
    if len(part.split()) == 1:
        return agency_named(part) is not None or part.isupper() or part.lower() in {"agencies", "staff", "newsroom"}
    return len(part.split()) <= 6 and not re.match(r"(?:[\w-]+ ){0,2}(?:correspondent|reporter|editor|writer)\Z", part, re.I)
