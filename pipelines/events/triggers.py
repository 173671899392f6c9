"""Which entry of the codebook a verb or a noun matches, and how far its clause goes. Standard library only."""

from functools import cache, lru_cache

from pipelines.events.causes import BOMBS, MISSILES, is_weapon
from pipelines.events.inflect import singular
from pipelines.events.lexicon import ADV, CONJ, DET, GAP, PREP, PRON, REL, SLOT, Rule, lexicon, word_list
from pipelines.events.phrases import phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.text.names import Name, acts_for, entities

ARMS = (("bomb", BOMBS), ("missile", MISSILES))
"""Kinds of weapon that a rule may ask of the subject."""
BREAKS = word_list("clause_break")
STOPS = frozenset(';:”"»') | {"--"}
REPORTING = frozenset(("say", "claim", "acknowledge", "charge"))
REACH = 20
"""How many tokens after a verb its object may begin."""
OBJECT_REACH = 3
BUNDLES = word_list("collective") | word_list("quantity") | word_list("bundle")
"""What "of" only counts."""
KINDS = {
    "person": "person",
    "country": "country",
    "organisation": "org",
    "armed_group": "armed",
    "armed_force": "force",
    "alliance": "force",
    "mission": "force",
}
"""Kinds of actor by the kinds of entities."""
CURRENCIES = frozenset("$€£¥")
WHEREABOUTS = frozenset(("in", "at", "near", "on"))
LONGEST_GAP = 3
LONGEST_CLAUSE = 60
VERBS_AHEAD = 8


def clause_end(tokens: Tokens, verbs: list[Verb], index: int) -> int:
    """One past the last token that belongs to the clause of a verb, its complements included."""
    head = verbs[index].head
    limit = min(len(tokens), head + LONGEST_CLAUSE)
    ahead = tokens.low[head + 1 : min(limit, head + 8)]
    complement = "that" in ahead or "if" in ahead
    end = _next_break(tokens, head, limit, complement)
    for later in verbs[index + 1 : index + 1 + VERBS_AHEAD]:
        if later.start >= end:
            break
        edge = _edge(tokens, verbs[index], later, complement)
        if edge is not None and head < edge < end:
            end = edge
            break
    while end > head + 1 and (tokens.kind[end - 1] in ",.()" or tokens.flags[end - 1] & CONJ):
        end -= 1
    return end


def _next_break(tokens: Tokens, head: int, limit: int, complement: bool) -> int:
    for place in range(head + 1, limit):
        kind = tokens.kind[place]
        if kind in STOPS and place > head + 2:
            return place
        if kind == "w" and tokens.low[place] in BREAKS and place > head + 1 and _parts_clauses(tokens, place, limit, complement):
            return place
        if kind == "w" and tokens.low[place] == "according" and place > head + 1:
            return place
        if kind == "," and place + 1 < limit and tokens.flags[place + 1] & REL and tokens.low[place + 1] != "that":
            return place
    return limit


def _parts_clauses(tokens: Tokens, place: int, limit: int, complement: bool) -> bool:
    """Whether "after", "while", "as" or the like begins another clause: not "as" in "as human shields"."""
    if complement and tokens.low[place] in ("as", "since"):
        return False
    return tokens.low[place] != "as" or any(later in tokens.heads for later in range(place + 1, min(limit, place + 12)))


def _edge(tokens: Tokens, verb: Verb, later: Verb, complement: bool) -> int | None:
    """Where the clause of `later` begins, if it is a clause of its own."""
    if later.finite and not later.relative:
        first = later.start if later.shared or later.subject is None else later.subject[0]
        place = first - 1
        while place > verb.head and ((tokens.flags[place] & ADV and not tokens.flags[place] & CONJ) or tokens.kind[place] == "D"):
            place -= 1
        joint = tokens.kind[place] in ',"”' or tokens.flags[place] & CONJ
        if not joint or (complement and tokens.low[place] != "but" and later.lemma not in lexicon().speech):
            return None
        return place
    if later.tag == "G" and tokens.kind[later.start - 1] == "," and later.lemma in lexicon().verb_rules:
        return later.start - 1
    return None


@cache
def _kind_of(entity_id: str) -> str:
    entity = entities().get(entity_id)
    return entity.kind if entity else ""


def _meets(tokens: Tokens, rule: Rule, place: int) -> bool:
    """Whether the token at `place` is one of the words that a rule needs."""
    low = tokens.low[place]
    if low in rule.needs or singular(low) in rule.needs or (rule.stems and low.startswith(rule.stems)):
        return True
    if "@people" in rule.needs and "people" in (lexicon().actors.get(low), lexicon().actors.get(singular(low))):
        return True
    name = tokens.name[place]
    if name is None:
        return False
    kind = _kind_of(name.entity_id)
    return (
        ("@country" in rule.needs and kind == "country" and name.form == "name")
        or ("@person" in rule.needs and kind == "person")
        or ("@place" in rule.needs and kind == "place")
    )


