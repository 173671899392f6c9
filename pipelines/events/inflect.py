"""The forms of English verbs and nouns: regular ones by rule, irregular ones from irregular_verbs.csv. Standard library only."""

from functools import cache, lru_cache

from pipelines.reference import rows, split

VOWELS = "aeiou"
HISSING = ("s", "x", "z", "ch", "sh")
ODD_PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "people", "serviceman": "servicemen", "gunman": "gunmen"}


@cache
def _irregular() -> dict[str, tuple[list[str], list[str]]]:
    return {row["verb"]: (split(row["past"]), split(row["participle"] or "") or split(row["past"])) for row in rows("irregular_verbs")}


def third_person(verb: str) -> str:
    """withdraw -> withdraws, push -> pushes, deny -> denies; also the plural of nouns."""
    if verb.endswith(HISSING) or verb in ("go", "do", "veto", "undergo"):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def plural(noun: str) -> str:
    """troop -> troops, country -> countries, man -> men."""
    return ODD_PLURALS.get(noun) or third_person(noun)


def _doubled(verb: str) -> str:
    """The stem before -ing of verbs whose past doubles its last letter: ban -> bann; also begin, cut, hit, sit and their like."""
    past = _irregular().get(verb, ([], []))[0]
    if any(form == verb + verb[-1] + "ed" for form in past):
        return verb + verb[-1]
    short = len(verb) > 2 and verb[-1] in "tndpg" and verb[-2] in VOWELS and (verb[-3] not in VOWELS or verb.startswith("qu"))
    return verb + verb[-1] if verb in _irregular() and short and not any(form.endswith("ed") for form in past) else verb


def gerund(verb: str) -> str:
    """withdraw -> withdrawing, leave -> leaving, ban -> banning, die -> dying."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def past(verb: str) -> tuple[list[str], list[str]]:
    """Past forms and past participles."""
    if verb in _irregular():
        return _irregular()[verb]
    if verb.endswith("e"):
        form = verb + "d"
    elif verb.endswith("y") and verb[-2] not in VOWELS:
        form = verb[:-1] + "ied"
    else:
        form = verb + "ed"
    return [form], [form]


def verb_forms(verb: str) -> dict[str, str]:
    """Each form with its readings: B bare, Z third person, D past, N past participle, G -ing."""
    forms: dict[str, str] = {}
    readings = [(verb, "B"), (third_person(verb), "Z"), (gerund(verb), "G")]
    readings += [(form, "D") for form in past(verb)[0]] + [(form, "N") for form in past(verb)[1]]
    for form, reading in readings:
        if reading not in forms.get(form, ""):
            forms[form] = forms.get(form, "") + reading
    return forms


@lru_cache(maxsize=1 << 16)
def singular(word: str) -> str:
    """A rough singular, good enough to look a word up: strikes -> strike, countries -> country, talks -> talk."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:  # not in "ties"
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]
