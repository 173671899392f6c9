"""Events that a noun tells: "the planned pullout of American troops by ...", "carried out an attack on ...". Standard library only."""

from pipelines.events.actors import QUANTITIES, is_place, read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.lexicon import DET, PREP, Rule, lexicon, word_list
from pipelines.events.noun_facts import DEFINITE, ENDING, FAR, FEARING, SPEAKING, find_fact
from pipelines.events.noun_guards import tells_nothing
from pipelines.events.noun_status import is_due, own_status, speech_of, subject_of
from pipelines.events.occurring import occurrence
from pipelines.events.party import Party, again
from pipelines.events.phrases import HARD, phrase_after
from pipelines.events.status import Facts, facts_of, realize
from pipelines.events.tokens import Tokens
from pipelines.events.triggers import BUNDLES, match_noun
from pipelines.events.verb import Verb
from pipelines.events.verbal import VICTIM_TYPES, end_of

LOOK_BACK = 7
INTRANSITIVE = frozenset(("RETREAT", "CONSULT", "AGREE", "MOBILIZE", "COOPERATE", "PROTEST", "REJECT"))
REPORTING = word_list("reporting")
TRAVELLING = word_list("travelling")
"""Verbs of those who are somewhere for talks."""
FACTUAL = frozenset(("strong", "fact"))
AGAIN = "again"
"""Scope of a noun that takes up violence of which the text has told: "after the shooting"."""
LASTING = frozenset(("invade", "blockade"))
"""Modes of what goes on for long: "before the invasion" tells a time, not a deed."""
POINTING = frozenset(("this", "these", "those"))
NEAR = 4
MEETING = 2
GROUNDS = frozenset(("over", "for", "after", "following"))
STRIKING = frozenset(("ACCUSE", "COERCE", "SANCTION", "THREATEN"))
"""Types of deeds that answer what the other side did."""
OWNING = frozenset(("its", "their", "his", "her"))
LIGHT_TAKES = frozenset(("any", "noun"))


def find_nominal(sentence: Sentence) -> None:
    """Adds the events of nouns that no verb's event has taken already."""
    tokens = sentence.tokens
    rules = lexicon().noun_rules
    taken = [(draft.first, draft.after, draft) for draft in sentence.drafts]
    done = 0
    for at in [place for place, low in enumerate(tokens.low) if low in rules]:
        found = match_noun(tokens, at) if at >= done and at not in tokens.heads and tokens.kind[at] == "w" else None
        if found is None:
            continue
        rule, after = found
        draft = _event(sentence, rule, at, after, taken)
        if draft is not None:
            sentence.drafts.append(draft)
            taken.append((draft.first, draft.after, draft))
        done = after


def _event(sentence: Sentence, rule: Rule, at: int, after: int, taken: list[tuple[int, int, Draft]]) -> Draft | None:
    tokens = sentence.tokens
    holder = next((draft for first, last, draft in taken if first <= at < last), None)
    first, owner = _owner(sentence, at)
    if rule.type == "ASSAULT" and tells_nothing(tokens, first, at, after):
        return None
    owner = _just_struck(sentence, first, holder) or owner
    end = _phrase_end(sentence, after)
    actor, recipient = _behind(sentence, rule, after, end)
    attended = _attending(sentence, rule, first, recipient)
    if owner:
        actor, recipient = owner, recipient or (actor if rule.type in INTRANSITIVE else Party())
    elif attended and len(actor.names) < MEETING:
        actor = attended  # "after talks between Iran and Iraq" tells by itself who met
    if holder is not None and holder.type == rule.type == "ASSAULT" and actor and not holder.actor:
        holder.actor = actor  # "an attack by the rebels killed two"
        return None
    found = occurrence(sentence, rule, at) if holder is None or holder.type in SPEAKING else None
    if found is not None and (actor or rule.scope in FACTUAL):
        by, status, end = found
        speech = speech_of(sentence, at)
        return Draft(first, end, at, "noun", rule.trigger, rule.type, rule.mode, status, actor, recipient, speech, by.clause, "strong", at)
    dated = any(tokens.kind[place] == "D" for place in range(after, end))
    # "to clear up this bloody attack": it has been, whatever will be done about it
    pointed = rule.type == "ASSAULT" and not POINTING.isdisjoint(tokens.low[max(0, at - NEAR) : at])
    governing = _governing(sentence, at) if holder is None and not attended and not pointed else None
    if governing is not None:
        return _governed(sentence, rule, at, end, governing, actor, recipient, bool(owner))
    if rule.type == "ASSAULT" and rule.scope == "strong" and _is_fact(sentence, first, at, after, holder):
        again = not (actor or recipient or dated) and bool(sentence.memory.told)
        if again and (sentence.memory.doubtful or rule.mode in LASTING) and (rule.mode or rule.trigger) in sentence.memory.told:
            return None
        scope = AGAIN if again and not sentence.memory.doubtful and rule.mode not in LASTING else rule.scope
        speech = speech_of(sentence, at)
        return Draft(first, end, at, "noun", rule.trigger, rule.type, rule.mode, "completed", actor, recipient, speech, first, scope, at)
    if rule.scope == "fact" or (rule.scope == "echo" and rule.type in sentence.memory.matters):
        return find_fact(sentence, rule, (first, at, after, end), actor, recipient, holder)
    if rule.scope != "strong" or (holder is not None and not _is_apart(rule, holder, actor, dated, bool(attended))):
        return None
    return _strong(sentence, rule, (first, at, after, end), actor, recipient, holder, dated=dated)


