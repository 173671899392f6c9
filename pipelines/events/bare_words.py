"""The nouns that mean parties named elsewhere, by kind: seeds/reference/bare_parties.csv. Standard library only."""

from functools import cache

from pipelines.reference import rows, split


@cache
def words_of(kind: str) -> frozenset[str]:
    """The nouns of one kind in bare_parties.csv."""
    return frozenset(word for row in rows("bare_parties") if row["kind"] == kind for word in split(row["words"]))
