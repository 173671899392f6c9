"""Patterns of what stands around numbers without a noun, and their limits: for bare.py. Standard library only."""

import re

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
