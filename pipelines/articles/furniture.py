"""What furniture of a page a line is by its form: phrases of seeds/reference/furniture.csv and a few patterns. Standard library only."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.articles.lines import LONG, Line
from pipelines.reference import rows

URL_ONLY = re.compile(r"(?:\W*(?:https?://|www\.|pic\.twitter\.com/)\S+)+\W*\Z", re.I)
TWEET_FOOT = re.compile(r"\W*(?:[^()@]{1,60} )?\(@\w{1,30}\)\W*(?:[A-Z][a-z]+ \d{1,2}, \d{4})?\Z")
FOOT_OF_TEXT = re.compile(r"[—–-]\s?[^()@\n]{1,60} \(@\w{1,30}\)\W*[A-Z][a-z]+ \d{1,2}, \d{4}\Z")
"""The foot of a post on one line with its text."""
PICTURE_LINK = re.compile(r"(?:pic\.twitter\.com|https?://t\.co)/\w+\Z")
POST_WORDS = 80
PLAYER = re.compile(
    r"[\d:.\s/|-]*\d{1,2}:\d{2}\s?/\s?\d{1,2}:\d{2}\W*\Z|(?:listen|watch|duration|play)\W{1,4}\d{1,3}(?::\d{2})?(?:\s?min(?:ute)?s?)?\W*\Z",
    re.I,
)
CHANNEL = r"(?:whatsapp|telegram|youtube|instagram|twitter|facebook|tiktok|linkedin|google news|threads|bluesky|x)"
PROMO = re.compile(
    rf"(?:get|download|install|try) (?:the |our )(?:[\w'’]+ ){{0,5}}app\b"
    rf"|(?:join|follow|subscribe to|like) (?:us|our|the) (?:[\w'’]+ ){{0,4}}(?:{CHANNEL}|channel|newsletters?|podcast)\b"
    rf"|follow (?:[\w'’.]+ ){{1,5}}on {CHANNEL}\b(?!.*\b(?:says?|said|told)\b)",
    re.I,
)
PROMO_WORDS = 25
MAKERS = (
    r"(?:additional )?(?:reporting|writing|editing|written|edited|compiled|production|translated)(?:,? and (?:writing|editing|reporting))?"
)
CREDIT_LINE = re.compile(
    rf"[(\[]?{MAKERS} by:? (?-i:[A-Z])[^.!?]*(?:(?<=[;\w])|[)\]]\.?)\Z"
    r"|[(\[](?:additional )?(?:reporting|writing|editing) by .*[)\]]\.?\Z"
    r"|[(\[]?with (?:additional )?(?:agency )?(?:inputs?|reporting|files|material|contributions) from .{2,80}\Z"
    r"|sources?: (?-i:[A-Z])[^.!?]{1,80}\Z|published in (?-i:[A-Z]).{2,60}(?:19|20)\d\d\W*\Z"
    r"|.{2,60}; ?editing by (?-i:[A-Z])[^.!?]*\.?\Z",
    re.I,
)
"""Who made the report, as wires tell it at the end: `(Reporting by Jane Doe; Editing by John Roe)`."""
BIO = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ][\w'’.-]*){1,3}),? "
    r"(?:is|was|are|has been|has covered|covers|writes|reports|joined|serves as|works as|served as)\b"
)
BIO_ROLE = re.compile(
    r"\b(?:reporter|correspondent|journalist|(?:staff|senior|freelance|contributing) writer|(?:\w+ )?editor|columnist"
    r"|covers|writes (?:about|on|for)|reports (?:on|from)|bureau chief"
    r"|(?:senior |research |visiting )?fellow (?:at|of|with)|contributor|producer)\b",
    re.I,
)
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
    r"|[(\[](?:[Ff]ile|[Ll]ibrary|[Aa]rchive|[Ss]tock|[Rr]epresentative) (?:[Pp]hoto|[Pp]icture|[Ii]mage)(?:graph)?[)\]]"
    r"|\((?:AP|AFP|Reuters|EPA) (?:Photo|file photo|photo|Images)[^()]{0,60}\)"
    r"|[A-Z][\w.'’-]+ [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?\s?(?:/|, via |via )\s?"
    rf"(?:The )?(?:{AGENCY}|Associated Press|New York Times)[\w /]{{0,40}}"
    r"|(?:Photograph|Photo|Image|Picture)s?(?: by|:) [A-Z][^.]{2,60}|©\s?[\w /.]{2,60}"
    r"|(?<=[.!?] )[A-Z][\w.'’-]+ [A-Z][\w.'’-]+ for (?:The )?[A-Z][\w '’]{2,40}"
    rf"|(?:{AGENCY}|Associated Press) (?:Photo|Images|via Getty Images)"
    r")\.?\Z"
)
CREDIT_HINT = re.compile(r"[(\[/©]|hoto|[Pp]ic|mage|redit|PC|P\.C\.|ource|ourtesy|via| for ")
"""What stands in every credit of a picture."""
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
    lists: bool
    """Whether it heads a list of points that are the text's own."""


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Phrase], dict[str, list[tuple[str, Phrase]]], list[tuple[str, Phrase]]]:
    """Phrases for whole lines, for beginnings (by their first word), and for anywhere."""
    whole: dict[str, Phrase] = {}
    starts: dict[str, list[tuple[str, Phrase]]] = {}
    inside: list[tuple[str, Phrase]] = []
    for row in rows("furniture"):
        phrase = Phrase(row["kind"], int(row["max_words"] or 12), row["tail"] == "yes", row["tail"] == "list")
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
    if line.n_words > POST_WORDS or len(line.text) > 2 * LONG:
        return False
    tail = line.text[-120:]
    if PICTURE_LINK.search(tail) or ("(@" in tail and FOOT_OF_TEXT.search(tail)):
        return True
    return line.n_words <= 12 and bool(URL_ONLY.match(line.text) or ("(@" in line.text and TWEET_FOOT.match(line.text)))


