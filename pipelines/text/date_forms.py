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
FEWEST, MOST = numbers_of("fewest"), numbers_of("most")
"""What vague counts mean: a few days are two to five."""
FEASTS = {name: row["rule"] for row in rows("feasts") for name in split(row["names"])}
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

_COUNT = rf"\d{{1,3}}|(?i:{_either([*COUNTS, *FEWEST])})"
_UNITS = "hour|day|week|month|year"

# What begins an expression; the name of the group tells which of the forms below is tried there.
TRIGGER = re.compile(
    rf"""(?<![^\W_])(?:
    (?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)
    |(?P<day_month>\d{{1,2}}(?:st|nd|rd|th|ST|ND|RD|TH)?(?:{_TO}\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH})
    |(?P<figures>\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d|(?:19|20)\d\d/\d\d/\d\d|\d{{1,2}}-[A-Z][A-Za-z]{{2}}-(?:19|20)\d\d)(?![\d.]\d)
    |(?P<slash>\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)(?![/\d])
    |(?P<winter>(?i:winter)\s+(?:of\s+)?(?:19|20)\d\d[-–/]\d{{1,4}})(?!\d)
    |(?P<decade>(?:['’]|(?:19|20))\d0s)(?![^\W_])
    |(?P<year>(?:19|20)\d\d(?:s|(?![\d%]|[.,]\d)))
    |(?P<month>{MONTH})
    |(?P<weekday>{WEEKDAY})
    |(?P<two_days>[Tt]he\s+day\s+(?:before\s+yesterday|after\s+tomorrow))
    |(?P<anchored>(?:[Tt]he|[Tt]hat)\s+(?:same\s+|previous\s+|preceding\s+|next\s+|following\s+)(?:day|night|morning|evening|afternoon)
      |[Tt]he\s+(?:day|night|evening|morning)\s+(?:before|after)(?=\s*(?:[.,;)]|and\b|$))
      |(?:{_COUNT})(?:\s+of)?\s+(?:{_UNITS})s?\s+(?:(?:earlier|later)(?!\s+than)|(?:before|after|afterwards)(?=\s*(?:[.,;)]|and\b|$)))
      |[Hh]ours\s+(?:earlier|later))(?![^\W_])
    |(?P<stretch>(?:[Pp]ast|[Ll]ast|[Cc]oming|[Nn]ext|[Pp]revious|[Pp]receding|[Ff]ollowing)\s+(?:(?:{_COUNT})(?:\s+of)?\s+)?(?:{_UNITS})s
      |[Rr]ecent\s+(?:hour|day|week|month)s)(?![^\W_])
    |(?P<ahead>(?:{_COUNT})(?:\s+of)?\s+(?:{_UNITS})s?(?:['’]\s+time|\s+from\s+now))(?![^\W_])
    |(?P<deadline>[Ww]ithin\s+(?:the\s+(?:next|coming)\s+)?(?:{_COUNT})(?:\s+of)?\s+(?:{_UNITS})s?(?!\s+(?:of|after|before)\b))(?![^\W_'’])
    |(?P<part_of>[Ee]arlier\s+in\s+the\s+(?:day|week|month|year)|[Ll]ater\s+in\s+the\s+(?:day|week|month|year))(?![^\W_])
    |(?P<weekend>[Ww]eekend)(?![^\W_]|['’-])
    |(?P<fraction>(?:{_ORDINAL}|last|[1-4](?:st|nd|rd|th))\s+(?:quarter|half|week|days?)\s+of\s+|Q[1-4](?:\s+of)?\s+(?=(?:19|20)\d\d))
    |(?P<straight>(?:{_ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))\s+(?:straight|consecutive|successive|running)?\s*(?:day|night|week)(?![^\W_]))
    |(?P<fiscal>(?:[Ff]iscal(?:\s+[Yy]ear)?|FY)\s*(?:19|20)\d\d)(?![\d-])
    |(?P<feast>(?:{_either(list(FEASTS))}))(?![^\W_]|-)
    |(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Oo]vernight|TODAY|YESTERDAY|TOMORROW|TONIGHT|OVERNIGHT)(?![^\W_])
    |(?P<period>(?:[Tt]his|[Ll]ast|[Nn]ext|[Pp]revious|THIS|LAST|NEXT)\s+(?=[^\W\d_]))
    |(?P<ago>(?:(?:{_COUNT})(?:\s+(?:or\s+(?:{_COUNT})|and\s+a\s+half|of))?\s+)?(?:(?i:{_UNITS}|decade)s?)(?:\s+and\s+a\s+half)?\s+(?:ago|AGO)(?![^\W_]))
    |(?P<anniversary>[Aa]nniversary\s+of\s+)
    |(?P<year_end>(?:the\s+)?(?:year|month)(?:['’]s|-)\s*end(?![^\W_])|the\s+end\s+of\s+the\s+(?:year|month|week|decade)(?![^\W_]))
    |(?P<ordinal_month>(?:{_ORDINAL})\s+(?:of\s+)?{MONTH})
    |(?P<season>(?i:spring|summer|autumn|winter|fall)\s+(?:of\s+)?{YEAR})
    |(?P<bare_season>(?:spring|summer|autumn|winter)(?![^\W_]|['’-]))
    )""",
    re.VERBOSE,
)


