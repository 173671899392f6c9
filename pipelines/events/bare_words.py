"""The nouns that mean parties named elsewhere, by kind: seeds/reference/bare_parties.csv. Standard library only."""

from functools import cache

from pipelines.events.inflect import plural
from pipelines.events.lexicon import word_list
from pipelines.reference import column, rows, split


@cache
def words_of(kind: str) -> frozenset[str]:
    """The nouns of one kind in bare_parties.csv."""
    return frozenset(word for row in rows("bare_parties") if row["kind"] == kind for word in split(row["words"]))


@cache
def vocabulary() -> frozenset[str]:
    """Every word without which a phrase in small letters means nobody named elsewhere."""
    nouns = [part for row in rows("bare_parties") for word in split(row["words"]) for part in word.split()]
    nouns += [part for word in column("unit_nations", "word") for part in word.split()]
    nouns += word_list("party_word")
    return frozenset(form for noun in nouns for form in (noun, plural(noun)))
