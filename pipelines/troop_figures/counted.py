"""Every place in a sentence where a number counts members of a force. What is said of them is found elsewhere. Standard library only."""

import re
from dataclasses import dataclass
from functools import partial

from pipelines.text.names import Name
from pipelines.text.numbers import Number
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.units import ANY_UNIT, BODIES, BODY, CIVIL, NOT_HEAD, PLURALS, Phrase, Unit, alternatives, phrase_after
from pipelines.troop_figures.whole import whole_of

BODY_BEFORE = re.compile(
    rf"(?:{alternatives(BODIES)})(?:(?:,?\s+(?:is|was|now|still|already|about)?\s*){{1,2}}|(?:\s+[\w’'-]+){{1,3}},\s+(?:now\s+|still\s+)?)$"
)
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
    formations: int | None = None
    """Battalions or brigades counted, where no persons are."""


HIS = re.compile(r"\b(?:his|their|its|our)\s+$")
COMPANY = 100  # so many men are seldom suspects
BY_LETTERS = re.compile(r"\b[A-Z]{2,6}\s+men$")
OF_ITS_MEMBERS = re.compile(r"\s+of\s+(?:its|their)\s+(?:[\w-]+\s+)?(?:members|men)\b")
OF_HIS = re.compile(r"\s+of\s+(?:his|its|their|our)\s+")
OF_THEM = re.compile(r"\s+of\s+(?:them|whom|which)\s*,?\s+(?:were\s+|are\s+|was\s+|is\s+)?")
WERE = re.compile(
    r"\s+(?P<whom>of\s+(?:the\s+(?:[\w,]+\s+)?(?:dead|killed|slain|victims|casualties|wounded|injured|captured|missing|hostages|detainees)|those\s+(?:killed|wounded|injured|captured|arrested|freed))\s+"
    r"(?:(?:in|at|near|on)\s+(?:the\s+)?[\w’'-]+\s+){0,2}?)?"
    r"(?:were|are|was)\s+(?:\w+ly\s+)?(?=\w)"
)
HARMED = re.compile(
    r"\bof\s+(?:these|those|them|whom|the\s+(?:total|dead|\w+\s+(?:dead|killed|victims|casualties|wounded|injured|captured)))\b[^.;]{0,60}$"
)
STRONG = re.compile(r"(?:[\s-]*-[\s-]*|\s+(?=strong\b))(strong|member|man|men|person|troop|soldier)\b")
# After the number of "reduced its troops to 2,500" nothing may follow that it could count instead.
NOTHING_COUNTED = re.compile(
    r"\s*(?:$|[.,;:!?)\]”\"—–]|-\s|\s(?:by|in|from|to|and|or|this|next|last|before|after|at|on|as|with|for|until|when|while|within|over|since|during|but|ahead|under|is|was|were|are|"
    r"have|has|had|will|would|could|should|may|might|must|that|which|whose|where|each|all|in\s+all|altogether|who|currently|already|elsewhere|abroad|overseas|now|today|there|across|because|if|plus|between|of\s+(?:them|whom)|strong|includ\w+|consist\w*)\b)"
)
VERB_NEXT = re.compile(
    r"\s+\w+ed\s+(?:the|an?|its|their|his|into|across)\b|\s+(?:holds?|faces?|moves|guards|stays?|remains?|patrols?|controls?|fights?|leaves|arrives|held|took|fought)\s+"
    r"(?:the|an?|its|their|his|to|in|into|at|on|with|across|near|out|up|off|back|there|for|against|around)\b"
)
"""A verb right after "a force of 300", which nothing can be counted by."""
BOUND = re.compile(r"(?:below|above|under|over)\s+")
WHOM = re.compile(r"\s+of\s+(?:whom|them|which)\b")
NAMED_UNIT = re.compile(r"(?:\s+(?:of|from)\s+(?:the\s+)?[\w.’'-]+(?:\s+[\w.’'-]+)?)?,\s+")
ARMED_BODIES = frozenset({"group", "faction", "insurgency"})
MEMBERS = re.compile(r"\s+members\b(?!\s+of\b)")
CIVIL_NEXT = re.compile(rf"\s+(?:{alternatives(CIVIL)})\b")
AGES = re.compile(r"\b(?:oldest|youngest|eldest|average\s+age|aged?)\b")
WORK = re.compile(r"\b(?:work|labou?r|sales|worker|volunteer)\s+$")
CROWD = re.compile(r"\b(?:crowds?|turnout|attendance|rally|marchers?|demonstrators|protesters)\b")
SAYS = re.compile(r"\s+(?:put|puts|said|say|says|estimated?|estimates|reported|counted|claim(?:ed)?)\b")  # "police put the crowd at 20,000"
IN_ALL = re.compile(r"\s+(?:in\s+all|altogether|all\s+told|in\s+total|from)\b")
MEN = re.compile(r"\s+men\b(?!\s+of\s+(?:north|south|middle))")
APART = re.compile(
    r"(?:[\w’',.-]+\s+){0,7}?(?:to|at|of|by|from|was|were|is|are|be|numbering|numbers?|numbered|total(?:l?ing|l?ed|s)?|reach(?:ed|es|ing)?|stands\s+at|stood\s+at|"
    r"below|above|under|exceed(?:ed|s)?|hit|strong|some|than)\s+(?:the\s+|an?\s+)?$"
)
STRENGTHS = frozenset({"troop strength", "force strength", "troop levels", "troop level", "troop numbers", "force levels", "headcount"})
DASH = re.compile(r"\s*(?:--?|–|—|\(|,|:)\s*")
OF_BODY = re.compile(
    rf"(?<!work\s)(?<!labor\s)(?<!labour\s)(?<!sales\s)\b(?:{alternatives(BODIES)})\s+(?:of|numbering|totalling|totaling)\s+(?:the\s+|barely\s+|perhaps\s+|maybe\s+|only\s+|just\s+)?$"
)
CIVIL_NEAR = re.compile(rf"\b(?:{alternatives(CIVIL - {'others', 'men', 'individuals', 'officials'})})\b")
LABELS = 1000  # "Brigade 101" has a number, "to base 1,500 troops" counts
LABELLED = re.compile(r"\b(?:unit|brigade|division|battalion|company|force|detachment|base|regiment|corps|squadron)\s+(?:no\.?\s*)?$")
VERB_UP = re.compile(r"\b(?:brought|bring|brings|bringing|built|build|raised?|made|make|come|came|add|adds|added|beef|beefed)\s+$")
UP_TO = re.compile(r"up\s+to\s+")
ROUND = re.compile(r"(?:an\s+estimated|estimated|about|around|some|roughly|nearly|almost|approximately)\b")
FROM = re.compile(r"[^.;]*\bfrom\s$")
LEVELS = re.compile(
    r"\b(?:ris|ros|rais|increas|gr[eo]w|expand|boost|reduc|cut|lower|drop|f[ae]ll|declin|shr[aiu]nk|slash|trim|bring|brought|chang|level|number|strength|double)\w*"
)
BODIES_OF = re.compile(r"\s+(?:dead\s+)?(?:bodies|corpses|coffins|remains)\s+of\s+(?:the\s+|its\s+|their\s+|dead\s+|slain\s+|fallen\s+)?")
ASSEMBLY = re.compile(
    r"\s+(?:[\w.’'-]+\s+){0,2}?(?:council|parliament|assembly|committee|cabinet|delegation|commission|panel|board|family|crew|congress|senate|house|bloc|union|"
    r"alliance|organi[sz]ation|team|jury|court|party|government|list|body|work\s?force|staff|membership|force\s+of\s+workers)\b"
)
OF_LAND = re.compile(r"\b(?:country|population|city|town|island|nation|region|province|state|village)\s+of\s+$")
EACH = re.compile(r"\b(?:every|each|per)\s+$")
FAR = 70  # characters that may lie between a unit and the number that belongs to it


