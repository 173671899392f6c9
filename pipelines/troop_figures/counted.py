"""Every place in a sentence where a number counts members of a force. What is said of them is found elsewhere. Standard library only."""

import re
from dataclasses import dataclass

from pipelines.text.names import Name
from pipelines.text.numbers import Number
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.units import ANY_UNIT, BODIES, BODY, CIVIL, PLURALS, Phrase, Unit, alternatives, phrase_after

BODY_BEFORE = re.compile(rf"(?:{alternatives(BODIES)})(?:,?\s+(?:is|was|now|still|already|about)?\s*){{1,2}}$")
BODY_PHRASE = re.compile(r"(?:\s+(?!to\b|in\b|for\b|of\b|from\b|and\s+the\b|will\b|has\b|is\b|was\b)[\w.’'-]+){0,6}")
NUMBER_OF = re.compile(r"\s+(?:the\s+)?(?:total\s+)?number(?=\s+of\s)")
AGED = re.compile(r"\b(?:aged?|ages)\b")
BLANK_OR_COMMA = re.compile(r"[\s,]")
COUNTED_BODY = re.compile(r"\d\s*$|\b(?:one|a|an)\s+$")


@dataclass(slots=True)
class Counted:
    """A number with what it counts: `start`..`end` is the short phrase, `names` the names within it."""

    start: int
    end: int
    number: Number
    unit: Unit
    names: tuple[Name, ...]
    rule: str
    words: str = ""
    reach: int = 0
    """One past the noun phrase, where that goes on after the short phrase: "9,600-strong NATO mission"."""
    noun_at: int | None = None
    """Where the noun stands when it stands before the number."""
    like: int | None = None
    """Where the figure begins whose noun is understood; the force is that one's too, where nothing else is said."""


STRONG = re.compile(r"(?:[\s-]*-[\s-]*|\s+(?=strong\b))(strong|member|man|men|person|troop|soldier)\b")
# After the number of "reduced its troops to 2,500" nothing may follow that it could count instead.
NOTHING_COUNTED = re.compile(
    r"\s*(?:$|[.,;:!?)\]”\"—–]|-\s|\s(?:by|in|from|to|and|or|this|next|last|before|after|at|on|as|with|for|until|when|while|within|over|since|during|but|ahead|under|is|was|were|are|"
    r"have|has|had|will|would|who|currently|already|elsewhere|abroad|overseas|now|today|there|across|because|if|plus|between|of\s+(?:them|whom)|strong|includ\w+|consist\w*)\b)"
)
MEN = re.compile(r"\s+men\b(?!\s+of\s+(?:north|south|middle))")
APART = re.compile(
    r"(?:[\w’',.-]+\s+){0,7}?(?:to|at|of|by|from|was|were|is|are|be|numbering|numbers?|numbered|total(?:l?ing|l?ed|s)?|reach(?:ed|es|ing)?|stands\s+at|stood\s+at|"
    r"below|above|under|exceed(?:ed|s)?|hit|strong|some|than)\s+(?:the\s+|an?\s+)?$"
)
OF_BODY = re.compile(
    rf"(?<!work\s)(?<!labor\s)(?<!labour\s)(?<!sales\s)\b(?:{alternatives(BODIES)})\s+(?:of|numbering|totalling|totaling)\s+(?:the\s+)?$"
)
CIVIL_NEAR = re.compile(rf"\b(?:{alternatives(CIVIL - {'others', 'men', 'individuals', 'officials'})})\b")
LABELLED = re.compile(r"\b(?:unit|brigade|division|battalion|company|force|detachment|base|regiment|corps|squadron)\s+(?:no\.?\s*)?$")
FAR = 70  # characters that may lie between a unit and the number that belongs to it


