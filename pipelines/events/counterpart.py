"""The other side of an event whose own clause leaves it out, where the text before tells who it is. Standard library only."""

from pipelines.events.actors import is_site
from pipelines.events.bare import OWNERS
from pipelines.events.bare_words import words_of
from pipelines.events.draft import Draft, Sentence
from pipelines.events.inflect import singular
from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.party import Party
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.setting import Deed, Setting
from pipelines.text.known import entities
from pipelines.text.names import Name, link_of
from pipelines.troop_figures.bodies import kind_of
from pipelines.troop_figures.whereabouts import SEATS, carried_place

HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "THREATEN", "REJECT"))
"""Types of deeds that are condemned."""
ANSWERED = frozenset(("ACCUSE", "REQUEST", "THREATEN", "SANCTION", "AGREE", "ASSAULT"))
"""What one can reject, deny or answer."""
PROPOSED = frozenset(("REQUEST", "AGREE"))
FRIENDLY = frozenset(("REQUEST", "AGREE", "CONCEDE", "SUPPORT", "RETREAT", "CONSULT", "AID", "COOPERATE"))
"""Types of deeds that are praised or backed."""
TALKED_AFTER = frozenset(("REQUEST", "THREATEN", "SUPPORT", "ACCUSE"))
"""What is said to those whom one has just met or called: "telephoned Musharraf and appealed for calm"."""
GOING = frozenset(("to", "in", "into", "for", "at"))
AMONG_OWN = frozenset(("ASSAULT", "COERCE", "ACCUSE"))
"""Types that one's own people suffer too."""
DENIALS = frozenset(("deny",))
ARRIVING = word_list("arriving")
GIVEN = frozenset(("REQUEST", "AID", "AGREE"))
"""What others ask of the country that a text tells of, promise or give it."""
HOSTING = frozenset(("host", "reconvene", "convene", "mediate", "broker"))
"""What is done for the talks of others."""
CLOSING = frozenset(("ban", "sanction", "blockade", "seize"))
SURRENDER = word_list("surrendering")
TAKING = word_list("taking")
OFFERING = frozenset(("propose", "offer"))
IDEAS = word_list("idea")
STEPS = word_list("step")
UNTYPED = {
    "bloodshed": "ASSAULT", "massacre": "ASSAULT", "killing": "ASSAULT", "killings": "ASSAULT", "shelling": "ASSAULT", "coup": "COERCE",
    "crackdown": "COERCE", "veto": "REJECT", "refusal": "REJECT", "expulsion": "SANCTION", "expulsions": "SANCTION",
}  # fmt: skip
"""Nouns that the codebook does not have, and what they take up."""
STATEMENTS = word_list("statement")
OFFERS = frozenset(("ceasefire", "meet", "deal"))
AFTER = 3
"""Sentences in which what is said can answer a deed."""


def complete(sentence: Sentence, setting: Setting) -> None:
    """Adds recipients to the events of a sentence, and keeps who did what to whom for those to come."""
    previous: Draft | None = None
    for draft in sentence.drafts:
        if draft.recipient.inferred and draft.type not in AMONG_OWN and set(draft.recipient.ids) <= set(draft.actor.ids):
            draft.recipient = _of_another(sentence, draft.recipient)
        if draft.recipient.span and draft.recipient.span[0] > draft.at and is_site(sentence.tokens, draft.recipient):
            draft.recipient = Party()
        if draft.actor.ids and not draft.recipient.ids:
            found = _found(sentence, draft, previous, setting)
            found = [party for party in found if party not in draft.actor.ids]
            if found:
                names = draft.recipient.names or [word for party in found if (word := setting.printed(party))]
                draft.recipient = Party(found, names, public=True, inferred=True) if names else draft.recipient
        if draft.actor.ids:
            setting.deeds.append(Deed(draft.type, draft.actor.ids, draft.recipient.ids, setting.sentence))
        previous = draft


def _of_another(sentence: Sentence, recipient: Party) -> Party:
    """What is left of a recipient that would be the actor: nobody for one's own troops, guns or aid, else the words without ids."""
    words = sentence.tokens.low[slice(*recipient.span)] if recipient.span else [""]
    own = words[0] in OWNERS or not words_of("body").intersection(words)
    return Party() if own else Party([], recipient.names, recipient.span, recipient.public)


