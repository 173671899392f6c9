"""The toll of a whole event: "the toll rose to six", "bringing the number of dead to 12". Standard library only."""

from pipelines.events.draft import Sentence
from pipelines.events.harm_claims import TOTAL, Victims, claims
from pipelines.events.harm_counts import Group, bounds
from pipelines.events.harm_verbs import is_done
from pipelines.events.harm_who import Who
from pipelines.events.harm_words import HarmWords, harm_words
from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.phrases import HARD
from pipelines.events.tokens import Tokens
from pipelines.text.numbers import Number, find_numbers

TOLL_REACH = 22
"""Tokens between a toll and its number."""
OF_A_WAR = 1000
"""Deaths that one deed seldom causes: such a toll needs a word for the deed beside it."""
COUNTED = 6
"""Tokens between "the number of" and the word that says how they were harmed."""
NO_TOLL = word_list("no_toll")


def of_toll(sentence: Sentence, at: int, words: HarmWords) -> list[Victims]:
    """The count that follows a toll, or "number of dead", at token `at`, if the text gives it as reached."""
    tokens = sentence.tokens
    read = _kind(tokens, at, words)
    if read is None or not words.sets["toll_wide"].isdisjoint(tokens.low):
        return []
    how, after = read
    number = _number_behind(sentence, after, words) or _number_before(tokens, at)
    if number is None or ((number.low or number.value or 0) >= OF_A_WAR and not tells_deed(tokens)):
        return []
    civil = any(tokens.low[place].startswith("civilian") for place in range(max(0, at - 2), min(len(tokens), after + 2)))
    group = Group(number.start, number.end, *bounds(number), Who("civilians", "civilians") if civil else Who(), number.qualifier)
    return claims([group], how, at, TOTAL)


def tells_deed(tokens: Tokens) -> bool:
    """Whether a sentence has a noun for one deed that can kill thousands: an attack or a massacre, not a war or fighting."""
    rules, wide = lexicon().noun_rules, harm_words().sets["toll_wide"]
    return any(low in rules and rules[low][0].type == "ASSAULT" and low not in wide for low in tokens.low)


def _kind(tokens: Tokens, at: int, words: HarmWords) -> tuple[str, int] | None:
    """How they were harmed of whom a toll tells, and one past the words for it."""
    low = tokens.low[at]
    if low in words.nouns["toll"]:
        return None if tokens.low[at - 1] in words.sets["toll_kind"] else (words.nouns["toll"][low], at + 1)
    if tokens.low[at : at + 2] != ["number", "of"]:
        return None
    for place in range(at + 2, min(len(tokens), at + 2 + COUNTED)):
        how = words.nouns["state"].get(tokens.low[place]) or words.nouns["tally"].get(tokens.low[place])
        if how:
            return how, place + 1
        if tokens.kind[place] in HARD or tokens.kind[place] == ",":
            return None
    return None


def _number_behind(sentence: Sentence, after: int, words: HarmWords) -> Number | None:
    """The number that a link like "to" or "reached" leads to; the last of "from four to six"."""
    tokens = sentence.tokens
    end = min(len(tokens), after + TOLL_REACH)
    end = next((place for place in range(after, end) if tokens.kind[place] in HARD and tokens.kind[place] != ":"), end)
    if end <= after or any(not is_done(sentence, index) for index, verb in enumerate(sentence.verbs) if after <= verb.head < end):
        return None
    links = words.sets["toll_link"] if tokens.low[after - 1] in words.nouns["toll"] else words.sets["toll_grown"]
    starts = {tokens.start[place]: place for place in range(after, end)}
    for number in find_numbers(tokens.text, tokens.start[after], tokens.end[end - 1]):
        place = starts.get(number.start)
        if place is not None and tokens.low[place - 1] in links and not _is_thing(tokens, number, end):
            return number
    return None


def _is_thing(tokens: Tokens, number: Number, end: int) -> bool:
    """Whether what is counted is a time or a share."""
    behind = next((place for place in range(end) if tokens.start[place] >= number.end), None)
    return behind is not None and tokens.low[behind] in NO_TOLL


def _number_before(tokens: Tokens, at: int) -> Number | None:
    """As in "bringing to 12 the number of dead"."""
    first = next((place for place in range(at - 1, max(-1, at - 5), -1) if tokens.low[place] == "the"), None)
    if first is None or first < 2:
        return None
    numbers = find_numbers(tokens.text, tokens.start[max(0, first - 4)], tokens.end[first - 1])
    if not numbers or numbers[-1].end != tokens.end[first - 1]:
        return None
    before = next((place for place in range(first) if tokens.start[place] == numbers[-1].start), 0)
    return numbers[-1] if before and tokens.low[before - 1] in ("to", "at") else None
