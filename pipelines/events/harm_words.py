"""The words by which harm is told, from harm_words.csv, read once. Standard library only."""

from functools import cache
from typing import NamedTuple

from pipelines.events.inflect import plural, verb_forms
from pipelines.events.lexicon import lexicon
from pipelines.reference import rows, split

FORCES = frozenset(("force", "police", "armed"))


class HarmWords(NamedTuple):
    """Words by role; each tells how its victims are harmed."""

    verbs: dict[str, dict[str, str]]
    """Role -> lemma -> how."""
    nouns: dict[str, dict[str, str]]
    """Role -> word -> how."""
    sets: dict[str, frozenset[str]]
    singular: dict[str, str]
    """Noun for one person -> civilians, force or unsaid."""
    plurals: dict[str, str]
    violent: frozenset[str]
    """Forms that can only tell of a deed of somebody: murder, not death."""
    cues: frozenset[str]
    """Every form of every word of harm: where none of them stands, nobody is harmed."""


VERB_ROLES = frozenset(("does", "suffers", "blow", "costs", "sustains"))
CUE_ROLES = frozenset(("wounds", "lives", "tally", "noun", "act", "doer", "body", "state"))


@cache
def harm_words() -> HarmWords:
    """The words; read from disk once."""
    verbs: dict[str, dict[str, str]] = {role: {} for role in VERB_ROLES}
    nouns: dict[str, dict[str, str]] = {role: {} for role in CUE_ROLES}
    sets: dict[str, frozenset[str]] = {}
    kinds = {noun: _kind(kind) for noun, kind in lexicon().actors.items() if kind not in ("org", "site")}
    singular = {noun: kind for noun, kind in kinds.items() if plural(noun) in kinds}
    for row in rows("harm_words"):
        words = split(row["words"])
        if row["role"] in verbs:
            verbs[row["role"]] |= dict.fromkeys(words, row["how"])
        elif row["role"] in nouns:
            nouns[row["role"]] |= dict.fromkeys(words, row["how"])
        elif row["role"] == "person":
            singular |= dict.fromkeys(words, row["how"])
        else:
            sets[row["role"]] = frozenset(words)
    plurals = {plural(noun): kind for noun, kind in singular.items()}
    singular = {noun: kind for noun, kind in singular.items() if noun not in plurals and noun not in sets["collective"]}
    told = {lemma for role in ("does", "suffers", "blow") for lemma in verbs[role]}
    cues = {form for lemma in told for form in verb_forms(lemma)} | {word for words in nouns.values() for word in words}
    deeds = {form for lemma, how in verbs["does"].items() if how in ("killed", "kidnapped") for form in verb_forms(lemma)}
    told_by = {word for role in ("noun", "doer") for word, how in nouns[role].items() if how == "killed"}
    violent = (deeds | told_by) - {"death", "deaths"}
    return HarmWords(verbs, nouns, sets, singular, plurals, frozenset(violent), frozenset(cues))


def _kind(actor: str) -> str:
    return "force" if actor in FORCES else "civilians"