def find_counted(passage: Passage) -> list[Counted]:
    """The numbers that count members of forces, in order."""
    found: list[Counted] = []
    numbers = passage.numbers = _ranges(passage)
    for place, number in enumerate(numbers):
        before = passage.said(numbers[place - 1].end if place else passage.span.start, number.start)
        if EACH.search(before[-8:]) or ((number.value or 0) < LABELS and LABELLED.search(before[-30:])):
            continue
        counted = _strong(passage, number) or _numbered(passage, number) or _followed(passage, number)
        if counted is None or counted.unit.kind == "suspect":  # "an army of 140,000 men"
            counted = _apart(passage, number) or counted
        if counted:
            found.append(counted)
    return found


def _ranges(passage: Passage) -> list[Number]:
    """The numbers of a sentence; "from 2,000 to 3,000 soldiers" is one, where no level goes from the one to the other."""
    numbers: list[Number] = []
    for number in map(partial(_not_up_to, passage), passage.numbers):
        first = numbers[-1] if numbers else None
        if (
            first
            and first.value is not None
            and number.value is not None
            and first.value < number.value
            and number.qualifier == "exact"
            and passage.said(first.end, number.start) == " to "
            and (lead := FROM.search(passage.said(first.start - 60, first.start)))
            and not LEVELS.search(lead[0])
            and phrase_after(passage, number.end)
        ):
            numbers[-1] = Number(first.start - 5, number.end, None, first.value, number.value, "range")
        else:
            numbers.append(number)
    return numbers


