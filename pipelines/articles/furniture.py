"""What furniture of a page a line is by its form: phrases of seeds/reference/furniture.csv and a few patterns. Standard library only."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.lines import LONG, Line
from pipelines.reference import rows

URL_ONLY = re.compile(r"(?:\W*(?:https?://|www\.|pic\.twitter\.com/)\S+)+\W*\Z", re.I)
TWEET_FOOT = re.compile(r"\W*(?:[^()@]{1,60} )?\(@\w{1,30}\)\W*(?:[A-Z][a-z]+ \d{1,2}, \d{4})?\Z")
RULE = re.compile(r"[\W_]+\Z")
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
NUMBER_TOKEN = re.compile(r"[\d.,]+[km]?\Z")
TOKEN_EDGES = "|,:;()[]•·»"
COUNTER = re.compile(r"\W*[\d.,]+[km]?\s*(?:views?|shares?|comments?|likes?|reads?|retweets?|min(?:ute)?s?(?:\s+read)?|hits)\W*\Z", re.I)
MENU_PARTS = re.compile(r"\s{2,}|\t|\s*[|•·]\s*|\s[-–—]\s")
CRUMBS = re.compile(r"\s*[>»›→]\s*|\s+[/|]\s+")
AGENCY = (
    r"(?:Reuters|AFP|AP|EPA|Getty(?: Images)?|Xinhua|TASS|Anadolu(?: Agency)?|PA|DPA|UPI|Rex|Shutterstock|Alamy|Bloomberg|IRNA"
    r"|Sputnik|SPUTNIK|RIA Novosti)"
)
MARK = r"[-–—|(\[]\s*(?:PC|P\.C\.|Photo|Photos|Pic|Picture|Image|Credit|Photo credit"
CREDITS = (
    rf"(?:{MARK}|Source|Courtesy)\s*:?\s*[^()\[\]]{{2,60}}[)\]]?"
    rf"|[(\[](?:[^()\[\]]{{0,50}}(?:via|/)\s*)?{AGENCY}(?:\s+(?:Photo|File Photo|photo))?(?:/[^()\[\]]{{0,50}})?[)\]]"
    r"|\((?:AP|AFP|Reuters|EPA) (?:Photo|file photo|photo|Images)[^()]{0,60}\)"
    r"|[A-Z][\w.'’-]+ [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?\s?(?:/|, via |via )\s?"
    rf"(?:The )?(?:{AGENCY}|Associated Press|New York Times)[\w /]{{0,40}}"
    r"|(?:Photograph|Photo|Image|Picture)s?(?: by|:) [A-Z][^.]{2,60}|©\s?[\w /.]{2,60}"
    rf"|(?:{AGENCY}|Associated Press) (?:Photo|Images|via Getty Images)"
    r")\.?\Z"
)
CREDIT_END = re.compile(CREDITS)
CREDIT_MARKED = re.compile(rf"{MARK})\s*:\s*[^()\[\]]{{2,60}}[)\]]?\.?\Z", re.I)
FILE_PHOTO = re.compile(
    r"(?:[A-Z]\w+ )?[Ff][Ii][Ll][Ee](?: PHOTO)?\s?[-–—:]+\s|\(?FILE(?:S| PHOTO)?\)?[:.\s–—-]+(?:In|A|An|The)\b", re.ASCII
)


class Phrase(NamedTuple):
    """What a phrase makes of its line."""

    kind: str
    max_words: int
    opens: bool
    """Whether what follows it, at the end of a document, is of its kind too."""


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Phrase], dict[str, list[tuple[str, Phrase]]], list[tuple[str, Phrase]]]:
    """Phrases for whole lines, for beginnings (by their first word), and for anywhere."""
    whole: dict[str, Phrase] = {}
    starts: dict[str, list[tuple[str, Phrase]]] = {}
    inside: list[tuple[str, Phrase]] = []
    for row in rows("furniture"):
        phrase = Phrase(row["kind"], int(row["max_words"] or 12), row["tail"] == "yes")
        if row["match"] == "line":
            whole[row["phrase"]] = phrase
        elif row["match"] == "start":
            starts.setdefault(_first_word(row["phrase"]), []).append((row["phrase"], phrase))
        else:
            inside.append((row["phrase"], phrase))
    for choices in starts.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return whole, starts, inside


@lru_cache(maxsize=2)
def page_words(kind: str) -> frozenset[str]:
    """Single words that menus are made of."""
    return frozenset(row["word"] for row in rows("page_words") if row["kind"] == kind)


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single blanks."""
    return " ".join(text.replace("’", "'").casefold().split())


