"""Who acts and who is acted upon: noun phrases read as entities. A place name alone is nobody. Standard library only."""

from collections.abc import Sequence
from functools import cache

from pipelines.events.bare import OWNERS, bare_party
from pipelines.events.bare_words import vocabulary, words_of
from pipelines.events.described import apposition, is_former, known_by_surname, surname
from pipelines.events.inflect import singular
from pipelines.events.lexicon import CONJ, DET, NEG, PREP, PRON, lexicon, word_list
from pipelines.events.members import head_end, members, moved
from pipelines.events.party import Memory, Party, again, sort_of, stands_for
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.setting import AGENT_LINKS, Setting
from pipelines.events.tokens import Tokens
from pipelines.reference import column
from pipelines.text.names import Name, acts_for, entities, link_of

FIRST_PERSON = frozenset(("we", "i", "us", "our", "ours", "me", "ourselves"))
THIRD_PERSON = word_list("third_person")
NOT_GOVERNMENT = frozenset(("armed", "people", "org"))
LONGEST_NAME = 4
"""Words of a name with its title."""
STRUCK_REACH = 10
"""Tokens behind a thing in which it is told where it is."""
QUANTITIES = word_list("quantity") | word_list("collective")
OFFICIALS = word_list("official_person")
NATO_NOUNS = frozenset(("alliance", "ally", "allies"))
PUBLIC_BODIES = word_list("public_body")
POWERS = frozenset(("force", "police", "armed", "state"))
"""Kinds of nouns for those whose deeds are public: who has force, office or a cause."""
WHOLE_PEOPLE = word_list("whole_people")


def can_withdraw(tokens: Tokens, party: Party) -> bool:
    """Whether those who leave are forces, groups or states rather than a traveller."""
    if party.span is None:
        return bool(party.ids) and not any(_kind(entity) == "person" for entity in party.ids)
    names = [name for place in range(*party.span) if (name := tokens.name[place]) is not None]
    if any(_kind(name.entity_id) == "person" for name in names):
        return False
    nouns = {singular(tokens.low[place]) for place in range(*party.span)} | {tokens.low[place] for place in range(*party.span)}
    moving = any(lexicon().actors.get(noun) in ("force", "armed") for noun in nouns)
    return moving or bool(names and all(lexicon().actors.get(noun) in (None, "org", "state") for noun in nouns) and not nouns & OFFICIALS)


@cache
def given_names() -> frozenset[str]:
    """Given names in lower case: in a text all in capitals only these tell a person from a thing."""
    return frozenset(name.lower() for name in column("given_names", "name"))


@cache
def _kind(entity_id: str) -> str:
    entity = entities().get(entity_id)
    return entity.kind if entity else ""


def is_place(name: Name) -> bool:
    """Whether a name is a place that is no country, nor a capital, which stands for its government."""
    return _is_place(name.entity_id)


@cache
def _is_place(entity_id: str) -> bool:
    return _kind(entity_id) == "place" and acts_for(entity_id) == entity_id


