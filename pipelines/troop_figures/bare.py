"""Numbers without a noun, read with what the text has counted before: "put them at 15,000", "another 300 will follow".

The words around the number must speak of the size of a body, of people who go, come or are lost, or point back ("of them"). Numbers whose
noun is understood from the same list or sentence stand in ellipses.py. Standard library only.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.text.numbers import Number
from pipelines.troop_figures.counted import CIVIL_NEAR, NOTHING_COUNTED, Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.units import ANY_UNIT

SMALLEST = 10  # a smaller number without a noun is too often something else
GREATEST = 20_000_000  # no army is greater
REACHES = 160  # characters from a noun to the number that it is understood with
COUNTABLE = frozenset({"force", "police", "group", "men", "prisoner"})
BEFORE = 90  # characters before a number that are looked at

_AUX = (
    r"(?:have|has|had|were|was|are|is|be|been|being|also|reportedly|reported|still|then|therefore|thus|meanwhile|since|later|soon|seriously|slightly|badly|critically|"
    r"either|now|already|would|will|could|may|might|must|should|to)"
)
GONE = (
    r"(?:dead|killed|wounded|injured|hurt|captured|missing|arrested|detained|died|perished|fell|fallen|surrendered|freed|released|unaccounted\s+for|"
    r"kidnapped|abducted|taken\s+(?:prisoner|hostage|captive)|deserted|defected|escaped|fled)"
)
MOVED = (
    r"(?:left|leave|arrived?|arriving|landed|land|come|came|gone|went|go|return(?:ed)?|follow(?:ed)?|join(?:ed)?|remain(?:ed|s)?|stay(?:ed)?|sent|deployed?|withdrawn|"
    r"cross(?:ed)?|enter(?:ed)?|depart(?:ed)?|move[ds]?|board(?:ed)?|stationed|based|serving|serve|standing|stand\s+by|expected|due|on\s+(?:their|the)\s+way|on\s+(?:standby|stand-by|alert)|ready|there|(?:tak(?:e|en|ing)|took)\s+part|involved|fighting|in\s+place|on\s+the\s+ground|under\s+arms|mobili[sz]ed)"
)
OTHERS = r"(?:\s+(?:others?|more|of\s+(?:them|whom|these|those)))?"
LOST = re.compile(rf"{OTHERS}(?:\s+{_AUX})*\s+{GONE}\b(?!-)")
MOVES = re.compile(rf"{OTHERS}(?:\s+{_AUX})*\s+{MOVED}\b(?!-)")
OF_THEM = re.compile(
    r"\s+of\s+(?:them|these|those|whom|which|ours|the\s+latter|the\s+former|(?:his|their|her)\s+(?:number|own|comrades|colleagues|fellow\s+\w+))\b(?!\s+(?:who|with|that)\b)"
)
MORE = re.compile(r"\s+(?:more|extra|additional\s+ones|others)\b")
FIRST = re.compile(
    r"\W*(?:(?:and|but|now|today|at|some|also|meanwhile|in\s+addition|on\s+\w+day|besides|since\s+then|so\s+far|only|just|all|the|of\s+these|of\s+them|of\s+those),?\W+)*"
)
REST = re.compile(FIRST.pattern + r"(?:(?:remaining|other|rest\s+of\s+the|first|last)\s+)?")
PASSIVE = re.compile(
    r"\s+(?:more\s+|others?\s+)?(?:were|are|was|is|have\s+been|had\s+been|has\s+been|will\s+be|would\s+be)\s+(?:(?:\w+ly|also|later|still|since|now|already|being)\s+)*"
    r"(?:(?!convicted|elected|married|charged|educated|opposed|interested|used|based|located|needed|required|concerned|filed|invited|registered|aged)\w{2,}ed|(?!going|being|having|missing)\w{3,}ing|flown|taken|found|shot|sent|given|held|driven|thrown|hit|"
    r"brought|beaten|seen|hurt|lost|shown|blown|burnt|caught|put|laid|let|set|cut|born|from|at|in|on|under|among|out|back|home|yet|still|unhurt|safe|alive|free|ill)\b"
)
NEVER = re.compile(
    r"\s+(?:more\s+|others?\s+)?(?:(?:still|also|reportedly|eventually|soon)\s+)?(?:(?:have|had|has|with)\s+(?:yet|since|also|light|slight|minor|serious|severe|bullet|shrapnel|head)|later|then|refused|escaped|fled|deserted|defected|resigned|returned|stayed|survived|"
    r"gave\s+up|held\s+out|surrendered|joined|went|came|fought|took|got|\w+ed\s+(?:to|in|at|on|over|from|into|across|out|up|by|with|themselves|the|their))\b"
)
ANOTHER = re.compile(
    r"\b(?:another|an?\s+additional|a\s+further|an\s+extra|the\s+other|the\s+remaining|the\s+first|the\s+last)\s+(?:\w+\s+)?$"
)
SENT = re.compile(
    r"\b(?:send|deploy|withdraw|pull|bring|add|dispatch|commit|contribute|need|request|pledge|promise|provide|offer|order|train|recruit|call\s+up|sent|brought|lent|"
    r"withdrew|suppl(?:y|ie)|moved?|shift(?:ed)?|mass(?:ed)?|fielde?|post(?:ed)?|station(?:ed)?|kept?|keep|maintain|has|have|had|having|lost|lose|losing|retain|maintain|left|leave|leaving)(?:s|ing|ed|d)?\s+(?:in\s+|out\s+|home\s+|behind\s+|there\s+|the\s+\w+\s+|it\s+)?"
    r"(?:(?:another|an?\s+additional|a\s+further|only|just|no\s+more\s+than|the\s+first|its|their|the)\s+)*$"
)
SIZE_AT = re.compile(
    r"\b(?:(?:strength|size|total|figure|level|target|goal|ceiling|limit|cap)\s+of|(?:put|puts|putting|estimated?|estimates|numbers?|strength|size|total|figure|level|force|presence|contingent|mission|limit|ceiling)\b"
    r"[^.;:]{0,60}?\b(?:at|to|was|is|were|are|be|been|reach(?:ed|es)?|exceed(?:ed|s)?|pass(?:ed|es)?|below|above|under|over|from|than)|"
    r"(?:speak|speaks|spoke|spoken|talk)\s+of|compared\s+(?:with|to)|(?:figure|total|number)\s+(?:also\s+)?(?:includes?|included|excludes?|excluded)|(?:nearer|closer)\s+to|"
    r"(?:br[io]\w*ng\w*|rais\w+|increas\w+|expand\w*|cut\w*|reduc\w+|lower\w*|trim\w*|swel\w+|gr[eo]w\w*|ris\w+|rose|shr[iau]nk\w*|f[ae]ll\w*|drop\w*|slash\w*)\b"
    r"[^.;:]{0,50}?\s(?:to|below|above)|(?:down|up)\s+(?:to|from))\s+(?:(?:the|an?|some|just|only|a\s+(?:peak|high)\s+of)\s+)*$"
)
ESTIMATES = re.compile(
    r"\b(?:say|says|said|claims?|claimed|estimate[sd]?|counted|named|cites?|cited|gave|think|thinks|believe[sd]?|reckon(?:s|ed)?|guess(?:es|ed)?(?:\s+at)?|acknowledge[sd]?|admit(?:s|ted)?|number|numbered)\s+(?:that\s+)?$"
)
JOIN = re.compile(r"\b(?:join|joining|reinforce|reinforcing|on\s+top\s+of|in\s+addition\s+to|alongside|besides)\s+(?:the\s+|another\s+)?$")
BUT_ONLY = re.compile(r"\bbut\s+(?:so\s+far\s+)?(?:only\s+|just\s+)$")
AGO = re.compile(r"\s+(?:an?|one|two|three|four|five|six|\d+)\s+(?:day|week|month|year|decade)s?\s+(?:ago|earlier|before)\b")
LEVEL_OF = re.compile(
    r"\b(\w+)\s+(?:(?:have|has|had|will|would|could|should|may|since|also|then)\s+)*(?:fallen|fell|falls?|risen|rose|rises?|dropped|grown|grew|increased|declined|shrunk|swelled|climbed|jumped)\b[^.;:]{0,60}$"
)
OF_SIZE = re.compile(
    r"^(?:numbers?|strength|levels?|presence|total|figures?|tolls?|contingents?|size|that|this|it|they|which|count|losses|dead|deaths|casualties|fatalities|deployment|since|wounded|injured)$"
)
OF_TOTAL = re.compile(r"\s+of\s+(?:the|an?)\s+(?:\w+\s+)?(?=\d)")
AGREED = re.compile(
    r"\s+(?:it\s+|they\s+)?(?:(?:has|have|had)\s+)?(?:agreed|promised|planned|pledged|authori[sz]ed|needed|requested|expected|envisaged|foreseen|required|demanded|wanted)\b"
)
PLURAL_NEXT = re.compile(r"\s+(?!was\b|is\b|has\b|as\b|perhaps\b|others\b|always\b|serious\b)[a-z]+s\b(?!\s+\w+ed\b)")
MEMBERS_NEXT = re.compile(
    r"\s+(?:foreigners|officers|recruits|volunteers|conscripts|teenagers|minors|commanders|leaders|nationals|deserters|converts)\b"
)
BESIDE = re.compile(r"[a-z],\s+(?:only\s+|just\s+|all\s+but\s+|at\s+least\s+)?$")
MONEY = re.compile(r"[$€£¥]|\b(?:dollars|marks|euros|pounds|yen|rou?bles|rupees|francs|budget|spending|percent|per\s+cent|tons|tonnes)\b")
THE = re.compile(r"\b(?:the|all|those)\s+$")
WHO = re.compile(r"\s+who\s")
LOSES = re.compile(r"\b(?:lost|lose|losing)\s+(?:only\s+|just\s+)?$")
OWN = re.compile(r"\s+of\s+(?:its|their)\s+own\b")
THERE_ARE = re.compile(r"\bthere\s+(?:are|were|remain(?:ed)?|stand)\s+(?:(?:still|now|currently|already|at\s+present|today)\s+)?$")
IN_PLACE = re.compile(r"(?:,|\band)\s+in\s+(?:the\s+)?[\w’'.-]+(?:\s+[\w’'.-]+)?\s+$")
BECAME = re.compile(
    r"\W*(?:(?:by|on|in|at)\s+[\w\s]{2,20}?,?\s+)?(?:the\s+(?:number|total|figure)|it)\s+(?:became|was|is|had\s+(?:risen|grown|fallen)\s+to|rose\s+to|fell\s+to|stood\s+at|stands\s+at)\s+"
)
AND_THEN = re.compile(r"(?:,|;|\band|\bbut)\s+(?:at\s+least\s+|only\s+|the\s+other\s+)?$")
NUMBER_LOST = re.compile(
    r"\s+(?:the|its|their)\s+(?:total\s+)?(?:number|toll|tally|count)\s+(?:(?:of\s+)?(?:the\s+|those\s+)?(?:killed|dead|wounded|injured|captured|missing|lost)|of\s+(?:deaths|losses))\b"
)
IT_HAS = re.compile(
    r"\s+(?:that\s+|which\s+)?(?:it|they|he)\s+(?:(?:already|now|still|has|have|had)\s+)*(?:has|have|had|keeps?|kept|sent|deployed|lost|maintains?|commands?)\b"
)
LEFT = re.compile(r"\s+left\b(?!\s+(?:the|their|its|for|by|on|after|behind)\b)")
DEAD = re.compile(r"\s+(?:dead|killed|deaths|fatalities|wounded|captured|missing)\b")
MANY, TIMES = 100_000, 20  # so many, and so much more than were counted before, are of another kind
HUNDRED = 100  # smaller numbers that stand alone are often ages
OTHER_NUMBER = re.compile(
    r"(?<!total\s)(?<!peak\s)(?<!high\s)(?<!low\s)(?<!average\s)(?<!maximum\s)(?<!minimum\s)\bof\s+$|\b(?:aged?|page|chapter|route|highway|flight|room|article|resolution|paragraph|number|no\.|hill|"
    r"unit|tower|channel|group|camp|base|vot(?:e|es|ed|ing)|won|scored|himself|herself|between(?:\s+[\d,]+\s+and)?)\s+$"
)
SCORE = re.compile(r"\s+to\s+\d")
LABEL = re.compile(r"(?<=[a-z,;:]\s)(?!(?:In|On|At|By|For|To|And|But|About|Some|Nearly|Over|Only|Up|From|Under|With)\b)[A-Z][\w’'.-]*\s+$")
OBJECT = re.compile(
    r"\s+(?:the|an?|his|her|their|its|\d|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+(?:ians|men|people|women|children|civilians)\b)"
)
THING_AFTER = re.compile(
    r"\s+(?:percent|per\s+cent|years?|months?|weeks?|days?|hours?|minutes?|times?|kilomet\w+|km|miles?|met(?:re|er)s?|votes?|seats?|tons?|tonnes|dollars?|euros?)\b"
)


class Asked(NamedTuple):
    """A number that counts nothing by a noun, with what stands around it."""

    passage: Passage
    number: Number
    before: str
    at: int
    """Where the number ends, as an offset in the sentence."""
    alone: bool
    first: bool
    """Whether it begins the sentence."""
    size: int
    here: bool
    """Whether the noun stands in the same sentence."""
    nearest: bool
    """... and no other number between."""
    told: int
    """The number told before."""
    kind: str
    """The kind of what was counted: force, police, group, men."""


def understood(passage: Passage, number: Number, found: list[Counted], earlier: Counted | None) -> tuple[Counted, str] | None:
    """The figure whose noun a number without one shares, and the rule; None where the number counts something else.

    Args:
        passage: the sentence.
        number: a number that no noun of forces follows.
        found: what the sentence counts already.
        earlier: what one of the sentences before has counted, where it may still be spoken of.
    """
    here = last_before(passage, number, found)
    donor = here or earlier
    at = number.end - passage.span.start
    size = number.value or number.low or number.high or 0
    if donor is None or THING_AFTER.match(passage.low, at) or size > GREATEST:
        return None
    if donor is earlier and size >= MANY and donor.number.value and size > TIMES * donor.number.value:
        return None  # "1.85 million are in camps"
    if MONEY.search(passage.said(number.start - BEFORE, number.start)):
        return None
    if donor is earlier and CIVIL_NEAR.search(passage.said(passage.span.start, number.start)):
        return None
    asked = Asked(
        passage,
        number,
        passage.said(number.start - BEFORE, number.start),
        at,
        NOTHING_COUNTED.match(passage.low, at) is not None,
        FIRST.fullmatch(passage.said(passage.span.start, number.start).rpartition(";")[2]) is not None,
        size,
        here is not None,
        here is not None and not any(here.end <= other.start < number.start for other in passage.numbers),
        donor.number.value or 0,
        donor.unit.kind,
    )
    return next(((donor, name) for name, rule in RULES.items() if rule(asked)), None)


def last_before(passage: Passage, number: Number, found: list[Counted]) -> Counted | None:
    """What is counted last before the number, near it and with no civilians between."""
    last = max((counted for counted in found if counted.end <= number.start), key=lambda counted: counted.start, default=None)
    if last is None or number.start - last.end > REACHES or last.unit.kind not in COUNTABLE:
        return None
    return None if CIVIL_NEAR.search(passage.said(last.end, number.start)) else last


def _of_them(asked: Asked) -> bool:
    """As in "48 of them are in Mali"."""
    match = OF_THEM.match(asked.passage.low, asked.at)
    if match is None or ";" in asked.before or asked.number.qualifier == "vague":
        return False
    next_to_it = asked.nearest and BESIDE.search(asked.before) is not None
    follows = PLURAL_NEXT.match(asked.passage.low, match.end())
    if follows and not (next_to_it and MEMBERS_NEXT.match(follows[0])):
        return False
    if not asked.here and _others_before(asked):
        return False
    return asked.size > 1 or LOST.match(asked.passage.low, asked.at) is not None


def _more(asked: Asked) -> bool:
    """As in "will send 500 more", "a thousand more are to follow"."""
    more = MORE.match(asked.passage.low, asked.at)
    if more is None or asked.size < SMALLEST:
        return False
    follows = NOTHING_COUNTED.match(asked.passage.low, more.end()) is not None
    return (follows and (asked.here or SENT.search(asked.before) is not None)) or MOVES.match(asked.passage.low, asked.at) is not None


def _another(asked: Asked) -> bool:
    """As in "wants to send another 2,000", "another 300 will follow", "another five were wounded"."""
    if not ANOTHER.search(asked.before):
        return False
    if LOST.match(asked.passage.low, asked.at):
        return True
    if asked.size < SMALLEST:
        return False
    goes = any(told.match(asked.passage.low, asked.at) for told in (MOVES, PASSIVE))
    return goes or (asked.alone and (asked.here or SENT.search(asked.before) is not None))


def _others_before(asked: Asked) -> bool:
    """Whether the sentence counts or names others first: "31 Palestinians lost their lives, 18 of them in the camp"."""
    start = asked.number.start
    return any(number.end <= start for number in asked.passage.numbers) or any(
        name.end <= start and name.form == "adjective" and name.surface.endswith("s") for name in asked.passage.names
    )


def _who(asked: Asked) -> bool:
    """As in "of the 5,000 who were to leave"."""
    return asked.size >= SMALLEST and THE.search(asked.before) is not None and WHO.match(asked.passage.low, asked.at) is not None


def _again(asked: Asked) -> bool:
    """As in "half of the 9,600 will leave": the number just told, with an article."""
    return asked.size >= SMALLEST and asked.size == asked.told and THE.search(asked.before) is not None


def _agreed(asked: Asked) -> bool:
    """As in "2,000 of the 5,000 agreed"."""
    return asked.size >= SMALLEST and THE.search(asked.before) is not None and AGREED.match(asked.passage.low, asked.at) is not None


def _lost(asked: Asked) -> bool:
    """As in "Seven others were wounded", "Five have died", "They were disarmed, and one died": after a sentence on soldiers."""
    if asked.here or LOST.match(asked.passage.low, asked.at) is None:
        return False
    return asked.first or (AND_THEN.search(asked.before) is not None and not _counts_before(asked))


def _number_lost(asked: Asked) -> bool:
    """As in "It brings to 41 the number killed in the Sahel"."""
    return NUMBER_LOST.match(asked.passage.low, asked.at) is not None


def _held(asked: Asked) -> bool:
    """As in "on top of the 300 it already has there"."""
    return asked.size >= SMALLEST and THE.search(asked.before) is not None and IT_HAS.match(asked.passage.low, asked.at) is not None


def _goes_on(asked: Asked) -> bool:
    """As in "Eight were flown out", "The remaining 46 were pardoned", "Some 400 never did": the sentence begins with them."""
    _, stop, clause = asked.passage.said(asked.passage.span.start, asked.number.start).rpartition(";")
    if (asked.here and not (stop and asked.nearest)) or asked.number.qualifier == "vague" or not REST.fullmatch(clause):
        return False
    if not asked.here and _counts_before(asked):
        return False
    least = SMALLEST if asked.kind != "prisoner" else 2
    told = PASSIVE.match(asked.passage.low, asked.at) is not None and asked.size > 1
    return told or (asked.size >= least and NEVER.match(asked.passage.low, asked.at) is not None)


def _moved(asked: Asked) -> bool:
    """As in "Some 2,000 will remain"."""
    opens = asked.first or ESTIMATES.search(asked.before) is not None or BUT_ONLY.search(asked.before) is not None
    return opens and (not asked.here or not asked.first) and asked.size >= SMALLEST and MOVES.match(asked.passage.low, asked.at) is not None


def _sent(asked: Asked) -> bool:
    """As in "London, which had lent the mission 1,500", "itself lost seven"."""
    ends = asked.alone or LEFT.match(asked.passage.low, asked.at) is not None
    return ends and asked.size >= SMALLEST and asked.kind in ("force", "men", "group") and SENT.search(asked.before) is not None


def _loses(asked: Asked) -> bool:
    """As in "itself has lost seven", "lost 17 of their own": those who lose them are others than those counted before."""
    return LOSES.search(asked.before) is not None and (asked.alone or OWN.match(asked.passage.low, asked.at) is not None)


def _of_own(asked: Asked) -> bool:
    """As in "answered with some 300,000 of its own"."""
    return asked.size >= SMALLEST and OWN.match(asked.passage.low, asked.at) is not None


def _there(asked: Asked) -> bool:
    """As in "In Kosovo there are 5,100, in Bosnia 1,700"."""
    return (
        asked.alone
        and asked.size >= SMALLEST
        and (THERE_ARE.search(asked.before) is not None or (asked.here and IN_PLACE.search(asked.before) is not None))
    )


def _became(asked: Asked) -> bool:
    """As in "On Saturday the number became 410. By Sunday it was 548"."""
    return (
        asked.alone
        and not asked.here
        and asked.size >= SMALLEST
        and BECAME.fullmatch(asked.passage.said(asked.passage.span.start, asked.number.start)) is not None
    )


def _size(asked: Asked) -> bool:
    """As in "put them at 15,000 to 20,000", "brought to almost 6,000", "down from 9,800 a year ago"."""
    dead = DEAD.match(asked.passage.low, asked.at) is not None and not CIVIL_NEAR.search(asked.passage.low, asked.at)
    if dead and not asked.here and asked.told and asked.size > asked.told:
        return False  # more than there were
    if not asked.here and (level := LEVEL_OF.search(asked.before)) and not (OF_SIZE.search(level[1]) or ANY_UNIT.search(level[1])):
        return False  # "murders fell to 95"
    ends = asked.alone or dead or any(after.match(asked.passage.low, asked.at) is not None for after in (AGO, OF_TOTAL))
    return (
        ends
        and asked.size >= SMALLEST
        and (SIZE_AT.search(asked.before) is not None or (not asked.here and ESTIMATES.search(asked.before) is not None))
    )


def _joined(asked: Asked) -> bool:
    """As in "will join the 400 already there"."""
    return (
        asked.size >= SMALLEST
        and JOIN.search(asked.before) is not None
        and (asked.alone or MOVES.match(asked.passage.low, asked.at) is not None)
    )


def _nearest(asked: Asked) -> bool:
    """As in "desertion has taken 5,000": what was counted last is a force, and nothing else has been since."""
    passage, number = asked.passage, asked.number
    if asked.size < SMALLEST or number.qualifier == "vague" or passage.in_capitals or CIVIL_NEAR.search(passage.low):
        return False
    told = LOST.match(passage.low, asked.at) or MOVES.match(passage.low, asked.at)
    if told and OBJECT.match(passage.low, told.end()):
        return False
    if (
        SCORE.match(passage.low, asked.at)
        or OTHER_NUMBER.search(asked.before)
        or LABEL.search(passage.text, passage.span.start, number.start)
    ):
        return False
    if not told and not (asked.alone and asked.size >= HUNDRED):
        return False
    if asked.here:
        return asked.nearest
    return not _counts_before(asked)


def _counts_before(asked: Asked) -> bool:
    """Whether the sentence has another number before this one."""
    return any(other.end <= asked.number.start for other in asked.passage.numbers)


RULES: dict[str, Callable[[Asked], bool]] = {
    "lost_own": _loses,
    "of_them": _of_them,
    "who": _who,
    "again": _again,
    "agreed": _agreed,
    "more": _more,
    "another": _another,
    "lost": _lost,
    "number_lost": _number_lost,
    "held": _held,
    "moved": _moved,
    "goes_on": _goes_on,
    "sent": _sent,
    "of_own": _of_own,
    "there": _there,
    "became": _became,
    "size_understood": _size,
    "joined": _joined,
    "nearest": _nearest,
}
