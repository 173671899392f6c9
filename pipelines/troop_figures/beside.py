"""What the words right before and after a figure tell of it, so that no verb has to be looked for. Standard library only."""

import re

from pipelines.troop_figures.counted import Counted
from pipelines.troop_figures.passage import Passage
from pipelines.troop_figures.reading import Reading

UP_FROM = re.compile(r"\b(?:up|down)\s+from\s+(?:a\s+(?:peak|high|low)\s+of\s+|the\s+|an?\s+)?$")
EXPECTED = re.compile(
    r"\s+(?:(?:are|were|is|was)\s+)?(?:expected|due|on\s+(?:their|the)\s+(?:way|road|march)|en\s+route)(?:\s+(?:on|in|by|later|soon|within|next|this|there|shortly|before|today|tomorrow)\b|\s*[.,;]|\s*$)"
)
UNDER_WAY = re.compile(
    r"\s+(?:who\s+)?(?:(?:are|were|is|was)\s+)?(?:(?:already|now)\s+)?(?:on\s+(?:their|its|the)\s+(?:way|road|march)|en\s+route)\s+"
    r"(?:to|towards?|from|into|there)\b(?!\s+(?:home|base)\b)"
)
NOT_YET = re.compile(
    r"\s+(?:(?:are|were|is|was)\s+still\s+to|(?:have|has|had)\s+(?:yet\s+to|not\s+yet|still\s+to)|still\s+have\s+to)\s+"
    r"(?:come|arrived?|deploy(?:ed)?|be(?:en)?\s+(?:sent|deployed|found|provided)|follow|land(?:ed)?)\b"
)
WANTED = re.compile(
    r"\b(?:(?:want|hope|expect|plan)(?:s|ed)?\s+to\s+see|plan(?:s|ned|ning)?\s+for|were\s+to\s+(?:give|send|contribute|provide))\s+(?:another\s+|at\s+least\s+)?$"
)
TO_LOSE = re.compile(r"\b(?:(?:is|are|was|were|due|set)\s+to|will)\s+lose\s+(?:another\s+|up\s+to\s+|as\s+many\s+as\s+)?$")
FELL = re.compile(
    r"\s+(?:who\s+)?(?:have\s+|had\s+)?(?:fell|fallen)\s+(?:yesterday|today|on|in|at|near|during|last|there|when|while|for|fighting)\b"
    r"|\s+(?:who\s+)?(?:have\s+|had\s+)?(?:fell|fallen)\s*[.;]"
)
TOLL_AT = re.compile(r"\b(?:toll|losses|dead|casualties|fatalities)\b[^.;]{0,70}?\b(?:at|to|is|was|were|reached)\s+(?:the\s+|an?\s+)?$")
HURT_AT = re.compile(
    r"\b(?:number|count|tally|total)\s+of\s+(?:the\s+)?(?:wounded|injured)\b[^.;]{0,40}?\b(?:at|to|is|was|reached)\s+(?:the\s+|an?\s+)?$"
)
TOLLS = {"wounded": HURT_AT, "killed": TOLL_AT}
AUTHORISES = re.compile(
    r"\b(?:resolution|mandate|agreement|accord|accords|council|parliament|bundestag|congress|treaty|law|decree)\b[^.;]*?\s(?:sets?|fixes|fixed|allows?|allowed|permits?|permitted|"
    r"provides?\s+for|provided\s+for|limits?|limited|caps?|foresees|bars?|barred|bans?|banned|restricts?|restricted)\b(?!.*\b(?:will|to)\s+\w+\s+$)[^.;,]*$"
)
TAKEN = re.compile(r"(?:,?\s+(?:mostly|all|including)\b[^,;]{0,40},?)?\s+(?:hostage|prisoner|captive)s?\b")
BODIES_OF = re.compile(
    r"\b(?:bodies|remains|corpses|coffins|funerals?|deaths?|killings?|loss(?:es)?)\s+of\s+(?:(?:the|its|their|at\s+least|more\s+than|some|about|all)\s+)*$"
)
ARE_OF = re.compile(r"\sof\s+(?:the\s+(?:\w+\s+)?(\w+)|those\s+(\w+))\s+(?:were|are|was)\s")
"""Within "ten of the victims were soldiers"."""
ARE_OF_BEFORE = re.compile(
    r"\bof\s+(?:the|these|those)\s+(?:[\d,]+\s+|\w+\s+)?(dead|killed|slain|victims|wounded|injured|captured|missing|detained),\s+$"
)
TOLL_AMONG = re.compile(r"\b(?:death\s+toll|toll|deaths|fatalities)\s+(?:among|of|for)\b")
LEVEL_OF_DEAD = re.compile(r"\b(?:killed|slain|dead|wounded|injured|missing|captured|died|who\s+(?:have\s+)?died)\b")
OF_THE_WHOLE = re.compile(r"(?:^|[,;:]\s+|\band\s+)\W*of\s+(?:the|its|their|those|our)\s+$")
WHOLES = {
    "to_withdraw": re.compile(
        r"\s+(?:who|that|which)\s+(?:were|are|was|is)\s+(?:due\s+)?to\s+(?:leave|go|withdraw|return|pull\s+out|come\s+home)\b"
    ),
    "to_deploy": re.compile(
        r"\s+(?:who|that|which)\s+(?:were|are)\s+(?:due\s+)?to\s+(?:come|arrive|deploy|be\s+sent|join)\b|\s+(?:(?:(?:who|that|which)\s+)?(?:had\s+been|were|have\s+been|was)\s+)?"
        r"(?:promised|pledged|planned|needed|requested|expected|foreseen|envisaged|earmarked)\b"
    ),
    "authorised": re.compile(
        r"\s+(?:(?:(?:who|that|which)\s+)?(?:had\s+been|were|have\s+been|was)\s+)?(?:authori[sz]ed|approved|mandated|agreed|allowed|permitted)\b|"
        r"\s+(?:that|which)\s+(?:the\s+)?(?:resolution|council|mandate)\b"
    ),
}
"""What is told of a whole of which a part comes next: "of the 8,000 men authorised in January"."""
PART_OF_LEVEL = re.compile(
    r"\b(?:[\d,]+|dozen|hundred|half|third|quarter|most|some|part|portion|majority|remainder|rest|many|all\s+but|any|percent|%|cent)\s+of\s+(?:its|the|their|his|our|[\w.]+['’]s)\s*$"
)
KNOWN = re.compile(r"\b(?:the|its|their|his|our|these|those|all|remaining|last|['’]s)\s+$")
GOVERNED = re.compile(r"\w\s+(?:with|involving)\s+(?:the\s+|an?\s+|some\s+)?$")
WILL = re.compile(
    r"(?:\s+(?:of|from)\s+(?:the\s+)?[\w’'.-]+(?:\s+[\w’'.-]+){0,2}?)?(?:,\s+[^,.;]{3,30},)?(?:,?\s+(?:who|which|that)(?:\s+(?:beginning|starting|from)\s[^,.;]{3,30})?)?\s+(?:will|shall|would|are\s+to|is\s+to|were\s+to|(?:are|is|were|was)\s+(?:expected|due|supposed|scheduled|slated)\s+to)\b(?!\s+(?:remain|stay|have|leave))"
)
WOULD_BE = re.compile(
    r"\b(?<!believed )(?<!thought )(?<!said )(?<!known )(?<!reported )(?<!estimated )(?:will|would|shall|to)\s+(?:soon\s+|then\s+)?"
    r"(?:be|have|number|comprise|consist\s+of|include|reach|total|start\s+with|begin\s+with)\s+(?:a\s+total\s+of\s+)?$"
)
NAMED = {
    "dead": "killed",
    "slain": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "captured": "captured",
    "missing": "missing",
    "detained": "captured",
}


