"""How expressions of time are written: the regular expressions of `pipelines.text.dates`. Standard library only."""

import re

from pipelines.reference import rows, split


def numbers_of(kind: str) -> dict[str, int]:
    """Calendar words of a kind, in lower case, and their numbers."""
    return {row["word"].lower(): int(row["number"]) for row in rows("calendar") if row["kind"] == kind}


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


MONTHS, WEEKDAYS, SEASONS = numbers_of("month"), numbers_of("weekday"), numbers_of("season")
ORDINALS, COUNTS = numbers_of("ordinal"), numbers_of("count")
EVENTS = {
    " ".join(phrase.split()).casefold(): (row["date"], row["alone"] == "yes")
    for row in rows("anniversaries")
    for phrase in split(row["phrases"])
}

_FULL = ("may", "june", "july")  # as short as an abbreviation, but written without a stop
_SHORT = [form for word in MONTHS if len(word) < 5 and word not in _FULL for form in (word.capitalize(), word.upper())]
_LONG = [form for word in MONTHS if len(word) > 4 or word in _FULL for form in (word.capitalize(), word.upper())]
MONTH = rf"(?:(?:{_either(_LONG)})(?![^\W_])|(?:{_either(_SHORT)})(?![^\W_])\.?)"
WEEKDAY = rf"(?:{_either([form for word in WEEKDAYS for form in (word.capitalize(), word.upper())])})(?![^\W_])"
# Not a day but a number of something: "in May 30 soldiers", "May 1,000", "May 12.5", "April 10 percent".
_NOT_COUNT = (
    r"(?![\d%/]|:\d|[.,]\d|-\w*(?:year|day|month|strong)|\s+(?:soldier|troop|people|person|civilian|militant|insurgent|rebel|police|officer|"
    r"member|men\b|women\b|american|dead\b|wounded\b|injured\b|percent|per\scent|million|billion|thousand|hundred|[ap]\.?m\b))"
)


def _day(group: str, after: str = "") -> str:
    return rf"(?P<{group}>\d{{1,2}})(?:st|nd|rd|th|ST|ND|RD|TH)?{after}"


YEAR = r"(?:19|20)\d\d(?![\d%]|[.,]\d|-\w*strong)"
_RELATIVE_YEAR = r"(?:of\s+)?(?:last|this|next)\s+year"
_OF_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?(?P<year>{YEAR})|\s+(?P<relative_year>{_RELATIVE_YEAR}))"
_ORDINAL = _either(list(ORDINALS))
_TO = r"\s*(?:[-–—]|to|TO|through|until)\s*"

