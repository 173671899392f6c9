"""The words of a quotation as they are compared: spelling, contractions and tense do not count.

Standard library only; knows nothing of tables.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipelines.quotes.words import AUXILIARIES, CLAUSES, CONJUNCTIONS, DETERMINERS, OPENERS, PREPOSITIONS, PRONOUNS, RELATIVES
from pipelines.reference import rows, split

Words = tuple[str, ...]

BRACKETS = re.compile(r"[\[(][^\])]{0,60}[\])]")
WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|(?:[^\W\d_]\.){2,}|['’]em\b|[^\W_]+(?:[’'][^\W_]+)*|%")
CUT = re.compile(r"\.\s?\.\s?\.|…")
FRESH = frozenset('.!?:;“"‘…')  # between words the second of which has a capital for no name
NAMES_AT_MOST = 0.5  # share of capitals from which they mark no names: a headline


def _of_kind(kind: str) -> list[dict[str, str]]:
    return [row for row in rows("wording_words") if row["kind"] == kind]


READINGS: dict[str, tuple[str, ...]] = {row["word"]: tuple(row["as"].split()) for row in _of_kind("reading")}
FILLERS = frozenset(row["word"] for row in _of_kind("filler"))
NUMBERS = {row["word"]: row["value"] for row in rows("number_words") if row["kind"] in ("unit", "teen", "ten")}
TENS = frozenset(str(number) for number in range(20, 100, 10))
ENDINGS = {"n't": "not", "'re": "be", "'ll": "will", "'ve": "have", "'m": "be", "'d": "will"}


def _base_forms() -> dict[str, str]:
    bases: dict[str, str] = {}
    for row in rows("irregular_verbs"):
        for form in (*split(row["past"]), *split(row["participle"])):
            bases.setdefault(form, row["verb"])
    return bases


BASES = _base_forms()
KEPT = frozenset(row["word"].lower() for row in rows("calendar")) | frozenset(row["word"] for row in _of_kind("kept"))
"""Words whose ending is none."""
SHY = frozenset({"may", "march", "mar", "sun", "sat"})  # names of days and months that are words too


@lru_cache(maxsize=200_000)
def _read_word(printed: str) -> Words:
    """One printed word as the words that are compared: don't -> do not, moved -> mov, twelve -> 12."""
    word = printed.lower().replace("’", "'").replace(".", "") if not printed[0].isdigit() else printed.replace(",", "")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if word == "%":
        return ("percent",)
    if word in FILLERS:
        return ()
    found: list[str] = []
    for part in READINGS.get(word) or _apart(word):
        for plain in READINGS.get(part, (part,)):
            found.append(_stem(plain))
    return tuple(found)


def _apart(word: str) -> Words:
    """Without a contracted ending, which becomes a word."""
    for ending, stands_for in ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)], stands_for
    return (word.removesuffix("'s").replace("'", ""),)


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    """A word without its spelling by country, its number and its tense."""
    if word in NUMBERS:
        return NUMBERS[word]
    if word in BASES:
        word = BASES[word]
    if len(word) < 4 or word[0].isdigit() or word in KEPT:
        return word
    if word.endswith(("ss", "us", "is")):
        pass
    elif word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return _spelled(word)


def _spelled(word: str) -> str:
    if len(word) > 5:
        word = word.replace("our", "or").replace("isation", "ization")
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    if word.endswith("mm"):
        word = word[:-1]
    if len(word) > 3 and word.endswith(("is", "ys")):
        word = word[:-1] + "z"
    if word.endswith("enc"):
        word = word[:-1] + "s"
    if word.endswith("tr") and len(word) > 4:
        word = word[:-1] + "er"
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "so"
    return word[:-1] if doubled else word


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(part for word in words for part in _read_word(word))


NEGATIONS = frozenset(_stem(row["word"]) for row in _of_kind("negation"))
CALENDAR = frozenset(row["word"].lower() for row in rows("calendar") if row["kind"] in ("month", "weekday")) - SHY
_OPPOSED = [(_stem(row["word"]), _stem(row["as"])) for row in _of_kind("opposite")]
OPPOSITES = frozenset(_OPPOSED) | frozenset((b, a) for a, b in _OPPOSED)
_COMMON = AUXILIARIES | PREPOSITIONS | DETERMINERS | CLAUSES | PRONOUNS | RELATIVES | CONJUNCTIONS | OPENERS
PLAIN = _stems(_COMMON | {row["word"] for row in _of_kind("plain")}) - {"2", "3", "4", "5", "6"}
"""Words that tell nothing about what was said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a quotation.

    `names`: places of words with a capital that no sentence gives them. `cuts`: how often it says "...". `content`: the words that tell
    something. `joined`: all words with a space around each, in which another's are looked for. `hard`: its numbers, days and negations.
    """

    words: Words
    names: frozenset[int]
    cuts: int
    content: Words
    joined: str
    hard: Words

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.words)


@lru_cache(maxsize=50_000)
def read_words(text: str) -> Reading:
    """The words of a wording without what an editor put in brackets, unless there is nothing else."""
    bare = BRACKETS.sub(" ", text)
    reading = _reading(bare)
    return reading if reading.words or bare == text else _reading(text)


def _reading(text: str) -> Reading:
    words: list[str] = []
    names: list[int] = []
    printed = 0
    for match, fresh in _printed(text):
        word = match.group()
        printed += 1
        for part in _read_word(word):
            if words and words[-1] in TENS and part.isdecimal() and len(part) == 1 and text[match.start() - 1] == "-":
                words[-1] = str(int(words[-1]) + int(part))
                continue
            if part == "cent" and words and words[-1] == "per":
                words[-1] = "percent"
                continue
            if word[0].isupper() and not fresh and part not in PLAIN:
                names.append(len(words))
            words.append(part)
    told = frozenset(names) if len(names) <= NAMES_AT_MOST * printed else frozenset[int]()
    content = tuple(word for word in words if word not in PLAIN)
    hard = tuple(sorted(word for word in words if word in NEGATIONS or word in CALENDAR or word[0].isdigit()))
    return Reading(tuple(words), told, len(CUT.findall(text)), content, f" {' '.join(words)} ", hard)


def _printed(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The printed words, and whether each begins a sentence."""
    end = 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        yield match, end == 0 or (between != " " and not FRESH.isdisjoint(between))
        end = match.end()


def words_of(text: str) -> Words:
    """The words of a wording as they are compared."""
    return read_words(text).words
