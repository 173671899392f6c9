"""The words by which harm is told, from harm_words.csv, read once. Standard library only."""

from functools import cache
from typing import NamedTuple

from pipelines.events.inflect import plural, verb_forms
from pipelines.events.lexicon import lexicon
from pipelines.reference import rows, split

ACTORS = {"force": "military", "police": "police", "armed": "armed_group", "state": "officials", "people": "civilians"}
"""Who somebody is by the kind of his noun in event_actors.csv."""


class HarmWords(NamedTuple):
    """Words by role; each tells how its victims are harmed."""

    verbs: dict[str, dict[str, str]]
    """Role -> lemma -> how."""
    nouns: dict[str, dict[str, str]]
    """Role -> word -> how."""
    sets: dict[str, frozenset[str]]
    singular: dict[str, str]
    """Noun for one person -> who that is."""
    plurals: dict[str, str]
    pairs: dict[str, str]
    """Two words, in both numbers -> who that is."""
    bodies: dict[str, str]
    """Words for many without a plural: police, troops."""
    died: dict[str, str]
    """Past forms of the verbs whose subject suffers."""
    violent: frozenset[str]
    """Forms that can only tell of a deed of somebody: murder, not death."""
    cues: frozenset[str]
    """Every form of every word of harm: where none of them stands, nobody is harmed."""


VERB_ROLES = frozenset(("does", "suffers", "takes", "flees", "refuge", "left", "driven", "blow", "costs", "sustains"))
CUE_ROLES = frozenset(("wounds", "lives", "havens", "tally", "noun", "act", "doer", "body", "state", "toll", "homes", "captivity"))


@cache
def harm_words() -> HarmWords:
    """The words; read from disk once."""
    verbs: dict[str, dict[str, str]] = {role: {} for role in VERB_ROLES}
    nouns: dict[str, dict[str, str]] = {role: {} for role in CUE_ROLES}
    sets: dict[str, frozenset[str]] = {}
    bodies: dict[str, str] = {}
    kinds = {noun: ACTORS[kind] for noun, kind in lexicon().actors.items() if kind in ACTORS}
    singular = {noun: kind for noun, kind in kinds.items() if plural(noun) in kinds}
    for row in rows("harm_words"):
        words = split(row["words"])
        if row["role"] in verbs:
            verbs[row["role"]] |= dict.fromkeys(words, row["how"])
        elif row["role"] in nouns:
            nouns[row["role"]] |= dict.fromkeys(words, row["how"])
        elif row["role"] == "person":
            singular |= dict.fromkeys(words, row["how"])
        elif row["role"] == "body_of":
            bodies |= dict.fromkeys(words, row["how"])
        else:
            sets[row["role"]] = frozenset(words)
    plurals = {plural(noun): kind for noun, kind in singular.items()}
    pairs = {word: kind for nouns_of in (singular, plurals) for word, kind in nouns_of.items() if " " in word}
    singular = {noun: kind for noun, kind in singular.items() if noun not in plurals and noun not in sets["collective"]}
    told = {lemma for role in ("does", "suffers", "flees", "blow") for lemma in verbs[role]}
    cues = {form for lemma in told for form in verb_forms(lemma)} | {word for role in CUE_ROLES for word in nouns[role]}
    died = {form: how for lemma, how in verbs["suffers"].items() for form, tags in verb_forms(lemma).items() if "D" in tags}
    deeds = {form for lemma, how in verbs["does"].items() if how in ("killed", "kidnapped") for form in verb_forms(lemma)}
    told_by = {word for role in ("noun", "doer") for word, how in nouns[role].items() if how == "killed"}
    violent = (deeds | told_by) - {"death", "deaths"}
    return HarmWords(verbs, nouns, sets, singular, plurals, pairs, bodies, died, frozenset(violent), frozenset(cues))