def _strong(
    sentence: Sentence, rule: Rule, span: tuple[int, int, int, int], actor: Party, recipient: Party, holder: Draft | None, *, dated: bool
) -> Draft | None:
    """A noun that tells an event by itself: "the planned withdrawal of NATO by May"."""
    first, at, after, end = span
    status = own_status(sentence, rule, at, first, after, end)
    scheduled = rule.type == "CONSULT" and (_is_subject(sentence, at) or is_due(sentence, end))
    told = dated or status != "completed" or _is_subject(sentence, at) or (rule.type == "CONSULT" and bool(recipient))
    if not (actor and told) and not scheduled:
        return find_fact(sentence, rule, span, actor, recipient, holder) if rule.type == "CONSULT" and not recipient else None
    facts, verb = _subject_facts(sentence, at)
    if verb is not None and facts is not None:
        real = realize(rule, facts, False)
        if real is None:
            return None
        status = real[2] if status == "completed" else status
        end = max(end, end_of(sentence, sentence.verbs.index(verb)))
    speech = speech_of(sentence, at)
    return Draft(first, end, at, "noun", rule.trigger, rule.type, rule.mode, status, actor, recipient, speech, first, rule.scope, at)


def _is_fact(sentence: Sentence, first: int, at: int, after: int, holder: Draft | None) -> bool:
    """Whether a noun for violence takes it as a fact: "denounced the raids", "a day after the massacre"; not "any attack"."""
    tokens = sentence.tokens
    if holder is not None and holder.type not in SPEAKING:
        return False
    named = any(tokens.name[place] is not None for place in range(first, at))
    marked = any(tokens.low[place] in DEFINITE for place in range(first, at)) or named
    feared = any(tokens.low[place] in FEARING for place in range(max(0, first - 2), first))
    loose = tokens.low[first] in ("a", "an") and not tokens.flags[min(after, len(tokens) - 1)] & PREP
    if (
        not (marked or not sentence.verbs)  # a headline
        or feared
        or loose
        or (after < len(tokens) and tokens.low[after] in ("that", "which") and _is_unreal_relative(sentence, after))
    ):
        return False
    verb = next((verb for verb in reversed(sentence.verbs) if verb.head < first), None)
    if verb is None:
        return True
    governor = lexicon().governors.get(("verb", verb.lemma))
    unreal = verb.modal is not None or verb.infinitive or verb.lemma in ENDING or (governor is not None and governor.status != "completed")
    return not unreal or first - verb.head > FAR


def _is_unreal_relative(sentence: Sentence, after: int) -> bool:
    """Whether the clause behind the noun only threatens or denies it."""
    verb = next((verb for verb in sentence.verbs if verb.head > after), None)
    return verb is not None and (verb.modal is not None or verb.negated or verb.lemma in ("threaten", "plan", "fear"))


def _is_apart(rule: Rule, holder: Draft, actor: Party, dated: bool, attended: bool) -> bool:
    """Whether a noun within the clause of another event tells one of its own: dated, by somebody, and not the same deed."""
    if holder.type == "AGREE" and holder.scope == "complement":
        return attended  # "decided to begin the withdrawal"
    same = holder.type == rule.type and bool(set(actor.ids) & set(holder.actor.ids))
    return attended or (bool(actor) and dated and not same)


