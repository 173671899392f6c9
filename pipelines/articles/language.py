"""Which language a text is in. English is told by its commonest words; only a text that has too few of them is put to the model."""

import re
from functools import lru_cache

from pipelines.reference import column

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 3000
ENGLISH_SHARE = 0.18


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(column("english_words", "word"))


def language_of(text: str) -> str:
    """ISO 639-1 code of the language of a text of some twenty words or more."""
    sample = text[:SAMPLE]
    words = [word.lower() for word in WORD.findall(sample)]
    if not words:
        return "und"
    share = sum(word in _common() for word in words) / len(words)
    return "en" if share >= ENGLISH_SHARE else _by_model(" ".join(words))


def _by_model(words: str) -> str:
    import py3langid  # takes half a second, and most runs never need it

    language: str = py3langid.classify(words)[0]
    return language
