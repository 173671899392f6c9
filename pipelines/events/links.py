"""Which noun phrase is the subject of a verb, and which verb governs which. Standard library only."""

from pipelines.events.inflect import singular
from pipelines.events.lexicon import CONJ, DET, PREP, REL, lexicon, word_list
from pipelines.events.phrases import HARD, Phrase, back, lacks_object, phrase_before
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb

ADVERBIAL = word_list("adverbial")
SUBORDINATING = word_list("subordinating")
TELLING = word_list("telling")
"""Nouns whose "that" tells what they say rather than which of them is meant."""


def link(tokens: Tokens, verbs: list[Verb]) -> None:
    """Sets subject, governor and clause of every verb; one pass, left to right."""
    for index, verb in enumerate(verbs):
        before = verbs[index - 1] if index else None
        floor = before.head + 1 if before else 0
        if verb.infinitive or (verb.tag == "G" and not verb.progressive):
            _link_nonfinite(tokens, verbs, index, floor)
        else:
            _link_finite(tokens, verbs, index, floor)
        verb.clause = floor if before is None else min(verb.start, verb.subject[0] if verb.subject and not verb.shared else verb.start)
    _link_fronted(tokens, verbs)


def _link_fronted(tokens: Tokens, verbs: list[Verb]) -> None:
    """Gives a gerund that opens the sentence the subject of the main clause: "Blaming Rwanda for the raid, | the minister said"."""
    if not verbs or verbs[0].subject is not None or verbs[0].start > 0 or not (verbs[0].tag == "G" or tokens.low[0] == "having"):
        return
    for main in verbs[1:]:
        if main.lemma in lexicon().speech and main.subject and not main.shared and tokens.kind[main.subject[0] - 1] == ",":
            verbs[0].subject, verbs[0].shared = main.subject, True
            return


def _link_finite(tokens: Tokens, verbs: list[Verb], index: int, floor: int) -> None:
    verb = verbs[index]
    before = verbs[index - 1] if index else None
    place = back(tokens, verb.start - 1, floor)
    if place >= floor and tokens.flags[place] & REL and tokens.low[place] in ("who", "which", "that"):
        relative = phrase_before(tokens, place, floor, before is not None)
        if relative is None and place - 1 >= floor and tokens.kind[place - 1] == ",":
            relative = phrase_before(tokens, place - 1, floor, before is not None)
        if relative or place == floor:
            verb.relative, verb.subject = True, relative or (before.subject if before else None)
            return
    if (whole := _of_whom(tokens, place, floor, before is not None)) is not None:
        verb.relative, verb.subject = True, whole
        return
    verb.subject = _own_subject(tokens, verb, floor, before)
    verb.antecedent = _antecedent(tokens, verb, floor, before)
    if verb.subject is None and place >= floor and _describes(tokens, verb, place):
        verb.subject, verb.reduced, verb.passive = phrase_before(tokens, place, floor, before is not None), True, True
        return
    if before is None:
        return
    if verb.tag == "B" and verb.start == verb.head and verb.subject is None and (before.infinitive or before.tag == "B"):
        verb.infinitive, verb.governor, verb.governor_word = True, before.governor, before.governor_word
        verb.subject, verb.shared, verb.modal = before.subject, True, before.modal
        return
    edge = back(tokens, verb.subject[0] - 1, floor) if verb.subject is not None else floor
    if edge >= floor and _modifies(tokens, before) and tokens.flags[edge] & PREP:
        edge = back(tokens, edge - 1, floor)  # "those seized by | the rebels | were freed"
    touches = verb.subject is not None and edge < floor
    if touches and _modifies(tokens, before) and not _parted(tokens, floor, verb.start):
        # the phrase between is the object of a modifier: "the rebels who held the town surrendered"
        verb.subject, verb.shared = before.subject, True
    elif touches and verb.tag == "D" and _can_be_participle(tokens, verb) and _has_object_slot(before):
        verb.reduced, verb.passive = True, True
    elif verb.subject is None:
        _share(tokens, verbs, index)


def _own_subject(tokens: Tokens, verb: Verb, floor: int, before: Verb | None) -> Phrase | None:
    """The noun phrase right before a verb; an adverb is none: "The two sides, at odds for years, | last met in 2015"."""
    phrase = phrase_before(tokens, verb.start, floor, before is not None and before.lemma not in lexicon().speech)
    return None if phrase is not None and phrase[1] - phrase[0] == 1 and tokens.low[phrase[0]] == "last" else phrase


