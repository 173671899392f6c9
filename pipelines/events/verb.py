"""A verb group as the rules pass it on. Standard library only."""

from dataclasses import dataclass

FUTURE = frozenset(("will", "shall", "'ll", "won't"))
POSSIBLE = frozenset(("could", "may", "might", "can"))
DUTY = frozenset(("must", "should", "ought"))


@dataclass(slots=True)
class Verb:
    """A verb with its helpers. `tag`: B bare, Z third person, D past, N participle, G -ing, C copula or adjective with infinitive."""

    start: int
    head: int
    lemma: str
    tag: str
    modal: str | None = None
    negated: bool = False
    infinitive: bool = False
    passive: bool = False
    perfect: bool = False
    past_perfect: bool = False
    progressive: bool = False
    reduced: bool = False
    """A participle after a noun, with no helper: "troops sent to Kabul"."""
    relative: bool = False
    antecedent: tuple[int, int] | None = None
    """The noun that its relative clause describes and that is its object: "the men | whom they had freed"."""
    governor: int | None = None
    """Place of the verb that governs it, in the list of the sentence."""
    governor_word: str | None = None
    """Noun or adjective right before "to" that governs it: decision, ready."""
    subject: tuple[int, int] | None = None
    """First token and one past the last; of a passive, what it is done to."""
    adverbial: bool = False
    """A gerund that only dates or frames another deed: "after arresting", "by leaving"."""
    shared: bool = False
    """The subject is taken over from an earlier verb."""
    clause: int = 0
    """First token of the clause."""

    @property
    def finite(self) -> bool:
        return not (self.infinitive or self.reduced or (self.tag == "G" and not self.progressive))