def _rest_end(tokens: Tokens, rule: Rule, verb: Verb, end: int) -> tuple[int, int] | None:
    """Where the object of a rule begins, and one past its fixed words; None where they are not there. Adverbs may stand in between."""
    place, first = verb.head + 1, -1
    for at, word in enumerate(rule.rest):
        following = next((later for later in rule.rest[at + 1 :] if later != GAP), "")
        if word == SLOT:
            first = place
            found = place if verb.passive or verb.reduced else _after_object(tokens, place, following, end)
        elif word == GAP:
            found = _after_words(tokens, place, following)
        else:
            found = _after_word(tokens, place, word)
        if found is None:
            return None
        place = found
    return (place if first < 0 or verb.passive or verb.reduced else first), place


def _after_word(tokens: Tokens, place: int, word: str) -> int | None:
    while place < len(tokens) and tokens.low[place] != word and _is_aside(tokens, place):
        place += 1
    return place + 1 if place < len(tokens) and tokens.low[place] == word else None


def _is_aside(tokens: Tokens, place: int) -> bool:
    """Whether a token may stand between fixed words: an adverb, or a date with its preposition: "paid tribute | on Thursday | to"."""
    dated = place + 1 < len(tokens) and tokens.kind[place + 1] == "D"
    return bool(tokens.flags[place] & ADV) or tokens.kind[place] == "D" or (dated and bool(tokens.flags[place] & PREP))


def _after_object(tokens: Tokens, place: int, following: str, end: int) -> int | None:
    """Where the word after the object stands: "hold | two guards | hostage"."""
    phrase = phrase_after(tokens, place, end)
    last = min(len(tokens), phrase[1] + 1) if phrase is not None and phrase[0] == place else place
    while last > place and last < len(tokens) and _is_aside(tokens, last - 1):
        last += 1
    found = next((later for later in range(place + 1, last) if tokens.low[later] == following), None)
    if found is not None or phrase is None or phrase[1] >= end or tokens.low[phrase[1]] not in WHEREABOUTS:
        return found
    where = phrase_after(tokens, phrase[1] + 1, end)  # "sprayed a house | in the port | with bullets"
    return where[1] if where is not None and where[1] < len(tokens) and tokens.low[where[1]] == following else None


def _after_words(tokens: Tokens, place: int, following: str) -> int | None:
    """Where the word after a few that only describe stands: "throw | its full | weight"."""
    for later in range(place, min(len(tokens), place + LONGEST_GAP + 1)):
        if tokens.low[later] == following:
            return later
        if tokens.kind[later] not in "wN#" or (tokens.flags[later] & PREP and not tokens.flags[later] & DET) or later in tokens.heads:
            return None
    return None


@cache
def _fixed_words(lemma: str) -> frozenset[str]:
    """The fixed words of all rules of a verb."""
    return frozenset(word for rule in lexicon().verb_rules[lemma] for word in rule.words)


@lru_cache(maxsize=1 << 14)
def _possible(lemma: str, present: frozenset[str]) -> tuple[Rule, ...]:
    """The rules of a verb that can match in a sentence that has these of its fixed words."""
    return tuple(rule for rule in lexicon().verb_rules[lemma] if rule.words <= present)


def match_verb(tokens: Tokens, verbs: list[Verb], index: int, end: int) -> tuple[Rule, int] | None:
    """The rule of an event that a verb matches, and one past its fixed words."""
    found = known_sense(tokens, verbs, index, end)
    return found if found is not None and found[0].type != "NONE" else None


def known_sense(tokens: Tokens, verbs: list[Verb], index: int, end: int) -> tuple[Rule, int] | None:
    """The rule that a verb matches, be it one that tells nothing. The nearest word that a rule needs decides between rules."""
    verb = verbs[index]
    best: tuple[Rule, int] | None = None
    nearest, longest = LONGEST_CLAUSE, 0
    if verb.lemma not in lexicon().verb_rules:
        return None
    if not tokens.words:
        tokens.words = {*tokens.low, *map(singular, tokens.low)}
    for rule in _possible(verb.lemma, _fixed_words(verb.lemma) & tokens.words):
        if rule.size < longest and not rule.overrides:
            continue
        if rule.literal and rule.needs.isdisjoint(tokens.words):
            continue
        ends = _rest_end(tokens, rule, verb, end)
        if ends is None or (rule.who and not _is_who(tokens, verb, rule)):
            continue
        after, beyond = ends
        distance = _distance(tokens, verbs, index, rule, beyond, end)
        if distance is None:
            continue
        if rule.overrides:
            return rule, after
        if rule.size > longest or distance < nearest:
            best, nearest, longest = (rule, after), distance, rule.size
    return best