def _found(sentence: Sentence, draft: Draft, previous: Draft | None, setting: Setting) -> list[str]:
    """Entity ids of the recipient; empty where nothing tells who it is."""
    if draft.recipient:
        return []
    if draft.type in TALKED_AFTER and previous is not None and previous.type == "CONSULT" and previous.actor.ids == draft.actor.ids:
        return previous.recipient.ids
    if draft.type == "CONSULT":
        return _consulted(sentence, draft, setting)
    if draft.type == "RETREAT":
        return _left(sentence, draft, setting)
    if draft.type == "ACCUSE":
        return _doer(sentence, draft, setting)
    if draft.type == "SUPPORT":
        return _praised(sentence, draft, setting) or _of_the_text(draft, setting)
    if draft.type == "REJECT":
        return [] if draft.trigger in DENIALS else _rejected(sentence, setting, draft)
    if draft.type == "SANCTION" or (draft.type == "COERCE" and draft.mode in CLOSING and _is_abroad(draft, setting)):
        chained = next((deed.recipients for deed in reversed(setting.deeds) if deed.type == "SANCTION" and deed.recipients), [])
        return chained or _of_the_text(draft, setting)
    if draft.type == "THREATEN" and (told := _told(sentence, draft, setting)):
        return told
    surrendered = draft.type in ("CONCEDE", "AGREE") and (draft.trigger in SURRENDER | OFFERING or draft.mode in ("surrender", *OFFERS))
    taken = draft.type in ("ASSAULT", "COERCE") and (draft.trigger in TAKING or draft.mode in ("capture", "seize", "invade"))
    if draft.type == "THREATEN" or surrendered or taken:
        return setting.foe(draft.actor.ids, violent=draft.type == "ASSAULT")
    return _of_the_text(draft, setting) if draft.type in GIVEN or draft.mode == "deploy" else []


def _is_abroad(draft: Draft, setting: Setting) -> bool:
    """Whether the one who acts is a state or body other than the country that the text tells of."""
    abroad = all(kind_of(actor) in ("country", "alliance", "organisation") for actor in draft.actor.ids)
    return abroad and setting.home not in draft.actor.ids


def _of_the_text(draft: Draft, setting: Setting) -> list[str]:
    """The country that the text tells of, for what others give it, ask of it or take from it."""
    return [setting.home] if setting.home and _is_abroad(draft, setting) else []


def _party_of(name: Name, setting: Setting) -> str:
    """The state or group that a name stands for; a city stands for its country."""
    entity = entities()[name.entity_id]
    if link_of(name) is not None:
        return ""
    return entity.iso3 if entity.kind == "place" and entity.iso3 else setting.acting(name.entity_id)


def _told(sentence: Sentence, draft: Draft, setting: Setting) -> list[str]:
    """Whom a threat names in what is to be done: "to march on Kinshasa", "unless the Kenyans leave"."""
    tokens = sentence.tokens
    for place in range(draft.at + 1, min(draft.after, len(tokens))):
        name = tokens.name[place]
        party = _party_of(name, setting) if name is not None else ""
        within = tokens.low[place - 1] == "in" or tokens.low[place - 2 : place] == ["in", "the"]
        if party not in draft.actor.ids and kind_of(party) in ("country", "armed_group", "alliance") and not within:
            return [party]
    return []


def _consulted(sentence: Sentence, draft: Draft, setting: Setting) -> list[str]:
    """The two sides between whom somebody mediates, the hosts of a visit, or the other side of talks."""
    if draft.mode == "mediate" or draft.trigger in HOSTING:
        return setting.told_most(2, draft.actor.ids, states=False, clear=True)
    if draft.mode == "visit":
        return _hosts(sentence, draft, setting)
    return setting.foe(draft.actor.ids) if draft.rule.startswith("noun") and len(draft.actor.ids) == 1 else []


