"""Who acts and who is acted upon in the clause of a verb. Standard library only."""

from pipelines.events.actors import is_only_place, is_site, read_party, read_struck
from pipelines.events.causes import is_weapon, owner_of
from pipelines.events.draft import Sentence
from pipelines.events.lexicon import DET, PREP, PRON, Rule, word_list
from pipelines.events.party import Party, again, object_of
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.troop_figures.bodies import kind_of

OWN_MOVES = frozenset(("RETREAT", "MOBILIZE"))
"""Forces that "were withdrawn" belong to those who withdrew them."""
LOCATIVE_LINKS = frozenset(("in", "at", "from", "to", "into", "near", "on", "off"))
TOPICAL = word_list("topical")
"""Their object is the matter, not the other side."""
ACCOUNTS = word_list("account")
"""What "by" brings that is no agent: "killed, by the army's count"."""
ORDERING = frozenset(("order", "direct", "command", "instruct"))
PROMISING = frozenset(("AGREE", "THREATEN", "REJECT"))
"""What is promised, threatened or refused tells to whom: "agreed to release the soldier"."""
MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT"))
AIMS = {
    "PROTEST": frozenset(("on", "against", "outside", "at")),
    "ASSAULT": frozenset(("on", "at", "against", "to")),
    "COERCE": frozenset(("on", "against", "at")),
    "SANCTION": frozenset(("on", "with", "against", "to")),
    "THREATEN": frozenset(("on", "against", "at", "with")),
    "AID": frozenset(("to",)),
    "REJECT": frozenset(("with", "to", "by", "from", "of")),
    "REQUEST": frozenset(("of", "for")),
    "CONSULT": frozenset(("with",)),
    "ACCUSE": frozenset(("at",)),
}
"""Prepositions that lead to the one meant, whatever the verb."""
TOWARDS = frozenset(("on", "to"))
DEALINGS = frozenset(("SANCTION", "REJECT", "CONSULT", "CONCEDE", "THREATEN", "REQUEST", "AID", "SUPPORT", "COOPERATE"))
"""Types in which a capital alone stands for its government: "a visit to Seoul"."""
OBJECTS = frozenset(("him", "her", "it", "them"))
HELD = word_list("held")
OVERRUNNING = word_list("overrunning")
ASKING = word_list("asking")


def sides(sentence: Sentence, index: int, rule: Rule, after: int, end: int) -> tuple[Party, Party]:
    """Actor and recipient, turned round for the passive."""
    tokens, verb, memory = sentence.tokens, sentence.verbs[index], sentence.memory
    subject = read_party(tokens, verb.subject, memory)
    if not subject and rule.type == "ASSAULT" and verb.subject and is_weapon(tokens, verb.subject):
        owned = tokens.low[verb.subject[0]] in ("its", "their", "his", "her")
        subject = again(memory.subject) if owned else read_party(tokens, owner_of(tokens, verb.subject), memory)
    if rule.suffered:
        return by_preposition(sentence, rule, verb.head + 1, end), subject
    if verb.passive and rule.type in OWN_MOVES and not rule.needs:
        return subject, by_preposition(sentence, rule, after, end)
    if verb.passive:
        return _turned(sentence, verb, rule, subject, after, end)
    if rule.type in OWN_MOVES:
        return _mover(sentence, index, subject, after, end), _left_or_entered(sentence, rule, after, end)
    recipient = _recipient(sentence, index, rule, subject, after, end)
    if recipient.span is not None:
        memory.objects.append((recipient.span[1], recipient))
    listed = len(subject.names) > 1 and not any(tokens.low[place] in rule.recipient for place in range(after, end))
    if not recipient and rule.type in MUTUAL and (rule.type != "SUPPORT" or rule.mode or rule.needs) and listed:
        recipient = Party(subject.ids[1:], subject.names[1:], public=subject.public)
    return subject, recipient