def is_only_place(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether all that a phrase names is one place, a capital included."""
    names = [name for place in range(*phrase) if (name := tokens.name[place]) is not None]
    return bool(names) and phrase[1] - phrase[0] <= 2 and all(_kind(name.entity_id) == "place" for name in names)


def read_party(tokens: Tokens, phrase: Phrase | None, memory: Memory) -> Party:
    """The party that a noun phrase names; empty where it is a thing or nobody we can tell."""
    if phrase is None:
        return Party()
    first, after = phrase
    if after - first <= 2 and tokens.low[first] in FIRST_PERSON and tokens.kind[first] == "w":
        return again(memory.speaker)
    if tokens.low[first] in THIRD_PERSON and tokens.kind[first] == "w" and tokens.flags[first] & PRON and after - first == 1:
        return stands_for(tokens, first, memory)
    if after - first > 2 and tokens.low[after - 2] == "of" and tokens.low[after - 1] in THIRD_PERSON and tokens.flags[after - 1] & PRON:
        return stands_for(tokens, after - 1, memory)  # "more than 30 of them"
    known = memory.known.get(phrase)
    if known is not None:
        return known
    party = Party(span=phrase)
    for member in members(tokens, first, after):
        _add_member(tokens, member, memory, party)
    if not party.names:
        party = Party()
    else:
        party.sort = sort_of(tokens, party, person=_has_person(tokens, phrase))
    if (party.ids or not party.names) and not party.inferred and tokens.low[first] not in OWNERS:
        memory.known[phrase] = party
    return party


def is_site(tokens: Tokens, recipient: Party) -> bool:
    """Whether what is struck or taken is only a place: the town, a bridge."""
    if recipient.ids or recipient.span is None:
        return False
    kinds = {lexicon().actors.get(form) for low in tokens.low[slice(*recipient.span)] for form in (low, singular(low))}
    return kinds <= {"site", None} and "site" in kinds


def read_struck(tokens: Tokens, phrase: Phrase, end: int, actor: Party, memory: Memory, *, taken: bool, invaded: bool = False) -> Party:
    """The country that is struck where a thing or a place in it is, by another state, or taken by the armed group that fights it."""
    setting = memory.setting
    if setting is None or len(actor.ids) != 1:
        return Party()
    for place in range(phrase[0], max(phrase[1], min(end, phrase[1] + STRUCK_REACH))):
        name = tokens.name[place]
        entity = entities().get(name.entity_id) if name is not None and name.form == "name" else None
        if entity is None or entity.kind not in ("place", "country"):
            continue
        country = entity.iso3 if entity.kind == "place" else entity.entity_id
        if country and setting.is_foe(actor.ids[0], country, taken=taken, invaded=invaded):
            return Party([country], [name.surface if name else ""], (place, place + 1), public=True, inferred=True)
        return Party()
    return Party()


def _has_person(tokens: Tokens, phrase: Phrase) -> bool:
    names = [name for name in tokens.name[slice(*phrase)] if name is not None]
    return any(_kind(name.entity_id) == "person" for name in names)


def _add_member(tokens: Tokens, member: Phrase, memory: Memory, party: Party) -> None:
    first, after = member
    while first < after and ((tokens.flags[first] & (CONJ | PREP) and not tokens.flags[first] & DET) or tokens.kind[first] == ","):
        first += 1
    first, core = moved(tokens, first, head_end(tokens, first, after), after)
    while core > first and tokens.low[core - 1] in ("'s", "'", "’"):
        core -= 1
    if first >= core or _of_a_thing(tokens, first, core):
        return
    actors = lexicon().actors
    names = [name for name in tokens.name[first:core] if name is not None]
    nouns = [
        word
        for low, kind in zip(tokens.low[first:core], tokens.kind[first:core], strict=True)
        if kind == "w" and ((word := singular(low)) in actors or (word := low) in actors)
    ]
    former = first < after and is_former(tokens, first, core)  # who leads a delegation acts for those who sent it
    ids = [] if former else _ids(names, "" if _is_aircraft(tokens, first, core) else _kind_noun(nouns), memory.setting)
    setting = memory.setting
    if ids and setting is not None:
        _remember_noun(names, nouns, ids, setting)
        _learn_name(tokens, core, after, nouns, ids, setting)
    if not (ids or former) and setting is not None and (ids := _meant(tokens, (first, core), after, names, memory, setting)):
        party.inferred = True
    if ids and setting is not None and words_of("title").intersection(nouns) and (last := surname(tokens, (first, core))):
        setting.people[last] = list(ids)
    if not ids and memory.nato and NATO_NOUNS & set(nouns) and not names:
        ids = ["NATO"]
    while first < core - 1 and tokens.flags[first] & NEG:
        first += 1
    if not (ids or nouns or former or _is_crowd(tokens, first, core) or (_has_proper(tokens, first, core) and not _only_places(names))):
        return
    party.public = party.public or bool(ids or names) or _is_public(tokens, (first, core), nouns)
    party.ids += [entity for entity in ids if entity not in party.ids]
    party.names.append(tokens.surface(first, core))


def _is_crowd(tokens: Tokens, first: int, core: int) -> bool:
    """As in "thousands", "dozens", "the 21", "six of them", "a 26-year-old"."""
    words = tokens.low[first:core]
    if any(low.endswith(("-year-old", "-year-olds")) for low in words):
        return True
    if words[0] in ("the", "these", "those", "all", "another") and len(words) > 1 and tokens.kind[core - 1] == "#":
        return words[-1].isdigit()
    return all(low in QUANTITIES and low.endswith("s") for low in words)


def _has_proper(tokens: Tokens, first: int, core: int) -> bool:
    return any(_is_proper(tokens, place, core - first) for place in range(first, core))


def _only_places(names: Sequence[Name]) -> bool:
    return bool(names) and all(is_place(name) for name in names)


def _is_public(tokens: Tokens, phrase: Phrase, nouns: Sequence[str]) -> bool:
    """Whether a phrase without a known name is called by a noun for force, office or cause, or by an acronym."""
    actors = lexicon().actors
    return any(actors[noun] in POWERS or noun in PUBLIC_BODIES for noun in nouns) or any(
        tokens.end[place] - tokens.start[place] > 2 and not tokens.capitals and tokens.surface(place, place + 1).isupper()
        for place in range(*phrase)
    )


def _of_a_thing(tokens: Tokens, first: int, core: int) -> bool:
    """Whether the head before "of" is a thing: "the withdrawal of our troops" is nobody, "members of the coalition" are."""
    words = tokens.low[first:core]
    of = first + words.index("of") if "of" in words else first
    if of == first:
        return False
    actors = lexicon().actors
    for place in range(first, of):
        low = tokens.low[place]
        if tokens.kind[place] in "N#" or low in actors or singular(low) in actors or (tokens.capital(place) and place > 0):
            return False
        if low in QUANTITIES:
            return False
    return True


def _is_proper(tokens: Tokens, place: int, size: int) -> bool:
    """Whether a word is a proper noun; at the beginning of a sentence only in capitals, or alone before its verb."""
    if tokens.kind[place] != "w" or tokens.flags[place]:
        return False
    word = tokens.surface(place, place + 1)
    if tokens.capitals:
        return tokens.low[place] in given_names()
    return word[:1].isupper() and (
        place > 0 or (word.isupper() and len(word) > 1) or (size == 1 and not word.endswith(("s", "ing", "ion")))
    )


def _learn_name(tokens: Tokens, core: int, after: int, nouns: Sequence[str], ids: Sequence[str], setting: Setting) -> None:
    """Keeps for whom somebody acts who is named between commas behind an office: "Kenya's army chief, General Peter Mwangi,"."""
    if core != after or after + 2 >= len(tokens) or tokens.kind[after] != "," or not words_of("title").intersection(nouns):
        return
    named = phrase_after(tokens, after + 1, min(len(tokens), after + 8))
    last = surname(tokens, named) if named is not None and tokens.kind[named[1] : named[1] + 1] == [","] else None
    if named is not None and last is not None:
        setting.people[last] = list(ids)
        for title in words_of("title").intersection(tokens.low[slice(*named)]):
            setting.call(title, ids)


def _kind_noun(nouns: Sequence[str]) -> str:
    """The noun that tells of what kind somebody is: of a "rebel leader" the rebel."""
    if not nouns:
        return ""
    actors = lexicon().actors
    if nouns[-1] in words_of("title") or nouns[-1] in OFFICIALS:
        before = nouns[-2] if len(nouns) > 1 else ""
        return before if actors.get(before) in ("armed", "org") else "official"
    return nouns[-1]


def _meant(tokens: Tokens, phrase: Phrase, after: int, names: Sequence[Name], memory: Memory, setting: Setting) -> list[str]:
    """Entity ids of a phrase whose names tell none: by a noun, by a description behind it, or by what was said of the person before."""
    first, core = phrase
    if vocabulary().isdisjoint(tokens.low[first:core]) and not any(map(tokens.capital, range(first, core))):
        return []
    owner = stands_for(tokens, phrase[0], memory) if tokens.low[phrase[0]] in OWNERS else memory.subject if memory.age <= 1 else Party()
    ids = _said_before(tokens, phrase, names, memory) or bare_party(tokens, phrase, names, owner.ids, owner.names, setting)
    if not ids and not names:
        ids = known_by_surname(tokens, phrase, setting)
    if not ids and words_of("title").intersection(tokens.low[slice(*phrase)]):
        ids = _named_behind(tokens, after, setting)
    described = None if ids else apposition(tokens, phrase, after)
    if described is not None and (words_of("title") | words_of("body")).intersection(tokens.low[slice(*described)]):
        found = Party(span=described)
        _add_member(tokens, described, memory, found)
        ids = found.ids
    last = surname(tokens, phrase)
    if described is not None and ids and last is not None:
        setting.people[last] = list(ids)
    if ids:
        setting.note(ids, tokens.start[phrase[0]])
    return ids


def _is_aircraft(tokens: Tokens, first: int, core: int) -> bool:
    """Whether a phrase has the mark of an aircraft: "American B-52 bombers"."""
    hyphenated = [low for low in tokens.low[first:core] if "-" in low]
    return any(low[0].isalpha() and low[-1].isdigit() for low in hyphenated)


def _named_behind(tokens: Tokens, after: int, setting: Setting) -> list[str]:
    """For whom a known person acts who is named between commas: "its leader, Abubakar Shekau,"."""
    name = tokens.name[after + 1] if after + 1 < len(tokens) and tokens.kind[after] == "," else None
    return [setting.acting(name.entity_id)] if name is not None and _kind(name.entity_id) == "person" else []


def _said_before(tokens: Tokens, phrase: Phrase, names: Sequence[Name], memory: Memory) -> list[str]:
    """The state that speaks of its soldiers in the clause before: "the ministry said that commandos would"."""
    at = phrase[0]
    words = tokens.low[slice(*phrase)]
    if names or words[0] in OWNERS or len(words) > 2 or not words_of("soldiers").intersection(singular(word) for word in words):
        return []
    before = next((party for end, party in reversed(memory.subjects) if end <= at), Party())
    return list(before.ids) if len(before.ids) == 1 and _kind(before.ids[0]) == "country" else []


def _remember_noun(names: Sequence[Name], nouns: Sequence[str], ids: Sequence[str], setting: Setting) -> None:
    """Keeps what named parties are called, so that "the minister", "the army", "the coalition" are known later."""
    person = any(_kind(name.entity_id) == "person" for name in names)
    for noun in words_of("title").intersection(nouns) if person else nouns[-1:]:
        setting.call(noun, ids)


def _ids(names: Sequence[Name], noun: str, setting: Setting | None) -> list[str]:
    """Entities of a phrase. Groups and persons come before the countries that describe them."""
    acts = setting.acting if setting is not None else acts_for
    acting = [name for name in names if link_of(name) in AGENT_LINKS and not is_place(name)]
    found = [acts(name.entity_id) for name in acting]
    others = [entity for entity in found if _kind(entity) != "country"]
    if others:
        found = others
    elif noun and lexicon().actors.get(noun) in NOT_GOVERNMENT and noun not in WHOLE_PEOPLE:
        found = [
            acts(name.entity_id) for name in acting if name.form == "name" and name is acting[-1] and _kind(name.entity_id) != "country"
        ]
    return list(dict.fromkeys(found))


def spoken_name(tokens: Tokens, phrase: Phrase | None) -> str | None:
    """The speaker's name: the full one of a known person, else the words as printed."""
    if phrase is None:
        return None
    for place in range(*phrase):
        name = tokens.name[place]
        if name is not None and _kind(name.entity_id) == "person":
            return entities()[name.entity_id].name
    if phrase[1] - phrase[0] == 1 and tokens.flags[phrase[0]] & PRON:
        return None
    return _name_after_office(tokens, phrase) or tokens.surface(phrase[0], head_end(tokens, *phrase))


def _name_after_office(tokens: Tokens, phrase: Phrase) -> str | None:
    """The name between commas behind an office: "the defence minister, | Moshe Arens, | said"."""
    first, after = phrase[1] + 1, phrase[1] + 1
    if first >= len(tokens) or tokens.kind[first - 1] != "," or not tokens.surface(first - 2, first - 1).islower():
        return None
    while after < len(tokens) and tokens.kind[after] in "wN" and tokens.surface(after, after + 1)[:1].isupper():
        after += 1
    words = tokens.surface(first, after).split()
    whole = 2 <= len(words) <= LONGEST_NAME and all(word[:1].isupper() for word in words)
    return tokens.surface(first, after) if whole and after < len(tokens) and tokens.kind[after] == "," else None