def _hosts(sentence: Sentence, draft: Draft, setting: Setting) -> list[str]:
    """The country of the place that somebody flies to; no country is visited by who goes to a seat of talks."""
    tokens = sentence.tokens
    for place in range(draft.at + 1, min(draft.after, len(tokens))):
        name = tokens.name[place]
        if name is None or not any(tokens.low[before] in GOING for before in range(max(draft.at, place - 2), place)):
            continue
        entity = entities()[name.entity_id]
        if entity.entity_id in SEATS or entity.kind not in ("place", "country"):
            return []
        country = setting.acting(entity.entity_id) if entity.kind == "country" else entity.iso3
        return [country] if country else []
    named = any(tokens.name[place] is not None for place in range(draft.at + 1, min(draft.after, len(tokens))))
    return [setting.home] if setting.home and not named and draft.trigger in ARRIVING else []


def _left(sentence: Sentence, draft: Draft, setting: Setting) -> list[str]:
    """The foreign country that forces leave: that of the place named, else the one that the last to go left."""
    if not any(kind_of(actor) in ("country", "alliance", "mission") for actor in draft.actor.ids):
        return []
    tokens = sentence.tokens
    for place in range(draft.at + 1, min(draft.after, len(tokens))):
        if tokens.low[place] in word_list("circumstance"):
            break  # "withdrew | during talks in Brussels"
        name = tokens.name[place]
        entity = entities()[name.entity_id] if name is not None and name.form == "name" else None
        if entity is not None and entity.kind == "place" and entity.iso3:
            return [entity.iso3]
    last = next((deed.recipients for deed in reversed(setting.deeds) if deed.type == "RETREAT" and deed.recipients), [])
    if last or len(draft.actor.ids) > 1:
        return last
    left = carried_place(setting.whole.places, draft.actor.ids[0], home=False)
    return [left] if left else []


def _object(sentence: Sentence, draft: Draft) -> Phrase | None:
    return phrase_after(sentence.tokens, draft.at + 1, min(draft.after, len(sentence.tokens)))


def _anaphor(sentence: Sentence, draft: Draft) -> list[str]:
    """The words of what is praised or condemned, where it is "the idea", "these raids": something told before."""
    tokens, phrase = sentence.tokens, _object(sentence, draft)
    if phrase is None or tokens.low[phrase[0]] not in ("the", "this", "that", "these", "those"):
        return []
    return tokens.low[phrase[0] + 1 : phrase[1]]


def _doer(sentence: Sentence, draft: Draft, setting: Setting) -> list[str]:
    """Who did what is condemned: "denounced the raids"."""
    words = _anaphor(sentence, draft)
    types = {rule.type for word in words for rule in lexicon().noun_rules.get(word, ())} & HOSTILE
    types |= {UNTYPED[word] for word in words if word in UNTYPED}
    if STEPS & {*words}:
        types |= HOSTILE
    return _last(setting, draft, frozenset(types))


def _praised(sentence: Sentence, draft: Draft, setting: Setting) -> list[str]:
    """Who did or proposed what is praised: "hailed the truce", "backed the idea"."""
    words = _anaphor(sentence, draft)
    types = {rule.type for word in words for rule in lexicon().noun_rules.get(word, ())} & FRIENDLY
    return _last(setting, draft, frozenset(types) or (PROPOSED if IDEAS & {*words} else frozenset()))


def _last(setting: Setting, draft: Draft, types: frozenset[str]) -> list[str]:
    """Who did the last deed of one of these types, if that was somebody else."""
    for deed in reversed(setting.deeds):
        if setting.sentence - deed.sentence > AFTER:
            break
        if deed.type in types and not set(deed.actors) & set(draft.actor.ids):
            return deed.actors
    return []


def _rejected(sentence: Sentence, setting: Setting, draft: Draft) -> list[str]:
    """Who accused, asked or threatened the one who rejects, else who is against him."""
    for deed in reversed(setting.deeds):
        if setting.sentence - deed.sentence > AFTER:
            break
        if deed.type in ANSWERED and set(deed.recipients) & set(draft.actor.ids):
            return deed.actors
    if _object(sentence, draft) is None or (IDEAS | STATEMENTS) & {singular(word) for word in _anaphor(sentence, draft)}:
        return _last(setting, draft, ANSWERED) or setting.foe(draft.actor.ids)
    phrase = _object(sentence, draft)
    words = sentence.tokens.low[phrase[0] : phrase[1]] if phrase is not None else []
    return setting.foe(draft.actor.ids) if STATEMENTS & {singular(word) for word in words} else []