def _attending(sentence: Sentence, rule: Rule, first: int, recipient: Party) -> Party:
    """Who is at "a meeting with X" that is only the occasion of another deed: the subject of the verb before."""
    tokens = sentence.tokens
    if (
        rule.type != "CONSULT"
        or not recipient
        or first == 0
        or tokens.low[first - 1] not in ("during", "in", "at", "after", "following", "for")
    ):
        return Party()
    verb = next((verb for verb in reversed(sentence.verbs) if verb.head < first and verb.finite), None)
    if tokens.low[first - 1] == "for" and (verb is None or verb.lemma not in TRAVELLING or verb.modal is not None):
        return Party()
    return read_party(tokens, verb.subject, sentence.memory) if verb is not None else Party()


def _governed(
    sentence: Sentence, rule: Rule, at: int, end: int, governing: int, actor: Party, recipient: Party, owned: bool
) -> Draft | None:
    """The noun is the object of a verb that says how real it is: "announced its withdrawal", "began a raid on"."""
    tokens, verb = sentence.tokens, sentence.verbs[governing]
    subject = read_party(tokens, verb.subject, sentence.memory)
    facts = facts_of(tokens, sentence.verbs, governing, end)
    governor = lexicon().governors.get(("verb", verb.lemma))
    if governor is not None:
        facts.governed = (governor.status, *facts.governed)
    if verb.passive or (verb.negated and governor is not None and governor.status == "denied"):
        return None
    if not owned:
        recipient = recipient or (actor if rule.type not in INTRANSITIVE else Party())
        actor = subject or (actor if rule.type in INTRANSITIVE else Party())
    if not actor:
        return None
    told = realize(rule, facts, bool(recipient))
    if told is None:
        return None
    kind, mode, status = told
    if kind in VICTIM_TYPES and status == "denied":
        return None  # to prevent attacks denies none
    if kind in VICTIM_TYPES and verb.lemma in REPORTING:
        status = "completed"  # to announce an arrest is to tell that it was made
    start = verb.subject[0] if verb.subject and not verb.shared and verb.subject[0] < verb.start else verb.start
    end = max(end, end_of(sentence, governing))
    return Draft(
        start,
        end,
        at,
        "noun_object",
        rule.trigger,
        kind,
        mode,
        status,
        actor,
        recipient,
        speech_of(sentence, at),
        verb.clause,
        "complement",
        verb.head,
    )


def _owner(sentence: Sentence, at: int) -> tuple[int, Party]:
    """First token of the noun's phrase and the party that owns it: "US", "their troops'", "Taliban"."""
    tokens = sentence.tokens
    first = at
    while first > 0 and at - first < LOOK_BACK:
        place = first - 1
        if (
            (tokens.is_noun_like(place) and place not in sentence.tokens.heads)
            or tokens.low[place] in ("'s", "'", "’")
            or (tokens.flags[place] & DET and tokens.low[place] != "that")
            or (tokens.kind[place] == "D" and place > 0 and (tokens.flags[place - 1] & DET or tokens.low[place - 1] in ("'s", "’s")))
            or (first < at and _is_inside(tokens, place))
            or (tokens.low[place] == "of" and place > 0 and tokens.low[place - 1] in BUNDLES)
        ):
            first = place
        else:
            break
    if first == at:
        return at, Party()
    if tokens.low[first] in OWNING and at - first >= 1 and not any(tokens.name[place] for place in range(first, at)):
        return first, again(sentence.memory.subject)
    named = [place for place in range(first, at) if tokens.name[place] is not None]
    owned = next((place for place in range(at - 1, first, -1) if tokens.low[place] in ("'s", "’s")), None)
    if not named and owned is not None and tokens.capital(owned - 1) and tokens.kind[owned - 1] == "w":
        return first, read_party(tokens, (first, owned), sentence.memory)  # "Mr. Marsh's criticism"
    if not named or all(is_place(name) for place in named if (name := tokens.name[place])):
        return first, Party()
    start = named[0] if not any(tokens.low[place] == "'s" for place in range(first, named[0])) else first
    return first, read_party(tokens, (start, at), sentence.memory)