def _not_up_to(passage: Passage, number: Number) -> Number:
    """As in "to be brought up to 701": there the words belong to the verb."""
    if number.qualifier != "up_to" or not VERB_UP.search(passage.said(number.start - 12, number.start)):
        return number
    lead = UP_TO.match(passage.low, number.start - passage.span.start)
    if lead is None:
        return number
    start = lead.end() + passage.span.start
    if ROUND.match(passage.low, lead.end()):  # "built up to an estimated 250,000"
        return Number(start, number.end, number.value, None, None, "about")
    return Number(start, number.end, number.value, number.value, number.value, "exact")


def _followed(passage: Passage, number: Number) -> Counted | None:
    phrase = phrase_after(passage, number.end) or _of_them(passage, number) or _were(passage, number)
    its = OF_ITS_MEMBERS.match(passage.low, number.end - passage.span.start) if phrase is None else None
    if its and ANY_UNIT.search(passage.low, 0, number.start - passage.span.start):  # "a battalion, 46 of its members"
        end = its.end() + passage.span.start
        return Counted(number.start, end, number, Unit("members", "force"), (), "number_then_noun", passage.said(number.end, end))
    if phrase is None and (bodies := BODIES_OF.match(passage.low, number.end - passage.span.start)):
        dead = phrase_after(passage, bodies.end() + passage.span.start - 1)
        phrase = dead and dead._replace(words=f"dead {dead.words}")  # "found 30 bodies of soldiers"
    if phrase is None and (number.value == 1 or number.qualifier == "vague"):  # "several suspected insurgent" is print damage
        phrase = phrase_after(passage, number.end, singular=True)
    if phrase is None:
        return None
    unit = Unit("troops", "men") if phrase.words.endswith("men") and _are_soldiers(passage, number, phrase) else phrase.unit
    return Counted(number.start, phrase.end, number, unit, phrase.names, "number_then_noun", phrase.words)


def _are_soldiers(passage: Passage, number: Number, phrase: Phrase) -> bool:
    """Whether men are those of a force: "200 of his men", "his 500 men", "2,000 men" where a text tells of armies."""
    if phrase.unit.kind != "suspect":
        return False
    if BY_LETTERS.search(passage.text[phrase.start : phrase.end]):
        return True  # "two BSF men"
    if phrase.words == "men" and OF_HIS.fullmatch(passage.said(number.end, phrase.start)):
        return True
    size = number.value or number.low or number.high or 0
    if size < COMPANY or CIVIL_NEAR.search(passage.low.replace("men and women", "men")):
        return False
    return HIS.search(passage.said(number.start - 8, number.start)) is not None or whole_of(passage).tells_of_armies