def told_beside(low: str, start: int, end: int, noun_at: int | None) -> Reading | None:
    """What the words right before and after a figure tell of it; no verb has to be looked for then. Offsets count in the sentence."""
    if UP_FROM.search(low, max(0, start - 30), start):
        return Reading("present", "reported", None, "left", "level")
    if soon := _soon(low, start, end):
        return soon
    if FELL.match(low, end):
        return Reading("killed", "reported", None, "right")
    if toll := next((measure for measure, at in TOLLS.items() if at.search(low, max(0, start - 60), start)), None):
        return Reading(toll, "reported", None, "noun")
    if AUTHORISES.search(low, max(0, start - 140), start):
        return Reading("authorised", "reported", None, "left")
    if TAKEN.match(low, end):
        return Reading("captured", "reported", None, "noun")  # "took 500 peacekeepers hostage"
    if harmed := _harmed(low, start, end):
        return Reading(harmed, "reported", None, "noun")
    if lost := BODIES_OF.search(low, max(0, start - 60), start):
        return Reading("killed", "reported", None, "left", lost[0])
    if PART_OF_LEVEL.search(low, max(0, start - 40), start) or OF_THE_WHOLE.search(low[:start]):
        planned = next((measure for measure, after in WHOLES.items() if after.match(low, end)), None)
        return Reading(planned or "present", "planned" if planned else "reported", None, "share")
    if noun_at is None:
        return None
    if TOLL_AMONG.search(low, max(0, noun_at - 40), start):
        return Reading("killed", "reported", None, "noun")
    dead = LEVEL_OF_DEAD.search(low, noun_at, start)
    return Reading(NAMED.get(dead[0], "killed"), "reported", None, "noun") if dead else None


def _soon(low: str, start: int, end: int) -> Reading | None:
    """Who is wanted, under way or still to come, and who is to go: "the mission is to lose 4,000 soldiers by June"."""
    if TO_LOSE.search(low, max(0, start - 40), start):
        return Reading("to_withdraw", "planned", None, "left")
    if WANTED.search(low, max(0, start - 40), start):
        return Reading("to_deploy", "planned", None, "left")
    if EXPECTED.match(low, end) or UNDER_WAY.match(low, end) or NOT_YET.match(low, end):
        return Reading("to_deploy", "planned", None, "right")
    return None


def _harmed(low: str, start: int, end: int) -> str | None:
    """What happened to those who are told apart, "of the 40 dead, 25 were rebels"; casualties are dead and wounded together."""
    if harmed := ARE_OF.search(low[start:end]) or ARE_OF_BEFORE.search(low[:start]):
        return NAMED.get(next(group for group in harmed.groups() if group), "killed")
    return "other" if low.startswith("casualties", end - len("casualties")) else None


def to_come(passage: Passage, counted: Counted) -> bool:
    """Whether the verb beside the figure is one of the future: "450 instructors shall begin", "there would be 4,000"."""
    end = max(counted.end, counted.reach) - passage.span.start
    if KNOWN.search(passage.said(counted.start - 24, counted.start)):
        return False  # "the remaining 2,500 will ...": those are there
    if WOULD_BE.search(passage.said(counted.start - 40, counted.start)):
        return True
    if GOVERNED.search(passage.said(passage.span.start, counted.start)):
        return False  # "exercises with 30,000 soldiers are to end"
    return WILL.match(passage.low, end) is not None