def _just_struck(sentence: Sentence, first: int, holder: Draft | None) -> Party:
    """Whose deed is the ground of another: "imposed sanctions on Iran over | its missile test"."""
    tokens = sentence.tokens
    if holder is None or holder.recipient.span is None or first < 1 or tokens.low[first] not in OWNING:
        return Party()
    near = holder.recipient.span[1] == first - 1 and tokens.low[first - 1] in GROUNDS
    return again(holder.recipient) if near and holder.type in STRIKING else Party()


def _is_inside(tokens: Tokens, place: int) -> bool:
    """Whether an "and" or "of" only goes on with a phrase: "land and sea | drills"; not "tests and | its drills"."""
    if tokens.low[place] not in ("and", "of") or place == 0 or not tokens.is_noun_like(place - 1):
        return False
    return tokens.low[place] == "of" or not tokens.flags[place + 1] & DET


def _phrase_end(sentence: Sentence, after: int) -> int:
    """One past the prepositional phrases and dates that follow a noun."""
    tokens = sentence.tokens
    place = after
    while place < len(tokens) and place - after < 30:
        if (
            place in sentence.tokens.heads
            or tokens.kind[place] in HARD
            or tokens.kind[place] in ",()"
            or tokens.low[place] in ("that", "which", "who", "as", "after")
            or (tokens.low[place] == "and" and place + 1 < len(tokens) and tokens.low[place + 1] in OWNING)  # "launches | and its test"
        ):
            break
        place += 1
    while (
        place > after
        and (tokens.flags[place - 1] & PREP or (tokens.flags[place - 1] and not tokens.is_noun_like(place - 1)))
        and tokens.kind[place - 1] != "D"
    ):
        place -= 1
    return place


def _behind(sentence: Sentence, rule: Rule, after: int, end: int) -> tuple[Party, Party]:
    """Actor and recipient behind the noun: "of X" for what X does by itself, "by X", "between X and Y", "with Y", "on Y"."""
    tokens, memory = sentence.tokens, sentence.memory
    actor, recipient = Party(), Party()
    for place in range(after, end):
        low = tokens.low[place]
        if tokens.kind[place] == "w" and low in word_list("circumstance"):
            break  # "the withdrawal | during talks in Brussels"
        if tokens.kind[place] != "w" or not tokens.flags[place] & PREP:
            continue
        if low == "by" or (low == "of" and rule.type in INTRANSITIVE and place == after) or low == "between":
            party = read_party(tokens, phrase_after(tokens, place + 1, end), memory)
            if low == "between" and len(party.names) > 1:
                actor, recipient = party, Party(party.ids[1:], party.names[1:], public=party.public)
            else:
                actor = actor or party
        elif low in rule.recipient:
            recipient = recipient or read_party(tokens, phrase_after(tokens, place + 1, end), memory)
    return actor, recipient


def _governing(sentence: Sentence, at: int) -> int | None:
    """Place of the verb whose object the noun is, if it is one that carries events."""
    tokens = sentence.tokens
    for index in range(len(sentence.verbs) - 1, -1, -1):
        verb = sentence.verbs[index]
        if verb.head >= at:
            continue
        governor = lexicon().governors.get(("verb", verb.lemma))
        if governor is None or governor.takes not in LIGHT_TAKES or verb.tag == "C":
            return None
        span = phrase_after(tokens, verb.head + 1, len(tokens))
        if span is None or not span[0] <= at < span[1] + 1:
            return None
        return None if any(_of_a_thing(tokens, place) for place in range(span[0] + 1, at)) else index
    return None


def _of_a_thing(tokens: Tokens, place: int) -> bool:
    """Whether an "of" makes what follows it a matter rather than the object: "the effects of | an explosion"."""
    return tokens.low[place] == "of" and tokens.low[place - 1] not in QUANTITIES


def _is_subject(sentence: Sentence, at: int) -> bool:
    verb = subject_of(sentence, at)
    return verb is not None and verb.finite and ("verb", verb.lemma) in lexicon().governors


def _subject_facts(sentence: Sentence, at: int) -> tuple[Facts | None, Verb | None]:
    """What the verb says of a noun that is its subject: "the withdrawal would be completed"."""
    verb = subject_of(sentence, at)
    if verb is None or ("verb", verb.lemma) not in lexicon().governors:
        return None, None
    index = sentence.verbs.index(verb)
    facts = facts_of(sentence.tokens, sentence.verbs, index, end_of(sentence, index))
    facts.governed = (lexicon().governors["verb", verb.lemma].status, *facts.governed)
    return facts, verb