def is_widget(line: Line) -> bool:
    """Rules, counters, share bars, menus and trails of breadcrumbs."""
    if RULE.match(line.text) or is_promo(line):
        return True
    if line.n_words > 16 or len(line.text) > LONG:
        return False
    if COUNTER.match(line.text) or PLAYER.match(line.text):
        return True
    tokens = [token.strip(TOKEN_EDGES) for token in plain(line.text).split()]
    tokens = [token for token in tokens if token]
    words = page_words("widget")
    if len(tokens) > 1 and all(token in words or NUMBER_TOKEN.match(token) for token in tokens):
        return True
    return is_crumbs(line.text)


def is_promo(line: Line) -> bool:
    """An appeal to get the app or to follow the outlet: `Get the Valley Times app`, `Join our Telegram channel`."""
    return line.n_words <= PROMO_WORDS and bool(PROMO.match(line.text))


def is_credit_line(line: Line) -> bool:
    """`Reporting by Jane Doe; Editing by John Roe`."""
    return line.n_words <= 60 and bool(CREDIT_LINE.match(line.text))


def bio_of(line: Line) -> str | None:
    """Whom a line introduces as the words about authors do (`Jane Doe is a reporter for ...`), or None."""
    match = BIO.match(line.text) if line.n_words <= 80 else None
    return match["name"] if match else None


def has_press_role(line: Line) -> bool:
    """Whether a line about somebody says that they are with the press."""
    return bool(BIO_ROLE.search(line.text[:LONG]))


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
    if not CREDIT_HINT.search(tail):  # most lines have none, and the patterns are slow
        return False
    if CREDIT_MARKED.search(tail):
        return True
    return line.n_words <= 60 and bool(CREDIT_END.search(tail)) and not _is_credit_of_text(line)


PROSE_LIMIT = 120


def _is_credit_of_text(line: Line) -> bool:
    """A wire's name in brackets after a full sentence credits the report, not a picture: `He declined to comment. (Reuters)`."""
    return bool(re.search(r"[.!?][\"'”’]?\s*[(\[][A-Za-z ]{2,20}[)\]]\.?\Z", line.text[-60:]))


def _first_word(text: str) -> str:
    return re.split(r"[\s:|]", text, maxsplit=1)[0]