def _of_whom(tokens: Tokens, place: int, floor: int, after_verb: bool) -> Phrase | None:
    """Of whom a clause tells all or some: "The men, all of whom | are old, were freed"."""
    if place - 2 <= floor or tokens.low[place] not in ("whom", "which") or tokens.low[place - 1] != "of":
        return None
    opening = next((comma for comma in range(place - 2, max(floor, place - 6), -1) if tokens.kind[comma] == ","), None)
    return phrase_before(tokens, opening, floor, after_verb) if opening is not None else None


def _describes(tokens: Tokens, verb: Verb, place: int) -> bool:
    """Whether a participle behind a comma describes the noun before it: "The army, | backed by jets"."""
    by = verb.head + 1 < len(tokens) and tokens.low[verb.head + 1] == "by"
    return tokens.kind[place] == "," and by and _can_be_participle(tokens, verb)


def _antecedent(tokens: Tokens, verb: Verb, floor: int, before: Verb | None) -> Phrase | None:
    """What a relative pronoun before the subject stands for: "an assault that | the army had threatened"."""
    place = verb.subject[0] - 1 if verb.subject else -1
    if place <= floor or tokens.low[place] not in ("that", "which", "whom") or not tokens.flags[place] & REL:
        return None
    place = place - 2 if tokens.kind[place - 1] == "," else place - 1
    if place < floor or not tokens.is_noun_like(place) or singular(tokens.low[place]) in TELLING:
        return None
    return phrase_before(tokens, place + 1, floor, before is not None)


def _parted(tokens: Tokens, first: int, after: int) -> bool:
    return any(tokens.kind[place] in HARD for place in range(first, after))


