"""To which event those who were harmed belong. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipelines.events.actors import read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.harm import find_harm
from pipelines.events.harm_claims import Victims
from pipelines.events.harm_words import harm_words
from pipelines.events.mention import EventMention
from pipelines.events.party import Party

HARMFUL = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Types of deeds that can harm."""
REAL = frozenset(("completed", "ongoing"))
LONGEST_SCENE = 3
"""Sentences after a deed in which its victims may still be counted."""

Shares = dict[int, list[Victims]]
"""Victims by the identity of the draft they belong to."""


def share_out(sentence: Sentence, victims: Sequence[Victims]) -> tuple[Shares, list[Victims]]:
    """Gives each group to the deed in whose clause it stands, or to the nearest one; words of violence without any deed found one.

    Drafts that were founded are added to the sentence. The second value holds those who belong to no deed of the sentence.
    """
    shares: Shares = {}
    left: list[Victims] = []
    harmful = [draft for draft in sentence.drafts if draft.type in HARMFUL]
    for at, told in groupby(victims, key=lambda one: one.at):
        group = list(told)
        owner = min(harmful, key=lambda draft: (not _covers(draft, at), abs(draft.at - at), draft.at), default=None)
        if owner is None and _is_violence(sentence, at):
            owner = _founded(sentence, group)
            sentence.drafts.append(owner)
        if owner is None:
            left += group
        else:
            shares.setdefault(id(owner), []).extend(group)
    return shares, left


def _covers(draft: Draft, at: int) -> bool:
    return min(draft.clause, draft.first) <= at < draft.harm_after


def _is_violence(sentence: Sentence, at: int) -> bool:
    """Whether a word can only tell of a deed: "murder", not "death"."""
    low, words = sentence.tokens.low[at], harm_words()
    return low in words.violent


def _founded(sentence: Sentence, group: Sequence[Victims]) -> Draft:
    """A deed of which the text tells only by its victims: "condemned the murder of the two nuns"."""
    tokens = sentence.tokens
    at = group[0].at
    places = [place for place in range(len(tokens)) if any(one.char_start <= tokens.start[place] < one.char_end for one in group)]
    first, after = min([*places, at]), max([*places, at]) + 1
    recipient = read_party(tokens, (places[0], places[-1] + 1), sentence.memory) if places else Party()
    mode = {"killed": "kill", "kidnapped": "abduct"}.get(group[0].how)
    return Draft(
        first, after, at, "harm", tokens.low[at], "ASSAULT", mode, "completed", Party(), recipient, clause=first, head=at, harm_after=after
    )


@dataclass(slots=True)
class Toll:
    """The last deed of harm of a text, for victims whom other sentences tell of, and those who still wait for their deed."""

    deed: EventMention | None = None
    age: int = 0
    waiting: list[Victims] = field(default_factory=list)
    waited: int = 0

    def see(self, mentions: Sequence[EventMention], victims: Sequence[Victims]) -> None:
        """Takes a sentence in: its last deed of harm, and victims of its that belong to no deed in it."""
        real = [one for one in mentions if one.type in HARMFUL and one.status in REAL]
        self.age, self.waited = self.age + 1, self.waited + 1
        if real:
            if self.waiting and self.waited <= LONGEST_SCENE:
                add_to(real[0], self.waiting)
            self.deed, self.age, self.waiting = real[-1], 0, []
        if not victims:
            return
        if self.deed is not None and self.age <= LONGEST_SCENE:
            add_to(self.deed, victims)
        else:
            self.waiting, self.waited = list(victims), 0


def add_to(deed: EventMention, victims: Sequence[Victims]) -> None:
    """Adds victims that another sentence tells of; bounds that the deed has already are left as they are."""
    deed.harm = [*deed.harm, *victims]
    harm = find_harm(victims)
    if deed.killed_low is None and deed.killed_high is None:
        deed.killed_low, deed.killed_high = harm.killed
    if deed.wounded_low is None and deed.wounded_high is None:
        deed.wounded_low, deed.wounded_high = harm.wounded
    if deed.detained_low is None and deed.detained_high is None:
        deed.detained_low, deed.detained_high = harm.detained