def find_counted(passage: Passage) -> list[Counted]:
    """The numbers that count members of forces, in order."""
    found: list[Counted] = []
    numbers = passage.numbers
    for place, number in enumerate(numbers):
        before = passage.said(numbers[place - 1].end if place else passage.span.start, number.start)
        if LABELLED.search(before[-30:]):
            continue
        counted = _strong(passage, number) or _numbered(passage, number) or _followed(passage, number)
        if counted is None or counted.unit.kind == "suspect":  # "an army of 140,000 men"
            counted = _apart(passage, number) or counted
        if counted:
            found.append(counted)
    return found


def _followed(passage: Passage, number: Number) -> Counted | None:
    phrase = phrase_after(passage, number.end)
    if phrase is None and (number.value == 1 or number.qualifier == "vague"):  # "several suspected insurgent" is print damage
        phrase = phrase_after(passage, number.end, singular=True)
    if phrase is None:
        return None
    return Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "number_then_noun", phrase.words)


def _numbered(passage: Passage, number: Number) -> Counted | None:
    """As in "bringing to 1,700 the number of British troops"."""
    match = NUMBER_OF.match(passage.low, number.end - passage.span.start)
    phrase = phrase_after(passage, match.end() + passage.span.start) if match else None
    if phrase is None:
        return None
    return Counted(number.start, phrase.end, number, phrase.unit, phrase.names, "number_of_noun", phrase.words)


def _strong(passage: Passage, number: Number) -> Counted | None:
    """As in "9,600-strong NATO mission", "a 300-man garrison": the body that has the strength must follow."""
    match = STRONG.match(passage.low, number.end - passage.span.start)
    if match is None:
        return None
    end = match.end() + passage.span.start
    names: list[Name] = []
    rest = passage.low[match.end() : match.end() + 90]
    head = BODY.search(rest)
    clause = BODY_PHRASE.match(rest)
    limit = head.end() if head and clause and head.start() <= clause.end() else clause.end() if clause else 0
    for name in passage.names:
        if end <= name.start <= end + limit:
            names.append(name)
    if (head and clause and head.start() <= clause.end()) or _follows_body(passage, number):
        reach = end + (head.end() if head and clause and head.start() <= clause.end() else 0)
        return Counted(
            number.start, end, number, Unit("troops", "force"), tuple(names), "strength_of_body", passage.said(end, end + 90), reach
        )
    if match[1] in ("troop", "soldier"):
        return Counted(number.start, end, number, Unit(match[1] + "s", "force"), tuple(names), "strength_of_body")
    return None


def _follows_body(passage: Passage, number: Number) -> bool:
    """As in "the army, 80,000-strong", "the mission is 9,600-strong"."""
    return BODY_BEFORE.search(passage.said(number.start - 50, number.start)) is not None


def _apart(passage: Passage, number: Number) -> Counted | None:
    """The noun stands before the number: "reduced its troops to 2,500", "a force of 300"."""
    at = number.end - passage.span.start
    alone, men = NOTHING_COUNTED.match(passage.low, at) is not None, MEN.match(passage.low, at) is not None
    if number.qualifier == "vague" or not (alone or men):
        return None
    before = passage.said(number.start - FAR, number.start)
    if OF_BODY.search(before):
        return Counted(number.start, number.end, number, Unit("troops", "force"), (), "force_of_number")
    if not alone:
        return None
    last = max(ANY_UNIT.finditer(before), key=re.Match.start, default=None)
    if last is None or (number.value or number.low or 0) < 10:
        return None
    between = before[last.end() :]
    if not BLANK_OR_COMMA.match(between) or not APART.fullmatch(between.lstrip(" ,")) or CIVIL_NEAR.search(between) or AGED.search(between):
        return None
    word = " ".join(last[0].split())
    if COUNTED_BODY.search(before[: last.start()]) and word in BODIES:
        return None
    unit = PLURALS.get(word, Unit("troops", "force"))
    at = max(passage.span.start, number.start - FAR) + last.start()
    return Counted(number.start, number.end, number, unit, (), "noun_then_number", noun_at=at)


def article_phrase(passage: Passage, at: int) -> Phrase | None:
    """The single member of a force that an article at `at` (its end) counts: "a U.S. soldier"."""
    return phrase_after(passage, at, singular=True)
