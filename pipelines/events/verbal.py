"""Events that a verb tells. Standard library only."""

from pipelines.events.actors import read_party
from pipelines.events.causes import is_weapon
from pipelines.events.copular import find_stay
from pipelines.events.deeds import is_deed, is_power
from pipelines.events.draft import Draft, Sentence
from pipelines.events.imputed import accuser_of, denier_of
from pipelines.events.lexicon import CONJ, PREP, PRON, Rule, lexicon, word_list
from pipelines.events.party import Memory, Party
from pipelines.events.phrases import lacks_object, phrase_after
from pipelines.events.sides import sides
from pipelines.events.speech import speaker_phrase, speech_over
from pipelines.events.status import NOBODY, Facts, facts_of, realize
from pipelines.events.tokens import Tokens
from pipelines.events.trials import tried
from pipelines.events.triggers import clause_end, match_verb
from pipelines.events.verb import Verb

EXPLETIVE = frozenset(("it", "there", "this"))
VICTIM_TYPES = frozenset(("ASSAULT", "COERCE", "SANCTION"))
IDLE_PURPOSES = frozenset(("CONCEDE", "SUPPORT", "COERCE", "REJECT", "REQUEST", "ACCUSE", "AGREE", "THREATEN", "PROTEST"))
"""Types that a mere purpose does not tell: "opened a corridor to allow people to leave"."""
GRIEVOUS = frozenset(("ASSAULT", "COERCE"))
"""Types that are told of "him" or "her", whoever that is."""
NO_MODIFIERS = frozenset(("SUPPORT", "CONSULT", "REQUEST", "MOBILIZE"))
"""Types that a participle behind a noun only describes: "fighters backed by Iran"."""
SUFFERED = word_list("suffered")
"""What follows a name without an object is done to it: "four policemen killed"."""
IMPERSONAL = frozenset(("ceasefire", "lift", "sanction", "curfew"))
"""Modes of which it is told without saying who: "the curfew was lifted"."""
SPOKESMEN = word_list("state_voice")
DEEDS = frozenset(("ASSAULT", "RETREAT", "MOBILIZE", "COERCE", "AID", "SUPPORT", "CONCEDE", "SANCTION", "CONSULT", "COOPERATE"))
"""What is denied as a deed, not as a word."""
CHARGEABLE = frozenset(("ASSAULT", "AID", "SUPPORT", "COERCE", "MOBILIZE"))
"""What one accuses another of that is an event for itself."""


CONDITIONS = frozenset(("unless", "if", "provided"))
"""Words behind which a clause within the complement of another tells what must come first."""
BY_MEANS = word_list("by_means")
"""What follows the "by" that tells how, not by whom."""


def end_of(sentence: Sentence, index: int) -> int:
    """One past the clause of a verb."""
    if index not in sentence.ends:
        sentence.ends[index] = clause_end(sentence.tokens, sentence.verbs, index)
    return sentence.ends[index]


def find_verbal(sentence: Sentence) -> None:
    """Adds the events of all verbs; what a verb with a complement governs belongs to it."""
    consumed = -1
    for index, verb in enumerate(sentence.verbs):
        inside = verb.head < consumed
        imputed = denier_of(sentence.tokens, sentence.verbs, index)
        accused = accuser_of(sentence.tokens, sentence.verbs, index) if imputed is None else None
        if inside and imputed is None and accused is None and not _stands_alone(sentence.tokens, verb):
            continue
        end = end_of(sentence, index)
        if imputed is not None:
            draft = _denied(sentence, index, end, imputed)
        elif accused is not None:
            draft = _accused(sentence, index, end, accused)
        else:
            draft = _duty(sentence, index, end) or _event(sentence, index, end) or find_stay(sentence, index, end)
        if draft is None or _is_ground(sentence, verb):
            continue
        sentence.drafts.append(draft)
        if draft.scope == "complement":
            consumed = max(consumed, end)