def _first_words(phrases: list[str]) -> set[str]:
    """The words that begin phrases, in small letters, with a capital, and in capitals."""
    words = {re.split(r"['’.\s-]", phrase)[0].lower() for phrase in phrases}
    return words | {word.capitalize() for word in words} | {word.upper() for word in words}


_OPENERS = [
    *(
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "overnight",
        "this",
        "last",
        "next",
        "previous",
        "past",
        "coming",
        "preceding",
        "following",
    ),
    *("recent", "within", "weekend", "earlier", "later", "fiscal", "fy", "q1", "q2", "q3", "q4", "anniversary", "year", "month", "hours"),
    *("the", "that"),
]
STARTS = frozenset(_first_words([*_OPENERS, *ORDINALS, *SEASONS, *COUNTS, *FEWEST, *MONTHS, *WEEKDAYS, *FEASTS]))
"""Words that can begin an expression; so can figures."""
FREQUENT = frozenset(_first_words(["the", "that", "a", "an", "one", "some", "this"]))
AFTER_FREQUENT = re.compile(
    r"\s+(?:day|night|evening|morning|afternoon|same|previous|preceding|next|following|year|month|end|few|couple|dozen|hour|week|decade|of|or"
    rf"|{_either([*SEASONS, *MONTHS, *WEEKDAYS])})",
    re.IGNORECASE,
)
"""What follows the most frequent of them where they do."""
TOKEN = re.compile(r"[^\W_]+")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
MONTH_DAY = re.compile(rf"(?P<month>{MONTH})\s*{_day('day', _NOT_COUNT)}(?:{_TO}{_day('day2', _NOT_COUNT)})?{_OF_YEAR}?")
DAY_MONTH = re.compile(
    rf"{_day('day')}(?:{_TO}{_day('day2')})?\s+(?:of\s+)?(?P<month>{MONTH})"
    rf"(?:{_OF_YEAR}|\s+(?P<short_year>\d\d)(?![\d,.%]|\s+[a-zA-Z]*(?:soldiers|troops|people|SOLDIERS|TROOPS|PEOPLE)))?"
)
ORDINAL_MONTH = re.compile(rf"(?P<ordinal>{_ORDINAL})\s+(?:of\s+)?(?P<month>{MONTH}){_OF_YEAR}?")
MONTH_YEAR = re.compile(rf"(?P<month>{MONTH}){_OF_YEAR}?")
SEASON_YEAR = re.compile(rf"(?P<season>(?i:spring|summer|autumn|winter|fall))\s+(?:of\s+)?(?P<year>{YEAR})")
SLASH = re.compile(r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>(?:19|20)\d\d|\d\d))?(?!\d)")
WEEKDAY_FORM = re.compile(
    rf"(?P<weekday>{WEEKDAY})(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night|MORNING|AFTERNOON|EVENING|NIGHT)(?![^\W_]))?"
)
NIGHT_TO = re.compile(r"\bnight\s+(?:to|into|before)\s+$|\bovernight\s+(?:to|into)\s+$", re.IGNORECASE)
"""What makes a weekday the end of a night: "in the night to Friday"."""
NAMED_DAY = re.compile(r"(?:Super|Black|Bloody|Cyber|Ash|Good|Easter|Palm|Fat|Blue|USA|SUPER|BLACK|BLOODY)\s+$")
"""Words that make a name of what follows: Super Tuesday, Bloody Sunday, USA Today."""
WEEKDAY_DATE = re.compile(rf"{WEEKDAY},?\s+(?:the\s+)?(?=(?:{MONTH}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}))")
PERIOD = re.compile(
    rf"(?P<which>this|last|next|previous)\s+(?:(?P<unit>week|month|year|weekend|morning|afternoon|evening|night)"
    rf"|(?P<season>{_either(list(SEASONS))})|(?P<name>{_either(list(MONTHS) + list(WEEKDAYS))}))(?![^\W_])(?!-)",
    re.IGNORECASE,
)
AGO = re.compile(
    rf"(?:(?P<count>{_COUNT})(?:\s+(?:or\s+(?P<count2>{_COUNT})|and\s+a\s+half|of))?\s+)?(?P<unit>{_UNITS}|decade)s?(?:\s+and\s+a\s+half)?\s+ago",
    re.IGNORECASE,
)
ANCHORED = re.compile(
    rf"(?:on\s+)?(?:the|that)\s+(?P<which>same|previous|preceding|next|following)\s+\w+|the\s+\w+\s+(?P<side>before|after)"
    rf"|(?:(?P<count>{_COUNT})(?:\s+of)?\s+)?(?P<unit>{_UNITS})s?\s+(?P<way>earlier|later|before|afterwards|after)",
    re.IGNORECASE,
)
STRETCH = re.compile(rf"(?P<which>\w+)\s+(?:(?P<count>{_COUNT})(?:\s+of)?\s+)?(?P<unit>{_UNITS})s", re.IGNORECASE)
AHEAD = re.compile(
    rf"(?:within\s+(?:the\s+(?:next|coming)\s+)?)?(?P<count>{_COUNT})(?:\s+of)?\s+(?P<unit>{_UNITS})s?(?:['’]\s+time|\s+from\s+now)?",
    re.IGNORECASE,
)
FRACTION = re.compile(
    rf"(?:(?P<word>{_ORDINAL}|last)|(?P<digit>[1-4])\w\w|Q(?P<q>[1-4]))\s*(?P<unit>quarter|half|week|day)?s?(?:\s+of)?\s+(?:the\s+(?=year))?"
)
FIGURES = re.compile(
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})|(?P<year2>\d{4})/(?P<month2>\d\d)/(?P<day2>\d\d)"
    r"|(?P<day3>\d{1,2})-(?P<name>[A-Za-z]{3})-(?P<year3>\d{4})"
)
WINTER = re.compile(r"\w+\s+(?:of\s+)?(?P<year>\d{4})")
OVERNIGHT_ON = re.compile(rf"\w+,?\s+(?:on\s+|into\s+)?(?={WEEKDAY}|{MONTH}\s*\d|\d{{1,2}}\s+{MONTH})")
FEAST_YEAR = re.compile(rf"(?:\s+(?:[Dd]ay|holiday))?(?:,?\s+(?:in\s+|of\s+)?(?P<year>{YEAR}))?")
WORD = re.compile(r"\w+")
PART_OF_DAY = re.compile(r"\s+(?:morning|afternoon|evening|night)(?![^\W_])")
YEAR_END = re.compile(r"(?:the\s+)?(?P<unit>year|month)['’-]s?\s*-?end|the\s+end\s+of\s+the\s+(?P<unit2>year|month|week|decade)")
ANNIVERSARY = re.compile(r"\w+\s+of\s+(?:the\s+)?")
ANNIVERSARY_COUNT = re.compile(rf"(?:the\s+)?(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{_ORDINAL}))?[\s-]*$", re.IGNORECASE)
_EVENT = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(EVENTS, key=lambda phrase: (-len(phrase), phrase)))
EVENT = re.compile(rf"(?:the\s+)?(?P<phrase>{_EVENT})(?![^\W_])", re.IGNORECASE)
EVENT_ANNIVERSARY = re.compile(r"\s+(?:attacks\s+)?anniversary(?![^\W_])", re.IGNORECASE)