def _turned(sentence: Sentence, verb: Verb, rule: Rule, subject: Party, after: int, end: int) -> tuple[Party, Party]:
    """Actor and recipient of a passive, whose subject is done to."""
    tokens, memory = sentence.tokens, sentence.memory
    actor = Party()
    for place in range(after, end):
        if tokens.low[place] in ("by", "between") and tokens.kind[place] == "w":
            agent = phrase_after(tokens, place + 1, end)
            if agent is not None and tokens.low[agent[1] - 1] not in ACCOUNTS:
                actor = read_party(tokens, agent, memory)
            break
    if rule.type == "ASSAULT" and not subject and verb.subject:
        subject = read_struck(tokens, verb.subject, verb.subject[1], actor, memory, taken=_is_taken(rule), invaded=rule.mode == "invade")
    if rule.type == "ASSAULT" and not subject:
        subject = _aimed(sentence, rule, after, end)
    if (rule.type == "REQUEST" and subject) or not rule.needs:
        return actor, subject
    other = by_preposition(sentence, rule, after, end)
    return actor, subject if not other or (other.names == actor.names and subject) else other  # "captured by the rebels"


def _left_or_entered(sentence: Sentence, rule: Rule, after: int, end: int) -> Party:
    """The country that forces leave or are sent to; the object of such verbs is one's own forces."""
    party = by_preposition(sentence, rule, after, end)
    if party:
        return party
    direct = phrase_after(sentence.tokens, after, end)
    named = direct is not None and sentence.tokens.name[direct[1] - 1] is not None
    return read_party(sentence.tokens, direct, sentence.memory) if named else Party()


def _mover(sentence: Sentence, index: int, subject: Party, after: int, end: int) -> Party:
    """Who moves the forces: the subject, whoever orders it, or the owner of the forces: "to withdraw US troops"."""
    if subject.ids:
        return subject
    governor = sentence.verbs[index].governor
    if governor is not None and sentence.verbs[governor].lemma in ORDERING:
        return read_party(sentence.tokens, sentence.verbs[governor].subject, sentence.memory) or subject
    forces = read_party(sentence.tokens, phrase_after(sentence.tokens, after, end), sentence.memory)
    return forces if forces.ids and not subject else subject


def _recipient(sentence: Sentence, index: int, rule: Rule, subject: Party, after: int, end: int) -> Party:
    """Object or prepositional object; where the object is the deed itself ("impose sanctions on X"), the preposition comes first."""
    tokens, memory = sentence.tokens, sentence.memory
    direct = phrase_after(tokens, after, end) or sentence.verbs[index].antecedent
    if rule.type == "REQUEST" and (asked := _asked(sentence, index, rule, subject, end)):
        return asked
    if direct is not None and direct[1] - direct[0] == 1 and tokens.low[direct[0]] in OBJECTS and tokens.flags[direct[0]] & PRON:
        return object_of(tokens, direct[0], subject.ids, memory)
    if rule.needs or rule.stems or rule.trigger in TOPICAL:
        party = by_preposition(sentence, rule, after, end)
        if party or rule.trigger in TOPICAL:
            return party
    party = read_party(tokens, direct, memory)
    if not party and direct is not None and direct == sentence.verbs[index].antecedent:
        last = next((place for place in range(direct[1] - 1, direct[0], -1) if tokens.flags[place] & PREP), direct[0])
        party = read_party(tokens, (last + 1, direct[1]), memory)  # "nothing from | the inspectors, whom it had expelled"
    if rule.type == "ASSAULT" and party.inferred and party.ids == subject.ids:
        party = Party()  # "India hit air defence radars around Lahore"
    if not party.ids and rule.type == "ASSAULT" and direct is not None:
        party = (
            _holder(sentence, direct, end)
            or (Party() if is_site(tokens, party) else party)
            or read_struck(tokens, direct, end, subject, memory, taken=_is_taken(rule), invaded=rule.mode == "invade")
        )
    party = party or by_preposition(sentence, rule, after, end) or _aimed(sentence, rule, after, end)
    party = party or _within(sentence, rule, sentence.verbs[index].head + 1, after)
    if party or rule.type not in PROMISING or index + 1 >= len(sentence.verbs):
        return party
    promised = sentence.verbs[index + 1]
    if promised.governor != index:
        return party
    return read_party(tokens, phrase_after(tokens, promised.head + 1, end), memory) or _aimed(sentence, rule, promised.head + 1, end)


