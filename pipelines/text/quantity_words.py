"""The words of quantity_words.csv, as patterns. Standard library only.

label: a number after it is none ("Article 5"); soft_label: unless something is counted after it ("last week 40 people"); word_label:
labels of number words ("phase two"). no_name: a capitalised one is no name. person: who is counted even after a name or a year. tied:
makes no quantity with a hyphen ("two-way"). before_one, after_one: "one" is a pronoun. score: what a score is. modifier: may stand before
a unit. per: what a rate is per. weighing, no_weight: whether pounds are a weight. metres, measured: whether "m" is a metre. after_part,
before_half, before_part: what stands beside a share. after_multiple: beside "twice". aged: before an age.
"""

from pipelines.reference import rows, split
from pipelines.text.number_forms import alternatives

WORDS = {row["group"]: split(row["words"]) for row in rows("quantity_words")}


def any_of(group: str) -> str:
    """A pattern for any word of a group, the longest first."""
    return f"(?:{alternatives(WORDS[group])})"
