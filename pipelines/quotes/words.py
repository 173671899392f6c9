"""The words that quotations turn on, read once from seeds/reference. Standard library only."""

from typing import NamedTuple

from pipelines.reference import rows, split


class Cue(NamedTuple):
    """A form of a verb of speech. `form`: base | third | past | participle | gerund; several at once are joined by spaces."""

    lemma: str
    form: str
    frame: frozenset[str]
    strong: bool
    noun: bool = False  # whether its base and third forms are also nouns


def _roles() -> dict[str, frozenset[str]]:
    return {row["role"]: frozenset(split(row["words"])) for row in rows("attribution_words")}


def _cues() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for row in rows("speech_verbs"):
        frame = frozenset(split(row["frame"]))
        forms = {"base": row["lemma"], **{form: row[form] for form in ("third", "past", "participle", "gerund")}}
        for form, cell in forms.items():
            for word in split(cell):
                known = found.get(word)
                forms_of_word = f"{known.form} {form}" if known and known.lemma == row["lemma"] else form
                found[word] = Cue(row["lemma"], forms_of_word, frame, row["strength"] == "strong", bool(row["noun"]))
    return found


ROLES = _roles()
ATTITUDES = {word: row["attitude"] for row in rows("attitudes") for word in split(row["words"])}
"""thinks, wants or knows by the word that tells it; every other verb of speech says."""

CUES = _cues()
NOUNS = frozenset(word for row in rows("speaker_nouns") for word in split(row["forms"]))
"""Nouns of people and bodies that speak: spokesman, ministers, police."""

PRONOUNS, PERSON_PRONOUNS = ROLES["pronoun"], ROLES["person_pronoun"]
AUXILIARIES, BE, ADVERBS, NEGATIONS = ROLES["auxiliary"], ROLES["be"], ROLES["adverb"], ROLES["negation"]
TIME, TIME_BEFORE = ROLES["time"], ROLES["time_before"]
PREPOSITIONS, SUBORDINATORS, CLAUSES, RELATIVES = ROLES["preposition"], ROLES["subordinator"], ROLES["clause"], ROLES["relative"]
DETERMINERS, CONJUNCTIONS, OPENERS = ROLES["determiner"], ROLES["conjunction"], ROLES["opener"]
DOCUMENTS, IRREGULAR, RECORDINGS = ROLES["document"], ROLES["irregular_verb"], ROLES["recording"]
UNITS, LEADS, DEEDS = ROLES["time_unit"], ROLES["lead"], ROLES["deed"]
OUTLETS = ROLES["outlet"]