def _within(sentence: Sentence, rule: Rule, first: int, after: int) -> Party:
    """Whose the thing among the words of a trigger is: "burned an | Australian | flag"."""
    if rule.type not in AIMS:
        return Party()
    party = read_party(sentence.tokens, (first, after), sentence.memory) if after > first + 1 else Party()
    return party if party.ids and not party.inferred else Party()


def _is_taken(rule: Rule) -> bool:
    return rule.mode in ("capture", "invade", "blockade") or rule.trigger in OVERRUNNING


def _asked(sentence: Sentence, index: int, rule: Rule, subject: Party, end: int) -> Party:
    """Who is to do it: the subject of "demanded that Russia pull out"."""
    verbs, tokens = sentence.verbs, sentence.tokens
    if rule.trigger not in ASKING or index + 1 >= len(verbs):
        return Party()
    wanted, that = verbs[index + 1], verbs[index].head + 1
    if that >= len(tokens) or tokens.low[that] != "that" or wanted.subject is None or wanted.shared or wanted.head > end or wanted.passive:
        return Party()
    party = read_party(tokens, wanted.subject, sentence.memory)
    return party if party.ids and party.ids != subject.ids else Party()


def _holder(sentence: Sentence, direct: Phrase, end: int) -> Party:
    """Whose the thing is: "a district held by the Karen National Union", "a party at the Japanese ambassador's residence"."""
    tokens, at = sentence.tokens, direct[1]
    if at + 2 < len(tokens) and tokens.low[at] in HELD and tokens.low[at + 1] == "by":
        return read_party(tokens, phrase_after(tokens, at + 2, len(tokens)), sentence.memory)
    owned = phrase_after(tokens, at + 1, end) if at + 1 < end and tokens.low[at] in ("at", "of", "on") else None
    if owned is None or not any(tokens.low[place] in ("'s", "'") for place in range(*owned)):
        return Party()
    party = read_party(tokens, owned, sentence.memory)
    return party if party.ids else Party()


def _aimed(sentence: Sentence, rule: Rule, after: int, end: int) -> Party:
    """Whom a deed of its type is meant for, by the preposition alone."""
    tokens = sentence.tokens
    for place in range(after, end):
        if tokens.low[place] in AIMS.get(rule.type, ()) and tokens.flags[place] & PREP and place + 1 not in tokens.heads:
            phrase = phrase_after(tokens, place + 1, end)
            if phrase is None or (is_only_place(tokens, phrase) and rule.type not in DEALINGS):
                continue
            party = read_party(tokens, phrase, sentence.memory)
            if party and (rule.type != "REQUEST" or _is_addressee(tokens, place, phrase, party)):
                return party
    return Party()


def _is_addressee(tokens: Tokens, at: int, phrase: Phrase, party: Party) -> bool:
    """Whether one asks them: "a session of the Security Council", "for American troops to go home"."""
    if tokens.low[at] == "of":
        return any(kind_of(entity) in ("organisation", "alliance") for entity in party.ids)
    return bool(party.ids) and phrase[1] < len(tokens) and tokens.low[phrase[1]] == "to"


def by_preposition(sentence: Sentence, rule: Rule, after: int, end: int) -> Party:
    """The party behind one of the prepositions of a rule."""
    tokens = sentence.tokens
    for place in range(after, end):
        low = tokens.low[place]
        if place + 1 in tokens.heads:
            continue
        if low in rule.recipient and tokens.flags[place] & PREP and not tokens.flags[place] & DET:
            phrase = phrase_after(tokens, place + 1, end)
            if low in LOCATIVE_LINKS and phrase and is_only_place(tokens, phrase) and not (low in TOWARDS and rule.type in DEALINGS):
                continue
            party = read_party(tokens, phrase, sentence.memory)
            if party:
                return party
    return Party()