# What stands before an expression and belongs to it. Searched backwards over a few words only.
_BY = r"by|before|until|till|no\s+later\s+than|not\s+later\s+than|ahead\s+of|prior\s+to|through"
_SINCE = r"since|after|from|following|starting\s+on|starting\s+in|starting|beginning\s+on|beginning\s+in|effective"
_IN = "in|during|within|throughout|over|of|between|for"
LEAD = re.compile(
    rf"""(?<![^\W_])(?:
        (?:(?P<by>{_BY})|(?P<since>{_SINCE})|(?P<within>{_IN})|(?P<on>on|at|as\ of|dated))\s+
    )?(?:(?:late|early|later|earlier)\s+on\s+|(?P<clock>midnight|noon|midday|dawn|dusk|sunrise|sunset|sundown|nightfall|daybreak)\s+(?:on\s+)?|(?:the\s+)?(?:early|small|wee|late)\s+(?:morning\s+)?hours\s+(?:of|on)\s+)?
    (?P<determiner>(?:the|a|an|his|her|its|their|our|that|\w+['’]s)\s+)?
    (?:(?P<part>early|mid|late|later|earlier|(?:the\s+)?middle|(?:the\s+)?end|(?:the\s+)?beginning|(?:the\s+)?start)(?:\s*[-‐‑]\s*|\s+(?:in\s+|of\s+)?(?:the\s+)?(?:month\s+of\s+)?))?$""",
    re.VERBOSE | re.IGNORECASE,
)
RANGE_LINK = re.compile(r"\s*(?:-|–|—|to|until|through|till|and|TO|AND)\s*(?:the\s+)?")
DEADLINE = re.compile(r"\s+(?:withdrawal\s+|pullout\s+|exit\s+)?(?:deadline|cutoff|cut-off|target|goal)(?![^\W_])", re.IGNORECASE)
DEADLINE_BEFORE = re.compile(r"(?:deadline|cutoff|target date)(?:\s+(?:of|set\s+for|is|was|for))?\s+(?:on\s+)?$", re.IGNORECASE)
_PASTS = [past for row in rows("irregular_verbs") for past in split(row["past"]) if past != row["verb"]]
PAST_CUE = re.compile(rf"\b(?:was|were|had|has|have|did|{_either(_PASTS)}|(?!(?:need|inde|ne|unit|arm|r)ed\b)[a-z]+ed)\b")
"""A verb of the past."""
TO_VERB = re.compile(r"\bto\s+[a-z]+\b")
YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\s?[-–]\s?(?P<last>(?:19|20)\d\d|\d\d)(?![\d,.]\d|\d|-)")
FUTURE = re.compile(r"\b(?:will|would|due|scheduled|set|plans?|planned|planning|expected|expects|to\s+be|going\s+to|next)\b", re.IGNORECASE)
CLAUSE_CUT = re.compile(r".*(?:\b(?:said|told|announced|says|reported|added|warned|confirmed)\b|[.;:—“”\"?!])", re.DOTALL | re.IGNORECASE)
COUNTED = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:soldiers|troops|people|civilians|militants|insurgents|rebels|police|officers|personnel|fighters|men|women|"
    r"deaths|casualties)\b",
    re.IGNORECASE,
)