def _stands_alone(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb within another's complement tells an event of its own: a relative clause with a past tense, or "under which"."""
    if verb.relative:
        return verb.tag == "D" or (verb.tag == "N" and verb.modal is None and not verb.reduced)
    if not verb.finite or verb.subject is None or verb.shared or verb.subject[0] < 2:
        return False
    first = verb.subject[0]
    if tokens.low[first - 1] in CONDITIONS or tokens.low[first - 2 : first] == ["provided", "that"]:
        return True  # "threatened to strike | unless the army left"
    return tokens.low[first - 1] in ("which", "whom") and bool(tokens.flags[first - 2] & PREP)  # "a plan under which they will leave"


def _denied(sentence: Sentence, index: int, end: int, denier: int) -> Draft | None:
    """The deed that somebody says was not done."""
    draft = _event(sentence, index, end)
    if draft is None or draft.type not in DEEDS or draft.status == "denied" or not draft.actor:
        return None
    draft.status, draft.speech, draft.scope = "denied", denier, "complement"
    return draft


def _accused(sentence: Sentence, index: int, end: int, accuser: int) -> Draft | None:
    """The deed that somebody is accused of; the one accused did it."""
    tokens, verbs = sentence.tokens, sentence.verbs
    verb, above = verbs[index], verbs[accuser]
    accused = above.subject if above.passive else phrase_after(tokens, above.head + 1, verb.start)
    if accused is None:
        return None
    verb.subject, verb.shared = accused, True
    draft = _event(sentence, index, end)
    if draft is None or draft.type not in CHARGEABLE or not draft.actor:
        return None
    draft.speech = None if above.passive else accuser
    return draft


def _event(sentence: Sentence, index: int, end: int) -> Draft | None:
    tokens, verbs = sentence.tokens, sentence.verbs
    verb = verbs[index]
    found = _matched(sentence, index, end)
    if found is None:
        return None
    rule, after = found
    rule = tried(tokens, rule, verb, after, end, sentence.memory.matters)
    _settle_voice(sentence, index, rule, after)
    facts = facts_of(tokens, verbs, index, end)
    if not verb.passive and after < len(tokens) and tokens.low[after] == "no" and rule.trigger.split()[-1] != "no":
        facts.governed = ("denied", *facts.governed)  # "sent no delegation"
    actor, recipient = sides(sentence, index, rule, after, end)
    if verb.passive and rule.trigger == "commit" and not actor:
        actor, recipient = recipient, Party()  # "is committed to"
    speech = speech_over(tokens, verbs, index)
    facts.spoken = speech is not None
    if facts.would and speech is not None and (_own_word(sentence, verb, speech) or _foretells_blow(sentence, verb, rule, actor, speech)):
        facts.future = True
    told = realize(rule, facts, bool(recipient) and recipient.names != actor.names[1:])
    if told is None:
        return None
    kind, mode, status = told
    if status == "planned" and speech is not None and verbs[speech].lemma in ("announce", "declare"):
        status = "announced"
    if _is_expletive(sentence, index) or (verb.passive and not actor and kind == "THREATEN" and (facts.future or not recipient)):
        actor = sentence.memory.speaker
        if speech is not None:
            actor = read_party(tokens, speaker_phrase(tokens, verbs, speech), sentence.memory)
    if not is_deed(sentence, index, rule, after, end, actor, recipient):
        return None
    if not _is_told(tokens, verb, facts, actor, recipient, rule) or _is_idle(sentence, verb, facts, status, actor):
        return None
    return Draft(
        _first_of(verbs, index),
        max(end, after),
        verb.head,
        "verb",
        rule.trigger,
        kind,
        mode,
        status,
        actor,
        recipient,
        speech,
        verb.clause,
        rule.scope,
        verb.head,
        recalled=_is_recalled(verb, speech),
    )


def _first_of(verbs: list[Verb], index: int) -> int:
    """First token of a deed: its subject, where that is its own."""
    verb = verbs[index]
    owned = verb.subject and verb.subject[0] < verb.start and (not verb.shared or _over_modifier(verbs, index))
    return verb.subject[0] if verb.subject and owned else verb.start


def _over_modifier(verbs: list[Verb], index: int) -> bool:
    """Whether the subject is shared only with a participle that describes it: "the men | seized in May | have been freed"."""
    before = verbs[index - 1] if index else None
    return (
        before is not None
        and not verbs[index].infinitive  # "managed | to kill one"
        and before.subject == verbs[index].subject
        and (before.reduced or (before.passive and before.start == before.head))
    )


def _is_recalled(verb: Verb, speech: int | None) -> bool:
    """Whether a deed is told as gone by: "had left" outside of speech, "the men who held the town"."""
    return (verb.past_perfect and speech is None) or (verb.relative and verb.tag in "DN" and not verb.perfect)


def _own_word(sentence: Sentence, verb: Verb, speech: int) -> bool:
    """Whether the speaker tells of himself: "Ethiopia said it would allow ..."; only one's own word is a promise or a threat."""
    if pronoun_only(sentence, verb) or sentence.verbs[speech].subject == verb.subject:
        return True
    speaker = read_party(sentence.tokens, speaker_phrase(sentence.tokens, sentence.verbs, speech), sentence.memory)
    doer = read_party(sentence.tokens, verb.subject, sentence.memory)
    return bool(set(speaker.ids) & set(doer.ids)) or (bool(doer.ids) and not speaker.ids and _is_spokesman(sentence, speaker))


def _foretells_blow(sentence: Sentence, verb: Verb, rule: Rule, actor: Party, speech: int) -> bool:
    """Whether a power tells what will be done to others without saying by whom: "the rebels said that hostages would be killed"."""
    if not verb.passive or actor or rule.type not in VICTIM_TYPES:
        return False
    speaker = read_party(sentence.tokens, speaker_phrase(sentence.tokens, sentence.verbs, speech), sentence.memory)
    return is_power(speaker) or (speaker.public and speaker.sort == "plural")


def _is_spokesman(sentence: Sentence, speaker: Party) -> bool:
    """Whether one without a name speaks for a state: "the foreign ministry", "a spokesman"."""
    if speaker.span is None:
        return False
    return any(sentence.tokens.low[place] in SPOKESMEN for place in range(*speaker.span))


def _is_expletive(sentence: Sentence, index: int) -> bool:
    """Whether the subject is the "it" of "it is time to", for which the speaker stands."""
    verb = sentence.verbs[index]
    for _ in range(3):
        if verb.governor is None:
            return False
        verb = sentence.verbs[verb.governor]
        if verb.lemma == "be" and verb.subject and sentence.tokens.low[verb.subject[0]] in EXPLETIVE:
            return True
    return False


def _is_idle(sentence: Sentence, verb: Verb, facts: Facts, status: str, actor: Party) -> bool:
    """Whether the words only muse: what "could allow" something, whoever "might attack", what was "not denied"."""
    musing = facts.possible and not facts.governed and (verb.relative or not actor.ids or pronoun_only(sentence, verb))
    none = verb.passive and verb.subject is not None and sentence.tokens.low[verb.subject[0]] in NOBODY
    idle = verb.infinitive and verb.start > 1 and sentence.tokens.low[verb.start - 2 : verb.start] == [",", "not"]
    return musing or idle or (status == "denied" and (verb.relative or not (actor or none)))


def _is_ground(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb only tells why somebody was taken: "arrested a man for | blocking traffic"."""
    held = bool(sentence.drafts) and sentence.drafts[-1].mode in ("detain", "charge") and sentence.drafts[-1].rule == "verb"
    return held and verb.tag == "G" and verb.start > 0 and sentence.tokens.low[verb.start - 1] == "for"


def _matched(sentence: Sentence, index: int, end: int) -> tuple[Rule, int] | None:
    """The rule of a verb; a past form before "by" is read as a participle where that makes it violence."""
    tokens, verbs = sentence.tokens, sentence.verbs
    verb = verbs[index]
    if not _is_agentive(sentence, index):
        return match_verb(tokens, verbs, index, end)
    verb.passive = True
    found = match_verb(tokens, verbs, index, end)
    if found is None or found[0].type not in VICTIM_TYPES:
        verb.passive = False
        return match_verb(tokens, verbs, index, end)
    verb.reduced = index + 1 < len(verbs) or verb.reduced
    return found


def _is_agentive(sentence: Sentence, index: int) -> bool:
    """Whether a past form right before "by" and somebody may be a participle: "pupils | seized by gunmen"."""
    verb, tokens = sentence.verbs[index], sentence.tokens
    ahead = tokens.low[verb.head + 1 : verb.head + 3]
    if verb.passive or verb.tag != "D" or verb.start != verb.head or ahead[:1] != ["by"] or ahead[-1] in BY_MEANS:
        return False
    return any("N" in forms for lemma, forms in lexicon().verbs.get(tokens.low[verb.head], ()) if lemma == verb.lemma)


def _settle_voice(sentence: Sentence, index: int, rule: Rule, after: int) -> None:
    """A past form without object right before "by", "in" and their like is a participle: "two men arrested in Kabul"."""
    verb, tokens = sentence.verbs[index], sentence.tokens
    if verb.passive or verb.tag != "D" or verb.start != verb.head or after >= len(tokens) or rule.rest or verb.antecedent is not None:
        return  # "the men whom the army arrested in May"
    if not any("N" in readings for lemma, readings in lexicon().verbs.get(tokens.low[verb.head], ()) if lemma == verb.lemma):
        return  # "spoke by phone"
    following = tokens.low[after]
    if following == "by" and after + 1 < len(tokens) and tokens.low[after + 1] in BY_MEANS:
        return  # "spoke by phone"
    counted = following == "between" and after + 1 < len(tokens) and tokens.kind[after + 1] == "#"
    if (
        following == "by"
        or (following == "on" and rule.trigger == "blame")
        or (following == "between" and not counted)
        or (
            following in ("in", "at", "near", "on", "during")
            and rule.type in VICTIM_TYPES
            and not rule.needs
            and phrase_after(tokens, after, len(tokens)) is None  # "killed at the gate", not "killed at least two"
        )
    ):
        verb.passive, verb.reduced = True, index + 1 < len(sentence.verbs) or verb.reduced
    elif rule.trigger in SUFFERED and _is_suffered(tokens, after) and not verb.relative and not pronoun_only(sentence, verb):
        verb.passive = True


def _is_suffered(tokens: Tokens, after: int) -> bool:
    """Whether nothing that could be the victim follows: "the number of soldiers killed, officials say", not "killed at least two"."""
    if tokens.kind[after] == "D":
        after += 1
    if not lacks_object(tokens, after) or phrase_after(tokens, after, min(len(tokens), after + 6)) is not None:
        return False
    return after >= len(tokens) or not (tokens.flags[after] & CONJ and after + 1 in tokens.heads)


def _is_told(tokens: Tokens, verb: Verb, facts: Facts, actor: Party, recipient: Party, rule: Rule) -> bool:
    """Whether there is enough to tell: somebody, or for violence at least a victim."""
    if facts.purpose and rule.type in IDLE_PURPOSES:
        return False
    if verb.infinitive and verb.governor is None and verb.subject is not None and not read_party(tokens, verb.subject, Memory()):
        return False  # "Conditions to withdraw the troops"
    launched = rule.type == "MOBILIZE" and verb.passive and is_weapon(tokens, verb.subject)  # "the missile, which was fired at noon"
    if not actor and (rule.type == "AGREE" or (verb.relative and recipient.span is None and not launched)):
        return False  # "those who attacked us"
    if verb.reduced and ((rule.type in NO_MODIFIERS and rule.mode != "mediate") or not (actor or rule.type in VICTIM_TYPES)):
        return False
    if actor or (recipient and (verb.passive or rule.suffered or rule.type in VICTIM_TYPES)):
        return True
    if recipient and verb.finite and verb.subject is not None and _is_person_pronoun(tokens, verb):
        return True  # "He urged Turkey to", whoever he is
    if verb.passive and verb.finite and rule.type in GRIEVOUS and verb.subject is not None and _is_person_pronoun(tokens, verb):
        return True  # "She was arrested in Paris"
    if verb.finite and (rule.within == "<" or (rule.mode in IMPERSONAL and verb.passive)):
        return True
    return rule.type in ("ASSAULT", "MOBILIZE") and (
        is_weapon(tokens, verb.subject) or (verb.passive and verb.finite and verb.subject is not None)
    )


def _duty(sentence: Sentence, index: int, end: int) -> Draft | None:
    """ "X said that Y must stop": a request by X to Y, whatever the verb."""
    tokens, verbs = sentence.tokens, sentence.verbs
    verb = verbs[index]
    if verb.modal not in ("must", "should", "will", "would") or not verb.finite or verb.relative:
        return None
    speech = speech_over(tokens, verbs, index)
    if speech is None or (verb.modal in ("will", "would") and verbs[speech].lemma != "hope"):
        return None
    actor = read_party(tokens, speaker_phrase(tokens, verbs, speech), sentence.memory)
    recipient = read_party(tokens, verb.subject, sentence.memory)
    if not actor or not recipient.ids or actor.ids == recipient.ids:
        return None
    first = verb.subject[0] if verb.subject and not verb.shared else verb.start
    start = min(first, verbs[speech].start)
    if actor.span and actor.span[0] < first and speech < index:
        start = actor.span[0]
    return Draft(
        start, end, verb.head, "duty", "must", "REQUEST", None, "completed", actor, recipient, speech, verb.clause, "complement", verb.head
    )


def _is_person_pronoun(tokens: Tokens, verb: Verb) -> bool:
    assert verb.subject is not None
    return verb.subject[1] - verb.subject[0] == 1 and tokens.low[verb.subject[0]] in ("he", "she", "they", "we", "i")


def pronoun_only(sentence: Sentence, verb: Verb) -> bool:
    """Whether the subject of a verb is a single pronoun."""
    return bool(verb.subject and verb.subject[1] - verb.subject[0] == 1 and sentence.tokens.flags[verb.subject[0]] & PRON)