def phrase_of(line: Line) -> Phrase | None:
    """The phrase of the lexicon that makes this line furniture, if one does."""
    if line.n_words > 120:
        return None
    whole, starts, inside = _lexicon()
    text = plain(line.text[:LONG])
    if line.n_words <= 8:
        found = whole.get(EDGES.sub("", text)) or whole.get(text)
        if found:
            return found
    bare = text.lstrip("-–—•*▶►>|[]( \t")
    for phrase, what in starts.get(_first_word(bare), ()):
        if line.n_words <= what.max_words and bare.startswith(phrase) and not bare[len(phrase) : len(phrase) + 1].isalpha():
            return what
    return next((what for phrase, what in inside if line.n_words <= what.max_words and phrase in text), None)


def is_embed(line: Line) -> bool:
    """Addresses alone, or the foot of an embedded post: `— NATO (@NATO) April 14, 2021`."""
    if line.n_words > 12 or len(line.text) > LONG:
        return False
    return bool(URL_ONLY.match(line.text) or ("(@" in line.text and TWEET_FOOT.match(line.text)))


def is_widget(line: Line) -> bool:
    """Rules, counters, share bars, menus and trails of breadcrumbs."""
    if RULE.match(line.text):
        return True
    if line.n_words > 16 or len(line.text) > LONG:
        return False
    if COUNTER.match(line.text):
        return True
    tokens = [token.strip(TOKEN_EDGES) for token in plain(line.text).split()]
    tokens = [token for token in tokens if token]
    words = page_words("widget")
    if len(tokens) > 1 and all(token in words or NUMBER_TOKEN.match(token) for token in tokens):
        return True
    return is_crumbs(line.text)


def is_crumbs(text: str) -> bool:
    """`Home > World > Asia`: short parts between marks."""
    parts = [part for part in CRUMBS.split(text) if part]
    if len(parts) < 2:
        return False
    home = plain(parts[0]) in {"home", "front page", "you are here"}
    return (home and len(text) <= 250) or (len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts) and ">" in text)


def is_menu(text: str) -> bool:
    """Names of sections side by side (`World  Sport  Opinion`), or a brand and its rubric (`Valley Times - In brief`): no headline."""
    parts = [part for part in MENU_PARTS.split(text.strip()) if part]
    if len(parts) > 1 and all(len(part.split()) <= (3 if len(parts) > 2 else 2) for part in parts):
        return True
    words = [word for word in text.split() if word not in {"&", "and", "of", "page"}]
    if len(words) < 3 or any(word[0].islower() for word in words):
        return False
    named = page_words("section") | page_words("widget")
    return 2 * sum(plain(word) in named for word in words) >= len(words)


def is_caption(line: Line) -> bool:
    """Ends in the credit of a picture, or begins as wire captions do."""
    if line.n_words > PROSE_LIMIT:
        return False
    if FILE_PHOTO.match(line.text[:60]):
        return True
    tail = line.text[-160:]
    if CREDIT_MARKED.search(tail):
        return True
    return line.n_words <= 60 and bool(CREDIT_END.search(tail)) and not _is_credit_of_text(line)


PROSE_LIMIT = 120


def _is_credit_of_text(line: Line) -> bool:
    """A wire's name in brackets after a full sentence credits the report, not a picture: `He declined to comment. (Reuters)`."""
    return bool(re.search(r"[.!?][\"'”’]?\s*[(\[][A-Za-z ]{2,20}[)\]]\.?\Z", line.text[-60:]))


def _first_word(text: str) -> str:
    return re.split(r"[\s:|]", text, maxsplit=1)[0]