def _distance(tokens: Tokens, verbs: list[Verb], index: int, rule: Rule, after: int, end: int) -> int | None:
    """How far after the verb the word that a rule needs stands; None where it is missing. Without need: the far end."""
    if not rule.needs and not rule.stems:
        return LONGEST_CLAUSE - 2 if rule.who else LONGEST_CLAUSE - 1
    verb = verbs[index]
    if rule.within == "<":
        return _in_subject(tokens, verb, rule)
    following = verbs[index + 1] if index + 1 < len(verbs) else None
    limit = min(end, after + REACH)
    if rule.within == "^":
        limit = _object_end(tokens, after, limit)
    if following is not None and following.finite and not following.relative and verb.lemma not in REPORTING:
        limit = min(limit, following.start)
    for place in range(after, limit):
        if _meets(tokens, rule, place):
            if rule.type == "RETREAT" and tokens.name[place] is not None and place - after > OBJECT_REACH:
                return None  # only the country that is left, not one named further on
            return place - after
    if "@object" in rule.needs and (phrase := phrase_after(tokens, after, limit)) is not None and phrase[0] == after:
        return LONGEST_CLAUSE - 2
    if "@inf" in rule.needs and following is not None and following.infinitive and following.governor == index:
        return following.start - after if following.subject != verb.subject or verb.passive else None
    struck = after < len(tokens) and tokens.low[after] == "between"
    return _in_subject(tokens, verb, rule) if verb.passive or verb.reduced or struck else None


def _is_who(tokens: Tokens, verb: Verb, rule: Rule) -> bool:
    """Whether the subject of an active verb is of a kind that a rule asks for."""
    if verb.passive and verb.finite and (rule.needs or rule.stems):
        return True  # who does it is not said; to what must fit
    if verb.passive or verb.reduced or verb.subject is None:
        return False
    if any(kind in rule.who and is_weapon(tokens, verb.subject, words) for kind, words in ARMS):
        return True
    actors = lexicon().actors
    for place in range(*verb.subject):
        low, name = tokens.low[place], tokens.name[place]
        if (rule.needs or rule.rest) and tokens.flags[place] & PRON and not tokens.flags[place] & DET:
            return True
        if (actors.get(low) or actors.get(singular(low))) in rule.who:
            return True
        if name is not None and KINDS.get(_kind_of(_stands_for(name, verb))) in rule.who and name.form == "name":
            return True
    return False


def _stands_for(name: Name, verb: Verb) -> str:
    """Who a name in a subject stands for: a capital, if it is all of the subject, for its state."""
    alone = verb.subject is not None and verb.subject[1] - verb.subject[0] == 1
    return acts_for(name.entity_id) if alone else name.entity_id


def _object_end(tokens: Tokens, after: int, limit: int) -> int:
    """One past the object without what "of" adds to it, unless that is the object: "a new round of sanctions"."""
    if after < limit and tokens.kind[after] in CURRENCIES:
        after += 1
    phrase = phrase_after(tokens, after, limit)
    if phrase is None:
        return after
    return next((place for place in range(*phrase) if tokens.low[place] == "of" and not _counts(tokens, place - 1)), phrase[1])


def _counts(tokens: Tokens, place: int) -> bool:
    return tokens.kind[place] == "#" or singular(tokens.low[place]) in BUNDLES or tokens.low[place] in BUNDLES


def _in_subject(tokens: Tokens, verb: Verb, rule: Rule) -> int | None:
    """Nought where the subject has a word that a rule needs."""
    if verb.subject and any(_meets(tokens, rule, place) for place in range(*verb.subject)):
        return 0
    return None


def match_noun(tokens: Tokens, at: int) -> tuple[Rule, int] | None:
    """The rule that the noun at `at` matches, and one past its words."""
    for rule in lexicon().noun_rules.get(tokens.low[at], ()):
        after = at + 1
        if rule.rest:
            words = [singular(tokens.low[place]) for place in range(at + 1, min(len(tokens), at + 1 + len(rule.rest)))]
            if words != [singular(word) for word in rule.rest]:
                continue
            after += len(rule.rest)
        if (rule.needs or rule.stems) and not any(
            _meets(tokens, rule, place)
            for place in range(max(0, at - 4), min(len(tokens), after + 4))
            if place != at and not tokens.flags[place] & DET
        ):
            continue
        return None if rule.type == "NONE" else (rule, after)
    return None