# What begins an expression; the name of the group tells which of the forms below is tried there.
TRIGGER = re.compile(
    rf"""(?<![^\W_])(?=[\daeflmnopstwyADFJLMNOPSTWY])(?:  # the first characters of what follows, so that most words cost one look
    (?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)
    |(?P<day_month>\d{{1,2}}(?:st|nd|rd|th|ST|ND|RD|TH)?(?:{_TO}\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH})
    |(?P<slash>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)(?![/\d])
    |(?P<year>(?:19|20)\d\d(?:s|(?![\d%]|[.,]\d)))
    |(?P<month>{MONTH})
    |(?P<weekday>{WEEKDAY})
    |(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Oo]vernight|TODAY|YESTERDAY|TOMORROW|TONIGHT|OVERNIGHT)(?![^\W_])
    |(?P<period>(?:[Tt]his|[Ll]ast|[Nn]ext|[Pp]revious|THIS|LAST|NEXT)\s+(?=[^\W\d_]))
    |(?P<ago>(?:\d{{1,3}}|{_either(list(COUNTS))})\s+(?:days?|weeks?|months?|years?|DAYS?|WEEKS?|MONTHS?|YEARS?)\s+(?:ago|AGO)(?![^\W_]))
    |(?P<anniversary>[Aa]nniversary\s+of\s+)
    |(?P<year_end>(?:the\s+)?(?:year|month)(?:['’]s|-)\s*end(?![^\W_])|the\s+end\s+of\s+the\s+(?:year|month)(?![^\W_]))
    |(?P<ordinal_month>(?:{_ORDINAL})\s+(?:of\s+)?{MONTH})
    |(?P<season>(?:spring|summer|autumn|winter)\s+(?:of\s+)?{YEAR})
    )""",
    re.VERBOSE,
)
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
MONTH_DAY = re.compile(rf"(?P<month>{MONTH})\s*{_day('day', _NOT_COUNT)}(?:{_TO}{_day('day2', _NOT_COUNT)})?{_OF_YEAR}?")
DAY_MONTH = re.compile(
    rf"{_day('day')}(?:{_TO}{_day('day2')})?\s+(?:of\s+)?(?P<month>{MONTH})"
    rf"(?:{_OF_YEAR}|\s+(?P<short_year>\d\d)(?![\d,.%]|\s+[a-zA-Z]*(?:soldiers|troops|people|SOLDIERS|TROOPS|PEOPLE)))?"
)
ORDINAL_MONTH = re.compile(rf"(?P<ordinal>{_ORDINAL})\s+(?:of\s+)?(?P<month>{MONTH}){_OF_YEAR}?")
MONTH_YEAR = re.compile(rf"(?P<month>{MONTH}){_OF_YEAR}?")
SEASON_YEAR = re.compile(rf"(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?(?P<year>{YEAR})")
SLASH = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>(?:19|20)\d\d))?(?!\d)")
WEEKDAY_FORM = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night|MORNING|AFTERNOON|EVENING|NIGHT)(?![^\W_]))?"
)
NAMED_DAY = re.compile(r"(?:Super|Black|Bloody|Cyber|Ash|Good|Easter|Palm|Fat|Blue|USA|SUPER|BLACK|BLOODY)\s+$")
"""Words that make a name of what follows: Super Tuesday, Bloody Sunday, USA Today."""
WEEKDAY_DATE = re.compile(rf"{WEEKDAY},?\s+(?:the\s+)?(?=(?:{MONTH}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}))")
PERIOD = re.compile(
    rf"(?P<which>this|last|next|previous)\s+(?:(?P<unit>week|month|year|weekend|morning|afternoon|evening|night)"
    rf"|(?P<season>{_either(list(SEASONS))})|(?P<name>{_either(list(MONTHS) + list(WEEKDAYS))}))(?![^\W_])(?!-)",
    re.IGNORECASE,
)
AGO = re.compile(r"(?P<count>\w+)\s+(?P<unit>day|week|month|year)s?\s+ago", re.IGNORECASE)
WORD = re.compile(r"\w+")
YEAR_END = re.compile(r"(?:the\s+)?(?P<unit>year|month)['’-]s?\s*-?end|the\s+end\s+of\s+the\s+(?P<unit2>year|month)")
ANNIVERSARY = re.compile(r"\w+\s+of\s+(?:the\s+)?")
ANNIVERSARY_COUNT = re.compile(rf"(?:the\s+)?(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{_ORDINAL}))?[\s-]*$", re.IGNORECASE)
_EVENT = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(EVENTS, key=lambda phrase: (-len(phrase), phrase)))
EVENT = re.compile(rf"(?:the\s+)?(?P<phrase>{_EVENT})(?![^\W_])", re.IGNORECASE)
EVENT_ANNIVERSARY = re.compile(r"\s+(?:attacks\s+)?anniversary(?![^\W_])", re.IGNORECASE)

# What stands before an expression and belongs to it. Searched backwards over a few words only.
_BY = "by|before|until|till|no later than|not later than|ahead of|prior to|through"
_SINCE = "since|after|from|following|starting on|starting in|starting|beginning on|beginning in|beginning|effective"
_IN = "in|during|within|throughout|of|between|for"
LEAD = re.compile(
    rf"""(?<![^\W_])(?:
        (?:(?P<by>{_BY})|(?P<since>{_SINCE})|(?P<within>{_IN})|(?P<on>on|at|as\ of|dated))\s+
    )?(?:(?:late|early|later|earlier)\s+on\s+)?
    (?P<determiner>(?:the|a|an|his|her|its|their|our|that|\w+['’]s)\s+)?
    (?:(?P<part>early|mid|late|later|earlier|(?:the\s+)?middle|(?:the\s+)?end|(?:the\s+)?beginning|(?:the\s+)?start)(?:\s*[-‐‑]\s*|\s+(?:in\s+|of\s+)?(?:the\s+)?(?:month\s+of\s+)?))?$""",
    re.VERBOSE | re.IGNORECASE,
)
RANGE_LINK = re.compile(r"\s*(?:-|–|—|to|until|through|till|and|TO|AND)\s*(?:the\s+)?")
DEADLINE = re.compile(r"\s+(?:withdrawal\s+|pullout\s+|exit\s+)?(?:deadline|cutoff|cut-off|target|goal)(?![^\W_])", re.IGNORECASE)
DEADLINE_BEFORE = re.compile(r"(?:deadline|cutoff|target date)(?:\s+(?:of|set\s+for|is|was|for))?\s+(?:on\s+)?$", re.IGNORECASE)
FUTURE = re.compile(r"\b(?:will|would|due|scheduled|set|plans?|planned|planning|expected|expects|to\s+be|going\s+to|next)\b", re.IGNORECASE)
CLAUSE_CUT = re.compile(r".*(?:\b(?:said|told|announced|says|reported|added|warned|confirmed)\b|[.;:—“”\"?!])", re.DOTALL | re.IGNORECASE)
COUNTED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:soldiers|troops|people|civilians|militants|insurgents|rebels|police|officers|personnel|fighters|men|women|"
    r"deaths|casualties)\b",
    re.IGNORECASE,
)
