"""To which event those who were harmed belong. Standard library only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipelines.events.actors import read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.harm import KINDS, find_harm, plus
from pipelines.events.harm_claims import ADDED, TOTAL, Victims
from pipelines.events.harm_words import harm_words
from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.mention import EventMention
from pipelines.events.party import Party
from pipelines.events.triggers import match_noun

HARMFUL = frozenset(("ASSAULT", "COERCE", "PROTEST"))
"""Types of deeds that can harm."""
REAL = frozenset(("completed", "ongoing"))
RECENT = frozenset(("last", "past"))
LONGEST_SCENE = 3
"""Sentences after a deed in which its victims may still be counted."""

Shares = dict[int, list[Victims]]
"""Victims by the identity of the draft they belong to."""


def share_out(sentence: Sentence, victims: Sequence[Victims], *, known: bool) -> tuple[Shares, list[Victims]]:
    """Gives each group to the deed in whose clause it stands, or to the nearest one; words of violence without any deed found one.

    `known`: whether a deed was just told, so that "the attack" is that one. Drafts that were founded are added to the sentence. The second
    value holds those who belong to no deed of the sentence.
    """
    shares: Shares = {}
    left: list[Victims] = []
    harmful = [draft for draft in sentence.drafts if draft.type in HARMFUL and draft.scope != "echo"]  # "violence" is no one deed
    for at, told in groupby(victims, key=lambda one: one.at):
        group = list(told)
        owner = min(
            harmful, key=lambda draft: (not _covers(draft, at), draft.outcome is not None, abs(draft.at - at), draft.at), default=None
        )
        if owner is None and _is_of_years(sentence):
            continue
        if owner is None:
            owner = _found(sentence, group, known=known)
            if owner is not None:
                sentence.drafts.append(owner)
                harmful += [owner] if owner.rule == "toll" else []
        if owner is None:
            left += group
        else:
            shares.setdefault(id(owner), []).extend(group)
    return shares, left


def _covers(draft: Draft, at: int) -> bool:
    return min(draft.clause, draft.first) <= at < draft.harm_after


def _is_of_years(sentence: Sentence) -> bool:
    """Whether a sentence counts those of many deeds: "in the last ten years"."""
    low, lasting = sentence.tokens.low, word_list("lasting")
    return any(low[place] in lasting and not RECENT.isdisjoint(low[max(0, place - 3) : place]) for place in range(len(low)))


def _is_violence(sentence: Sentence, at: int) -> bool:
    """Whether a word can only tell of a deed: "murder", not "death"."""
    low, words = sentence.tokens.low[at], harm_words()
    return low in words.violent


def _found(sentence: Sentence, group: Sequence[Victims], *, known: bool) -> Draft | None:
    """A deed for those who have none."""
    if group[0].role != TOTAL and (group[0].how == "kidnapped" or _is_violence(sentence, group[0].at)):
        return _founded(sentence, group)
    return _told_of(sentence, group, known=known) if group[0].how != "detained" else None


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


def _told_of(sentence: Sentence, group: Sequence[Victims], *, known: bool) -> Draft | None:
    """The deed by whose noun people are harmed: "the toll from the bombing rose to six", "fled the shelling", "died in an air strike"."""
    tokens = sentence.tokens
    for at in range(len(tokens)):
        low = tokens.low[at]
        noun = at not in tokens.heads or low.endswith("ing")  # "Monday's bombing" may look like a verb
        if noun and low in lexicon().noun_rules and (found := match_noun(tokens, at)):
            rule, after = found
            if rule.type == "ASSAULT" and rule.scope != "echo" and not (known and tokens.low[at - 1] in ("the", "this", "that")):
                last = max(place for place in range(len(tokens)) if tokens.start[place] < group[-1].char_end)
                first, end = min(at, group[0].at), max(after, last + 1)
                draft = Draft(first, end, at, "toll", rule.trigger, rule.type, rule.mode, "completed", Party(), Party(), head=at)
                draft.harm_after = len(tokens)
                return draft
    return None


@dataclass(slots=True)
class Toll:
    """The last deed of harm of a text, for victims whom other sentences tell of, and those who still wait for their deed."""

    deed: EventMention | None = None
    age: int = 0
    waiting: list[Victims] = field(default_factory=list)
    waited: int = 0

    def is_fresh(self) -> bool:
        """Whether the next sentence may still speak of the last deed."""
        return self.deed is not None and self.age < LONGEST_SCENE

    def see(self, mentions: Sequence[EventMention], victims: Sequence[Victims]) -> None:
        """Takes a sentence in: its last deed of harm, and victims of its that belong to no deed in it."""
        real = [one for one in mentions if one.type in HARMFUL and one.status in REAL]
        self.age, self.waited = self.age + 1, self.waited + 1
        if real:
            if self.waiting and self.waited <= LONGEST_SCENE:
                fit = [one for one in real if one.mode != "detain" or {victim.how for victim in self.waiting} == {"detained"}]
                for one in fit[:1]:  # an arrest kills nobody of whom another sentence tells
                    add_to(one, self.waiting)
            self.deed, self.age, self.waiting = real[-1], 0, []
        if not victims:
            return
        if self.deed is not None and self.age <= LONGEST_SCENE:
            add_to(self.deed, victims)
        else:
            self.waiting, self.waited = list(victims), 0


def add_to(deed: EventMention, victims: Sequence[Victims]) -> None:
    """Adds victims that another sentence tells of. Bounds that the deed has stay, but for a toll and for those who come on top."""
    deed.harm = [*deed.harm, *victims]
    for how, bounds in find_harm(victims).items():
        before = getattr(deed, f"{how}_low"), getattr(deed, f"{how}_high")
        kinds = {one.role for one in victims if one.how == how}
        if before == (None, None) or TOTAL in kinds:
            set_harm(deed, how, bounds)
        elif kinds == {ADDED}:
            set_harm(deed, how, plus(before, bounds))


def set_harm(deed: EventMention, how: str, bounds: tuple[int | None, int | None]) -> None:
    """Sets least and most of one kind of harm."""
    assert how in KINDS
    setattr(deed, f"{how}_low", bounds[0])
    setattr(deed, f"{how}_high", bounds[1])
