"""The parts of a noun phrase: its coordinated members, and where the core of each ends. Standard library only."""

from pipelines.events.bare_words import words_of
from pipelines.events.inflect import singular
from pipelines.events.lexicon import CONJ, DET, PREP, lexicon, word_list
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.tokens import Tokens

SPEAKERS = word_list("speaker")


def members(tokens: Tokens, first: int, after: int) -> list[Phrase]:
    """The coordinated parts of a phrase: "the US and Britain" are two, "the defense and state secretaries" is one."""
    members = []
    start = first
    for place in range(first, after):
        joint = (tokens.flags[place] & CONJ and tokens.low[place] in ("and", "or", "nor", "&")) or tokens.kind[place] == ","
        if (
            joint
            and _ends_closed(tokens, place - 1)
            and _closed(tokens, start, place)
            and place + 1 < after
            and _closed(tokens, place + 1, after)
        ):
            members.append((start, place))
            start = place + 1
    members.append((start, after))
    return members


def _closed(tokens: Tokens, first: int, after: int) -> bool:
    """Whether a part can stand alone: it has a name that is no adjective, or a noun for somebody."""
    actors = lexicon().actors
    for place in range(first, after):
        name = tokens.name[place]
        if (name is not None and name.form == "name") or singular(tokens.low[place]) in actors or tokens.low[place] in actors:
            return True
    return False


def _ends_closed(tokens: Tokens, last: int) -> bool:
    """Whether a part ends in a name or a noun for somebody, not in an adjective that the next part shares."""
    name = tokens.name[last]
    low = tokens.low[last]
    by_name = (name is not None and name.form == "name") or tokens.low[last] == "'s" or tokens.capital(last)
    return by_name or low in lexicon().actors or singular(low) in lexicon().actors or tokens.kind[last] == ")"


def head_end(tokens: Tokens, first: int, after: int) -> int:
    """One past the core of a phrase: up to the first preposition other than "of", or a comma."""
    actors = lexicon().actors
    for place in range(first + 1, after):
        if tokens.low[place] == "of" and place > first + 2 and "of" in tokens.low[first : place - 1] and tokens.low[place - 1] in actors:
            return place  # "dozens of women | of misconduct"
        if tokens.kind[place] in ",(" or place in tokens.heads:
            return place
        named = tokens.capital(place)  # "Action Against Hunger"
        if tokens.flags[place] & PREP and not tokens.flags[place] & DET and tokens.low[place] not in ("of", "than") and not named:
            return place
    return after


def moved(tokens: Tokens, first: int, core: int, after: int) -> Phrase:
    """The core of a phrase, or of the one behind it who leads, speaks through or sends what it names."""
    low, behind = tokens.low, None
    if low[core : core + 2] in (["led", "by"], ["headed", "by"]) and core + 2 < len(tokens):
        behind = phrase_after(tokens, core + 2, len(tokens))  # "a delegation led by Jimmy Carter"
    elif core + 2 < len(tokens) and low[core - 1] in SPEAKERS and low[core] in ("for", "to"):
        behind = phrase_after(tokens, core + 1, len(tokens))  # "a spokesman for the government"
    elif core + 1 < after and low[core] == "from" and singular(low[core - 1]) in words_of("weapon"):
        behind = (core + 1, after)  # "missiles from Armenia"
    return behind or (first, core)
