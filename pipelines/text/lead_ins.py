"""The words that stand before and after quotations: he said, said Smith, she called it. Standard library only.

They tell opening marks from closing ones, and where a mark stood that is missing.
"""

import re

from pipelines.reference import rows, split


def _verbs(forms: tuple[str, ...], only_strong: bool) -> frozenset[str]:
    return frozenset(
        word
        for row in rows("speech_verbs")
        if (row["strength"] == "strong" or not only_strong) and not {"say", "tell"}.isdisjoint(split(row["frame"]))
        for form in forms
        for word in split(row[form])
    )


SAID = _verbs(("third", "past"), only_strong=True)
SAYING_SO = _verbs(("gerund",), only_strong=True)
SAYING = _verbs(("third", "past", "gerund"), only_strong=False)
PERSON = frozenset({"he", "she", "they"})
DETERMINER = frozenset({"the", "a", "an", "one", "another", "his", "her", "their", "its"})
SPOKEN = frozenset({"i", "we", "you", "i'm", "i’m", "we're", "we’re", "my", "our", "your"})
ROLES = {row["role"]: frozenset(split(row["words"])) for row in rows("attribution_words")}
NO_PERSON = (
    SPOKEN
    | ROLES["preposition"]
    | ROLES["subordinator"]
    | ROLES["clause"]
    | ROLES["conjunction"]
    | ROLES["opener"]
    | {"it", "this", "that", "these", "those", "there", "what", "well", "yes", "no", "look", "not", "so"}
)
"""Words that begin no phrase of a person."""
AFTER_VERB = ROLES["preposition"] | ROLES["time"] | ROLES["adverb"] | {"when", "after", "while", "as", "here"}
TOLD = frozenset({"told", "tells"})
NOUNS = frozenset(form for row in rows("speaker_nouns") for form in split(row["forms"])) | {"former", "fellow", "senior", "top", "deputy"}
NO_SUBJECT = SPOKEN | (ROLES["auxiliary"] - {"has", "had", "later"}) | {"because", "if", "that"}
LEADING = frozenset({",", "—", "–", "-"})
PRONOUN_REACH, NEAR_REACH, REACH = 3, 6, 14  # words from the beginning of a phrase to its verb
LEADS = frozenset({"as", "that", "called", "is", "was", "word", "words", "phrase", "quote", "quoted"}) | DETERMINER
WORD = re.compile(r"(?:[A-Z][a-z]{0,3}\.)+(?=\s)|[^\W_]+(?:[’'-][^\W_]+)*|[^\w\s]")
LAST_WORD = re.compile(r"([^\W\d_]+)\W?\s*$")
LOOKED_AT = 120  # characters after a quotation
STOPS = frozenset('.!?:;"“”„«»')


def is_attribution(text: str, at: int, end: int, alone: bool = False, near: bool = False) -> bool:
    """Whether the words from `at` on say who said what stands before them.

    Args:
        text: the text.
        at: where the words begin.
        end: how far they can be looked at.
        alone: whether they must say nothing more: he said. Smith told reporters on Monday; but not: Smith said the road was closed.
        near: whether the verb must come within a few words, with no comma before it.
    """
    words = [found for found in WORD.finditer(text, at, min(end, at + LOOKED_AT)) if found.group() not in LEADING]
    if not words:
        return False
    first = words[0].group()
    low = first.lower()
    if low in SAYING and first[0].islower():
        return _names_somebody(text, words[0].end(), end)
    if not _may_be_person(first, low):
        return False
    reach = PRONOUN_REACH if low in PERSON else NEAR_REACH if near else REACH
    for found in words[1 : reach + 1]:
        word = found.group()
        if word in SAID:
            return not alone or _is_all(text, found.end(), end, word)
        if word in STOPS or word in NO_SUBJECT or (near and word == ","):
            return False
    return False


def _may_be_person(word: str, low: str) -> bool:
    if not word[0].isalpha() or low in NO_PERSON:
        return False
    return low in PERSON or low in DETERMINER or word[0].isupper() or low in NOUNS


def _is_all(text: str, at: int, end: int, verb: str) -> bool:
    """Whether nothing that was said follows a verb of speech."""
    found = WORD.search(text, at, min(end, at + LOOKED_AT))
    if found is None or not found.group()[0].isalpha():
        return True
    return verb in TOLD or found.group().lower() in AFTER_VERB


def _names_somebody(text: str, at: int, end: int) -> bool:
    found = WORD.search(text, at, min(end, at + LOOKED_AT))
    return found is not None and (found.group()[0].isupper() or found.group() in PERSON or found.group() in DETERMINER)


def leads_in(before: str) -> bool:
    """Whether a few characters end in words that a quotation comes after."""
    last = LAST_WORD.search(before)
    return last is not None and (last.group(1).lower() in SAYING or last.group(1).lower() in LEADS)


def says(text: str, start: int, end: int) -> int | None:
    """Where the last verb of speech in start..end ends; None where there is none."""
    last, before = None, ""
    for found in WORD.finditer(text, start, end):
        word = found.group()
        if (word in SAID or word in SAYING_SO) and before not in SPOKEN:
            last = found.end()
        before = word.lower()
    return last