def _modifies(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb belongs to a noun before it and leaves the main verb to come."""
    return (
        verb.relative
        or verb.reduced
        or (verb.tag == "D" and verb.start == verb.head and tokens.low[verb.head + 1] == "by")  # "girls abducted by gunmen"
        or (verb.tag == "G" and not verb.progressive and verb.governor is None and verb.subject is not None)
    )


def _can_be_participle(tokens: Tokens, verb: Verb) -> bool:
    readings = dict(lexicon().verbs.get(tokens.low[verb.head], ())).get(verb.lemma, "")
    return "N" in readings and verb.start == verb.head


def _has_object_slot(verb: Verb) -> bool:
    """Whether a noun phrase right after a verb is its object rather than the subject of a clause."""
    return verb.lemma not in lexicon().speech


def _share(tokens: Tokens, verbs: list[Verb], index: int) -> None:
    """Takes the subject of an earlier finite verb: "X attacked and killed Y". After a comma, not that of a relative clause."""
    verb = verbs[index]
    place = back(tokens, verb.start - 1, 0)
    after_comma = place > 0 and (tokens.kind[place] == "," or tokens.kind[place - 1] == ",")
    closed = place > 0 and tokens.kind[place] == ","
    for earlier in reversed(verbs[:index]):
        if closed and earlier.subject is not None and _modifies(tokens, earlier) and tokens.kind[earlier.start - 1] == ",":
            verb.subject, verb.shared = earlier.subject, True  # "The army, backed by jets, | retook"
            return
        if not earlier.finite or earlier.subject is None:
            continue
        if closed and earlier.lemma in lexicon().speech and earlier.subject[0] > 1 and tokens.kind[earlier.subject[0] - 1] == ",":
            verb.subject = phrase_before(tokens, earlier.subject[0] - 1, 0, False)  # "The rebels, the army said, | attacked"
            return
        if earlier.start != earlier.head and _is_parallel(tokens, verbs, verb, earlier):
            continue
        if after_comma and earlier.relative and not (closed and _set_off(tokens, earlier)):
            whole = _before_apposition(tokens, earlier) if closed else None
            if whole is not None:
                verb.subject = whole
                return
            continue
        if _follows(tokens, verbs, earlier, index):
            verb.subject, verb.shared = earlier.antecedent, True
            return
        verb.subject, verb.shared = earlier.subject, True
        if verb.tag in "BN" and verb.start == verb.head:
            verb.modal, verb.passive = earlier.modal, earlier.passive and verb.tag == "N"
            verb.reduced = False
        elif earlier.passive and _can_be_participle(tokens, verb) and lacks_object(tokens, verb.head + 1):
            verb.passive = True  # "was dismissed, banned from office and jailed"
        return


def _is_parallel(tokens: Tokens, verbs: list[Verb], verb: Verb, between: Verb) -> bool:
    """Whether a plain past goes with another before a subordinate clause with helpers: "denied that it was true | and accused"."""
    if verb.tag != "D" or verb.start != verb.head or between.subject is None or between.subject[0] < 1:
        return False
    if tokens.low[between.subject[0] - 1] not in SUBORDINATING:
        return False
    return any(other.tag == "D" and other.start == other.head and other.subject is not None for other in verbs[: verbs.index(between)])


def _follows(tokens: Tokens, verbs: list[Verb], relative: Verb, index: int) -> bool:
    """Whether a verb without a subject comes right after an object relative clause: "the raid that they planned | was called off"."""
    if relative.antecedent is None or verbs[index - 1] is not relative:
        return False
    between = range(relative.head + 1, verbs[index].start)
    if any(tokens.flags[place] & CONJ for place in between):
        return False
    earlier = [verb for verb in verbs[:index] if verb.finite and verb is not relative and verb.head > relative.antecedent[0] - 12]
    return not any(verb.head < relative.antecedent[0] for verb in earlier)


def _before_apposition(tokens: Tokens, relative: Verb) -> Phrase | None:
    """The noun that an apposition with a relative clause stands for: "Walesa, the electrician who won the prize, | called"."""
    assert relative.subject is not None
    comma = relative.subject[0] - 1
    return phrase_before(tokens, comma, 0, False) if comma > 0 and tokens.kind[comma] == "," else None


def _set_off(tokens: Tokens, relative: Verb) -> bool:
    """Whether a relative clause stands between commas, so that its noun is the subject of what follows: "Iran, which ..., denied"."""
    assert relative.subject is not None
    after = relative.subject[1]
    return after < relative.start and tokens.kind[after] == ","


def _link_nonfinite(tokens: Tokens, verbs: list[Verb], index: int, floor: int) -> None:
    verb = verbs[index]
    lex = lexicon()
    before = verbs[index - 1] if index else None
    place = back(tokens, verb.start - 1, floor)
    low = tokens.low[place] if place >= floor else ""
    if place >= floor and tokens.flags[place] & PREP and verb.tag == "G":
        verb.adverbial = low in ADVERBIAL
        place = back(tokens, place - 1, floor)
        low = tokens.low[place] if place >= floor else ""
    if ("adj", low) in lex.governors or ("noun", singular(low)) in lex.governors:
        verb.governor_word = low
        owner = phrase_before(tokens, place, floor, before is not None)
        if owner and _owns(tokens, owner):
            verb.subject = owner
    if before is None and verb.tag == "G" and verb.subject is None and place > 0 and tokens.kind[place] == "," and place == verb.start - 1:
        verb.subject = phrase_before(tokens, place, 0, False)  # "Rebel leaders, | speaking in Nairobi, accused"
    if verb.subject is None and verb.tag == "G" and place == verb.start - 1 and before is not None:
        verb.subject = _absolute(tokens, verb, floor)
        if verb.subject is not None:
            return
    if (
        before is None
        and verb.tag == "G"
        and verb.subject is None
        and place == verb.start - 1
        and place >= 0
        and tokens.is_noun_like(place)
    ):
        verb.subject = phrase_before(tokens, verb.start, 0, False)
    if before is None and verb.infinitive and verb.subject is None and place >= 0 and tokens.is_noun_like(place):
        verb.subject = phrase_before(tokens, verb.start, 0, False)  # "Spain to leave Iraq"
    if before is None or _parted(tokens, before.head + 1, verb.start):
        return
    verb.governor = index - 1
    if verb.adverbial or (verb.tag == "G" and place >= floor and tokens.low[place] in ("while", "when", "after", "before")):
        verb.governor = next((earlier for earlier in range(index - 1, -1, -1) if verbs[earlier].finite), index - 1)
        before = verbs[verb.governor]
    if verb.subject is not None:
        return
    controls = before.lemma in lex.control or (before.lemma in lex.speech and before.tag == "Z")
    between = phrase_before(tokens, verb.start, floor, True) if controls and not before.passive and verb.infinitive else None
    verb.subject = between or before.subject
    verb.shared = between is None


def _absolute(tokens: Tokens, verb: Verb, floor: int) -> Phrase | None:
    """The subject of a gerund that is its own: "..., each side | accusing the other", "with Moon | welcoming the offer"."""
    own = phrase_before(tokens, verb.start, floor, True)
    if own is None or own[1] != verb.start or own[0] <= floor:
        return None
    parted = tokens.kind[own[0] - 1] == "," and bool(tokens.flags[own[0]] & DET)
    return own if parted or tokens.low[own[0] - 1] == "with" else None


def _owns(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether a phrase before a noun is its possessor: "Biden's", "US", "their"."""
    first, after = phrase
    possessive = any(tokens.low[place] == "'s" for place in range(first, after))
    return (
        possessive or tokens.low[first] in ("their", "its", "his", "her", "our") or any(tokens.name[place] for place in range(first, after))
    )
