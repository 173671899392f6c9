"""Where, as of when, by when, and who says so. Standard library only."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pipelines.quotes.mention import QuoteMention
from pipelines.reference import column
from pipelines.text.known import entities
from pipelines.text.names import Name
from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.cues import CASUALTIES, TABLE
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Reading
from pipelines.troop_figures.units import alternatives
from pipelines.troop_figures.whereabouts import AT_PLACE, carried_place
from pipelines.troop_figures.whole import whole_of

CLAUSE_END = re.compile(
    r"[;:]|\b(?:that|because|although|though|while|whereas|when|if|after|before|following|ahead\s+of|but|despite|amid|according)\b|\b(?:said|says|told|wrote|announced)\b|[”\"]"
)
SPEECH = alternatives(column("claim_verbs", "form"))
VERB = re.compile(rf"\s(?:(?:has|have|had|also|later|earlier)\s+)?(?:{SPEECH})\b(?!\s+to\s+have)")
PUTS_AT = re.compile(
    r"\s(?:(?:has|have|had|also|later|earlier|now)\s+)*(?:(?:put|puts|estimates?|estimated)\s+(?:[^.;:\"”]{2,80}?)\s+at|count\s+(?:is|was|stands\s+at)|figure\s+(?:is|was|of)|tally\s+(?:is|was)|estimates?\s+(?:is|was|are|were|of)|sp[eo]aks?\s+(?:of|about)|spoke\s+(?:of|about)|spoken\s+of|believes?(?:\s+that)?|estimate|acknowledges?|"
    r"admits?|claim|reckons?|thinks?|insists?)\s(?:[^.;:\"”]{0,60}\s)?$"
)
"""Between who tells a number and the number: "Western attaches put them at 15,000"."""
NEAR_COUNT = 60  # characters between a figure and who counted it
OTHER_CLAUSE = re.compile(r"[;:]|\b(?:and|but|while|which|who)\b|\d")
BY_COUNT = re.compile(
    r"\bby\s+(?P<who>(?!his\b|her\b|its\b|their\b|one\b|any\b|some\b|most\b|all\b)(?:the\s+)?[\w.-]+(?:\s+[\w.-]+){0,3}?)(?:['’]s?)?\s+(?:own\s+|latest\s+|official\s+)?"
    r"(?:count|reckoning|estimates?|tally|account|figures|calculations?)\b"
)
ESTIMATED_BY = re.compile(
    r"\b(?:estimated|put|given|counted|reckoned)\s+by\s+(?P<who>(?:the\s+|an?\s+)?[\w.’'-]+(?:\s+[\w.’'-]+){0,4}?)\s+(?:at|as)\s+$"
)
OWN_COUNT = re.compile(r"['’]s?(?:\s+(?:own|latest|official|first|last))*$")
SUBJECT = re.compile(r"[^,;:“”\"]{2,90}$")
SUBJECT_WITH_ROLE = re.compile(r"[^,;:“”\"]{2,60},[^,;:“”\"]{2,60},$")
SAID_AFTER = re.compile(rf",[”\"]?\s+(?!(?:and|but|while|whereas|as)\b)(?P<who>[^,;:“”\"]{{2,80}}?)\s+(?:{SPEECH})\b[^,;“”\"]{{0,60}}$")
SAID_TURNED = re.compile(r",[”\"]?\s+(?:said|says|wrote|reported)\s+(?P<who>[^,;:“”\"]{2,80}?)\s*[,.]?$")
WERE_ONCE = re.compile(r"\s+(?:who|that|which)\s+(?:were|had|once|used\s+to)\b|\s+(?:have\s+|had\s+)?(?:served|passed\s+through|rotated)\b")
ANOTHER_CLAUSE = re.compile(r"[;,]?\s\b(?:and|while|but|whereas)\s")
ACCORDING = re.compile(r"\baccording\s+to\s+(?P<who>[^,;:.“”\"]{2,80})")
NO_SPEAKER = re.compile(
    r"^(?:of|by|in|to|with|according)\b|^(?:the|a|an|its|their|earlier|other|others|some|local|several|unconfirmed|previous|initial|first|news|media|press|there|most|many|few)$|"
    r"\b(?:which|who|that|it|they|this|there|and|but|as|not|was|were)$|^(?:contrary|what|how|where|when|if|why|whether|that)\b"
    r"|^(?:it|they|which|who|this|these|he|she|i|we|there)\b(?:$|\s)|^(?:\d|(?:an?|the|its|their|his|her)\s+(?:number|total)\b)"
    r"|\b(?:would|will|could|may|might|must|had|has|have|is|are|was|were)\b|^own\b"
    r"|^(?:preliminary|initial|early|first|latest|some|various|unofficial|most|official|rough|conservative|recent)\s+(?:\w+\s+)?(?:information|reports?|data|estimates?|figures?|counts?|tally|accounts?|results)$"
)
"""What is printed where a speaker would be and is none: pronouns, numbers, and the clauses that follow "said"."""
CALLED_BY_NAME = frozenset({"country", "alliance", "mission", "agency", "armed_group"})
LEAD_WORDS = re.compile(r"^(?:meanwhile|however|also|earlier|later|on\s+\w+day|in\s+\w+|and|but|the)\s+(?=\w)", re.IGNORECASE)
HEADER = re.compile(r"[\])—–]|--")
DAYS_AFTER_SPEECH = re.compile(
    r"\s+(?:on\s+|late\s+|early\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day$|\s+(?:today|yesterday)$", re.IGNORECASE
)


BYGONE = re.compile(
    r"\bfrom\s+(?:about\s+|around\s+|some\s+|nearly\s+|a\s+peak\s+of\s+|a\s+high\s+of\s+)?[\d,.]*\d$|\b(?:peak|height|formerly|once|used\s+to|previously|originally|at\s+one\s+time)\b"
)
COMES_FROM = re.compile(r"\b(?:from|left|leaves?|leaving|departed|departing)\s+(?:(?:\w+\s+){1,3}(?:in|at|near)\s+)?(?:the\s+)?$")
AT_HOME = CASUALTIES | {"present", "trained", "other"}
"""What is told of soldiers at home too; who is sent or withdrawn is abroad."""
OWN_LAND = re.compile(
    r"\b(?:to|on|along|near|at|inside|within)\s+(?:its|their)\s+(?:own\s+)?(?:\w+\s+){0,2}(?:border|borders|frontier|frontiers|territory|soil)\b"
)
AS_ADJECTIVE = re.compile(
    r"\s+(?:embassy|consulate|military|base|bases|camp|army|troops|forces|soldiers|government|officials|ambassador|mission|delegation|president|prime|foreign|defen[cs]e|helicopter|"
    r"air|navy|naval|marine|marines|war)\b"
)
AROUND = re.compile(
    r"\s+(?:more\s+|others?\s+)?(?:elsewhere\s+)?(?:in|across|around|throughout)\s+(?:the\s+)?(?:wider|whole|entire|surrounding|broader|rest\s+of\s+the)\s+(?:region|area|theatre|theater)\b"
)
THERE = re.compile(r"\s+(?:there\s+(?:are|were|remain(?:ed)?)\s+(?:(?:still|now|currently|at\s+present)\s+)?)?")
HOSTS = re.compile(
    r"(?:,\s+which)?\s+(?:(?:now|also|still|already|currently|which|has|have|had)\s+)*(?:hosts?|hosted|(?:(?:is|was|are|were)\s+)?hosting|(?:is|was)\s+(?:the\s+)?(?:home|host)\s+to|plays\s+host\s+to|tak(?:es|en)\s+in|took\s+in)\s+"
    r"(?:[^.;:,]{2,80}:\s+)?(?:the\s+|some\s+|its\s+)?$"
)
COMPARED = re.compile(r"\b(?:up|down)\s+from\b|\bcompared\s+(?:with|to)\b")
SIZE_OF = re.compile(r"\b(?:size|area|population|shape|times)\s+(?:of|as)\s+(?:the\s+)?$")
AFTER_COMMA = re.compile(r"[\w),]\s*,\s*$")
SENTENCE_CLOSED = re.compile(r"[;]|[”\"]")


class When(NamedTuple):
    """First and last day the figure can be of, what that rests on, and the day by which it is to be done."""

    earliest: date | None
    latest: date | None
    basis: str
    deadline: date | None


def find_place(
    passage: Passage, counted: Counted, reading: Reading, force: str | None, places: list[tuple[str, int]], donor: str | None
) -> str | None:
    """Entity id of the place: the first one after the figure in its clause, else the last one before it, else the document's.

    Args:
        passage: the sentence.
        counted: the figure.
        reading: what is told of it.
        force: whose it is.
        places: the countries that the document tells of.
        donor: the place of the figure that this one's noun is understood from.
    """
    start, end = clause_bounds(passage, counted)
    if force and OWN_LAND.search(passage.low, counted.end - passage.span.start, end - passage.span.start) and _is_country(force):
        return force
    if (host := _host(passage, counted)) and host != force:
        return host
    if (right_before := _right_before(passage, counted)) and right_before != force:
        return right_before
    after = [name for name in passage.names if counted.end <= name.start < end and is_place(passage, name)]
    before = [name for name in passage.names if start <= name.end <= counted.start and is_place(passage, name)]
    if not after and AROUND.match(passage.low, counted.end - passage.span.start):
        return None  # "2,000 in Kuwait and another 3,000 in the wider region"
    for name in (*after, *reversed(before)):
        if name.entity_id != force and not (reading.measure not in LEAVING and _from(passage, name)):
            return name.entity_id
    if donor is None and reading.measure in ("to_withdraw", "withdrawn") and (left := whole_of(passage).left) and left != force:
        return left
    at_home = reading.measure in AT_HOME or (reading.measure == "to_deploy" and reading.cue is None)  # nobody says that they are sent
    return donor or carried_place(places, force, home=at_home)


LEAVING = frozenset({"to_withdraw", "withdrawn", "released", "missing", "captured"})


def _from(passage: Passage, name: Name) -> bool:
    """As in "300 troops from Ghana" says where they come from, not where they are."""
    return COMES_FROM.search(passage.said(max(passage.span.start, name.start - 40), name.start)) is not None


def _host(passage: Passage, counted: Counted) -> str | None:
    """As in "Jordan hosts 600 US military personnel", "Kuwait, which is home to 20,000 American troops"."""
    if match := HOSTS.search(passage.said(counted.start - 130, counted.start)):
        at = counted.start - len(match[0])
        return next((name.entity_id for name in passage.names if name.end == at and name.form == "name" and _is_land(name)), None)
    return None


def _is_land(name: Name) -> bool:
    entity = entities().get(name.entity_id)
    return entity is not None and entity.kind in ("country", "place")


def _right_before(passage: Passage, counted: Counted) -> str | None:
    """The place of "In Kosovo there are 5,100, in Bosnia 1,700": it stands right before the number."""
    for name in passage.names:
        if name.end < counted.start and THERE.fullmatch(passage.said(name.end, counted.start)) and is_place(passage, name):
            return name.entity_id
    return None


def _is_country(entity_id: str) -> bool:
    return entities()[entity_id].kind == "country"


def is_place(passage: Passage, name: Name) -> bool:
    """Whether the name stands for a place where it is: "in Mali", not "Mali's" or "Malian"."""
    entity = entities().get(name.entity_id)
    if entity is None or entity.kind not in ("country", "place") or name.form != "name":
        return False
    before = passage.said(max(passage.span.start, name.start - 50), name.start)
    match = AT_PLACE.search(before)
    if SIZE_OF.search(before):
        return False
    if match is None:
        return entity.kind == "place" and AFTER_COMMA.search(before) is not None
    follows = passage.said(name.end, name.end + 3)
    if AS_ADJECTIVE.match(passage.low, name.end - passage.span.start):
        return False  # "near the U.S. Embassy"
    return not follows.startswith(("'s", "’s")) and (not match[0].startswith("of") or entity.kind == "place")


def clause_bounds(passage: Passage, counted: Counted) -> tuple[int, int]:
    """Where the clause of a figure begins and ends in the document."""
    offset = passage.span.start
    start = offset
    for match in CLAUSE_END.finditer(passage.low, 0, counted.start - offset):
        start = match.end() + offset
    after = CLAUSE_END.search(passage.low, counted.end - offset)
    return start, after.start() + offset if after else passage.span.end


def find_when(passage: Passage, counted: Counted, reading: Reading) -> When:
    """The time of a figure from the dates of its clause, else from the publication."""
    published = passage.document.published
    start, end = clause_bounds(passage, counted)
    planned = reading.status in ("planned", "announced", "hypothetical") or reading.measure in ("to_deploy", "to_withdraw")
    deadline, window = None, None
    dates = passage.document.dates
    first = bisect_right(dates, start, key=lambda found: found.start) - 1
    for found in dates[max(0, first) :]:
        if found.start >= end:
            break
        if COMPARED.search(passage.said(counted.end, found.start)):
            continue  # "5,000 troops, up from 4,000 a month ago"
        if found.start < start or found.latest is None or (found.start < counted.end and found.end > counted.start):
            continue
        if planned and found.relation in ("by", "in", "on") and not _is_past(found.latest, published.earliest):
            deadline = deadline or found.latest
        elif found.relation not in ("since", "by") and not planned and window is None and not _is_future(found.earliest, published.latest):
            window = _until(found.earliest, found.latest, published.latest)
    if window:
        return When(*window, "text", deadline)
    begin, stop = counted.start - passage.span.start, counted.end - passage.span.start
    bygone = BYGONE.search(passage.low, max(0, begin - 60), stop) or WERE_ONCE.match(passage.low, stop)
    if reading.measure == "present" and bygone:
        return When(None, None, "none", deadline)
    known = published.earliest is not None or published.latest is not None
    return When(published.earliest, published.latest, "published" if known else "none", deadline)


def _until(earliest: date | None, latest: date | None, published: date | None) -> tuple[date | None, date | None]:
    """A window of what has been: "this year" ends on the day of the report."""
    return (earliest, published) if published and latest and latest > published else (earliest, latest)


def _is_future(day: date | None, published: date | None) -> bool:
    return published is not None and day is not None and day > published


def _is_past(day: date, published: date | None) -> bool:
    return published is not None and day < published


def find_claimant(passage: Passage, counted: Counted, quotes: Sequence[QuoteMention]) -> tuple[str | None, str | None]:
    """Name and entity id of who says so: the speaker of the quotation or clause around the figure; None for the reporter."""
    for quote in quotes_around(quotes, counted.start):
        if quote.kind == "indirect" and (quote.attitude == "wants" or quote.cue in TABLE):
            continue  # who agrees to send 500 decides, who released 18 did so, and the reporter tells
        if quote.speaker_name:
            return quote.speaker_name, quote.speaker_id
        if quote.speaker_surface and quote.speaker_basis != "unresolved" and not NO_SPEAKER.search(quote.speaker_surface.lower()):
            return quote.speaker_surface, quote.speaker_id
    offset = passage.span.start
    at, low = counted.start - offset, passage.low
    spoken = None
    for verb in VERB.finditer(low, 0, at):
        if spoken is None or ANOTHER_CLAUSE.search(low, spoken[1], verb.start()):
            spoken = (max(spoken[1] if spoken else 0, verb.start() - 120), verb.end(), verb.start())
    if spoken and not SENTENCE_CLOSED.search(low[spoken[1] : at]):
        start, _, end = spoken
        joint = list(ANOTHER_CLAUSE.finditer(low, start, end)) if start else []
        start = joint[-1].end() if joint else start
        subject = SUBJECT.search(low, max(start, end - 90), end) or SUBJECT_WITH_ROLE.search(low, start, end)
        if subject and (speaker := _speaker(passage, subject.start(), end))[0]:
            return speaker
    if put := PUTS_AT.search(low, 0, at):
        end = put.start() - len(own[0]) if (own := OWN_COUNT.search(low, 0, put.start())) else put.start()
        subject = SUBJECT.search(low, max(0, end - 90), end)
        if subject and (speaker := _speaker(passage, subject.start(), end))[0]:
            return speaker
    tail = low.rstrip(" .\n")
    match = (
        ACCORDING.search(low)
        or _by_count(passage, counted)
        or ESTIMATED_BY.search(low, 0, at)
        or SAID_AFTER.search(tail, at)
        or SAID_TURNED.search(tail, at)
    )
    if match and (match.end("who") <= at or match.start("who") >= counted.end - offset):
        return _speaker(passage, match.start("who"), match.end("who"))
    return None, None


def _by_count(passage: Passage, counted: Counted) -> re.Match[str] | None:
    """As in "has, by the army's own count, lost 40", in the clause of the figure."""
    for count in BY_COUNT.finditer(passage.low):
        between = (
            passage.low[count.end() : counted.start - passage.span.start] or passage.low[counted.end - passage.span.start : count.start()]
        )
        if len(between) < NEAR_COUNT and not OTHER_CLAUSE.search(between):
            return count
    return None


def quotes_around(quotes: Sequence[QuoteMention], at: int) -> list[QuoteMention]:
    """The quotations that hold the character at `at`; `quotes` are sorted by where they begin."""
    last = bisect_right(quotes, at, key=lambda quote: quote.char_start)
    return [quote for quote in quotes[max(0, last - 3) : last] if at < quote.char_end]


def _speaker(passage: Passage, start: int, end: int) -> tuple[str | None, str | None]:
    """The speaker printed at start..end of the sentence: a known person by the full name, everybody else as printed."""
    offset = passage.span.start
    surface = passage.text[start + offset : end + offset].strip(" ,")
    surface = DAYS_AFTER_SPEECH.sub("", HEADER.split(surface)[-1].strip())
    low = surface.lower()
    if not surface or NO_SPEAKER.search(low) or len(surface.split()) > 14:
        return None, None
    named = [name for name in passage.names if start + offset <= name.start and name.end <= end + offset]
    people = [name for name in named if (entity := entities().get(name.entity_id)) and entity.kind == "person"]
    if people:
        return entities()[people[-1].entity_id].name, people[-1].entity_id
    whole = next((name for name in named if name.surface.lower() == low.removeprefix("the ")), None)
    if whole:
        entity = entities()[whole.entity_id]
        return entity.name if entity.kind in CALLED_BY_NAME else LEAD_WORDS.sub("", surface), whole.entity_id
    return LEAD_WORDS.sub("", surface), None