def _of_them(passage: Passage, number: Number) -> Phrase | None:
    """As in "killed five people, two of them gunmen": the noun comes after."""
    match = OF_THEM.match(passage.low, number.end - passage.span.start)
    return phrase_after(passage, match.end() + passage.span.start - 1) if match else None


def _were(passage: Passage, number: Number) -> Phrase | None:
    """As in "of the 40 dead, 25 were rebels", "ten of the victims were soldiers": they are what is said of them."""
    match = WERE.match(passage.low, number.end - passage.span.start)
    if match is None or not (match["whom"] or HARMED.search(passage.said(passage.span.start, number.start))):
        return None
    return phrase_after(passage, match.end() + passage.span.start - 1)


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
    if match is None or ASSEMBLY.match(passage.low, match.end()):
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
    alone = NOTHING_COUNTED.match(passage.low, at) is not None
    men = MEN.match(passage.low, at) is not None or MEMBERS.match(passage.low, at) is not None
    before = passage.said(number.start - FAR, number.start)
    of_body = OF_BODY.search(before) is not None
    if number.qualifier == "vague" or not (alone or men or (of_body and VERB_NEXT.match(passage.low, at))):
        return None
    if bound := BOUND.match(passage.low, number.start - passage.span.start):  # "fell below 5,000": the bound is the preposition too
        before += bound[0]
        of_body = OF_BODY.search(before) is not None
    if of_body:
        return Counted(number.start, number.end, number, Unit("troops", "force"), (), "force_of_number")
    if not (alone or MEMBERS.match(passage.low, at)) or OF_LAND.search(before):
        return None
    last = max(ANY_UNIT.finditer(before), key=re.Match.start, default=None)
    if (
        last
        and (whom := WHOM.match(passage.low, at))
        and not CIVIL_NEXT.match(passage.low, whom.end())
        and NAMED_UNIT.fullmatch(before, last.end())
        and last[0] in PLURALS
    ):  # "guerrillas of the PKK, 4,000 of whom"
        noun_at = max(passage.span.start, number.start - FAR) + last.start()
        return Counted(number.start, number.end, number, PLURALS[last[0]], (), "noun_then_number", noun_at=noun_at)
    if last and IN_ALL.match(passage.low, at) and before[last.end() :] == ", ":  # "Paratroopers, 458 in all"
        noun_at = max(passage.span.start, number.start - FAR) + last.start()
        unit = PLURALS.get(" ".join(last[0].split()), Unit("troops", "force"))
        return Counted(number.start, number.end, number, unit, (), "noun_then_number", noun_at=noun_at)
    if last is None or (number.value or number.low or 0) < 10:
        return None
    between = before[last.end() :]
    if NOT_HEAD.match(before, last.end()):  # "the number of military bases stands above 700"
        return None
    if WORK.search(before, 0, last.start()) or AGES.search(before) or CROWD.search(before) or SAYS.match(between):
        return None
    if not _belongs(last[0], between):
        return None
    word = " ".join(last[0].split())
    if word.endswith("women") or (COUNTED_BODY.search(before[: last.start()]) and word in BODIES):
        return None  # "from 320,000 men and women to 277,000" goes on with the figure before
    unit = Unit("members", "group") if word in ARMED_BODIES else PLURALS.get(word, Unit("troops", "force"))
    at = max(passage.span.start, number.start - FAR) + last.start()
    return Counted(number.start, number.end, number, unit, (), "noun_then_number", noun_at=at)


def _belongs(noun: str, between: str) -> bool:
    """Whether what stands between a noun and a number lets them go together: "soldiers fell to", "regular troop strength - around"."""
    if noun in STRENGTHS and DASH.fullmatch(between):
        return True
    joined = BLANK_OR_COMMA.match(between) and APART.fullmatch(between.lstrip(" ,"))
    return joined is not None and not CIVIL_NEAR.search(between) and not AGED.search(between)


def article_phrase(passage: Passage, at: int) -> Phrase | None:
    """The single member of a force that an article at `at` (its end) counts: "a U.S. soldier"."""
    return phrase_after(passage, at, singular=True)
