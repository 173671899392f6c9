"""Deeds of force that were tried and came to nothing: attempts, foiled plots, bombs that were defused. Standard library only.

A deed that the rules found already is marked; where they found none, one is founded.
"""

from functools import cache

from pipelines.events.actors import Party, read_party
from pipelines.events.draft import Draft, Sentence
from pipelines.events.harm_verbs import is_done
from pipelines.events.inflect import singular
from pipelines.events.lexicon import lexicon
from pipelines.events.phrases import Phrase, phrase_after
from pipelines.events.speech import speech_over
from pipelines.events.tokens import Tokens
from pipelines.events.triggers import match_noun, match_verb
from pipelines.events.verb import Verb
from pipelines.events.verbal import end_of
from pipelines.reference import rows, split

Words = dict[str, frozenset[str]]
FORCEFUL = frozenset(("ASSAULT", "COERCE"))
ATTEMPTED = "attempted"
REACH = 3
"""Tokens between a noun of a deed and the word that makes it an attempt."""
LIFE_REACH = 8
WAS = frozenset(("was", "were"))
LIVES = frozenset(("life", "lives"))


@cache
def attempt_words() -> dict[str, frozenset[str]]:
    """Words by role; read from disk once."""
    return {row["role"]: frozenset(split(row["words"])) for row in rows("attempt_words")}


def find_attempts(sentence: Sentence) -> None:
    """Marks the drafts that are attempts, and adds those that no rule of the codebook finds."""
    words = attempt_words()
    for draft in sentence.drafts:
        if draft.type in FORCEFUL:
            _mark(sentence, draft, words)
    for index, verb in enumerate(sentence.verbs):
        if verb.infinitive:
            _unread(sentence, index, words)
        if verb.lemma in words["spoils"] or verb.lemma in words["finds"]:
            _spoiled(sentence, index, words)
        elif verb.lemma in words["goes_off"] or verb.lemma in words["dud"]:
            _dud(sentence, index, words)
    _on_lives(sentence, words)
    _unexploded(sentence, words)


def _unexploded(sentence: Sentence, words: Words) -> None:
    """As in "found an unexploded grenade"."""
    low = sentence.tokens.low
    if words["unexploded"].isdisjoint(low):
        return
    for at in range(1, len(low)):
        if low[at - 1] in words["unexploded"] and low[at] in words["bombs"]:
            index = next((place for place in range(len(sentence.verbs) - 1, -1, -1) if sentence.verbs[place].head < at), 0)
            if sentence.verbs and is_done(sentence, index):
                _found(sentence, index, at, "bombing")


def _mark(sentence: Sentence, draft: Draft, words: Words) -> None:
    """Whether a draft is only an attempt: "tried to kill", "an attempt to kidnap", "the failed coup", "an assassination attempt"."""
    tokens = sentence.tokens
    index = next((place for place, verb in enumerate(sentence.verbs) if verb.head == draft.at), None)
    if index is None:
        near = tokens.low[max(0, draft.at - REACH) : draft.at]
        if not words["before"].isdisjoint(near) or not words["after"].isdisjoint(tokens.low[draft.at + 1 : draft.at + 3]):
            _undo(draft, failed=not (words["before"] - words["noun"]).isdisjoint(near))
            _turn_round(sentence, draft, words)
        elif tokens.low[draft.at] in words["escaped"] and _is_escaped(sentence, draft, words):
            _undo(draft, failed=True)
            _turn_round(sentence, draft, words)
        return
    verb = sentence.verbs[index]
    if not verb.infinitive:
        return
    if verb.governor is not None and (tried := sentence.verbs[verb.governor]).lemma in words["tries"] | words["fails"]:
        if is_done(sentence, verb.governor):
            _undo(draft, failed=tried.lemma in words["fails"])
        return
    noun = next((at for at in range(verb.start - 1, max(-1, verb.start - 9), -1) if tokens.low[at] in words["noun"]), None)
    if noun is None or any(noun < other.head < verb.start for other in sentence.verbs):
        return
    spoiled = any(other.lemma in words["spoils"] | words["fails"] for other in sentence.verbs)
    _undo(draft, failed=spoiled)
    by = next((at for at in range(noun + 1, verb.start) if tokens.low[at] == "by"), None)
    if by is not None:
        draft.actor = read_party(tokens, phrase_after(tokens, by + 1, verb.start), sentence.memory)
    elif spoiled:
        draft.actor = Party()


def _is_escaped(sentence: Sentence, draft: Draft, words: Words) -> bool:
    return any(verb.head == draft.head and verb.lemma in words["survives"] for verb in sentence.verbs)


def _turn_round(sentence: Sentence, draft: Draft, words: Words) -> None:
    """Whoever survives an attempt is the one whom it was made on."""
    if _is_escaped(sentence, draft, words):
        draft.actor, draft.recipient = Party(), draft.actor


def _unread(sentence: Sentence, index: int, words: Words) -> None:
    """Adds "tried to blow up a dam" where the rules found nobody that it was done to."""
    verb = sentence.verbs[index]
    if any(draft.at == verb.head for draft in sentence.drafts):
        return
    end = end_of(sentence, index)
    found = match_verb(sentence.tokens, sentence.verbs, index, end)
    if found is None or found[0].type != "ASSAULT":
        return
    rule = found[0]
    draft = Draft(verb.start, end, verb.head, "attempt", rule.trigger, rule.type, rule.mode, "planned", Party(), Party(), head=verb.head)
    draft.clause = verb.clause
    _mark(sentence, draft, words)
    if draft.outcome:
        sentence.drafts.append(draft)


def _undo(draft: Draft, *, failed: bool) -> None:
    draft.outcome = ATTEMPTED
    draft.status = "denied" if failed else "planned" if draft.status in ("completed", "ongoing") else draft.status


def _object(sentence: Sentence, index: int) -> Phrase | None:
    """What a verb is done to."""
    tokens, verbs = sentence.tokens, sentence.verbs
    verb = verbs[index]
    if verb.passive or verb.reduced:
        return verb.subject
    following = verbs[index + 1].start if index + 1 < len(verbs) else len(tokens)
    if following == verb.head + 2 and tokens.low[verb.head + 1] == "and":
        return _object(sentence, index + 1)  # "found and defused"
    if index and verbs[index - 1].passive and verb.head == verbs[index - 1].head + 2 and tokens.low[verb.head - 1] == "and":
        return verbs[index - 1].subject  # "were found and defused"
    return phrase_after(tokens, verb.head + 1, len(tokens))


def _spoiled(sentence: Sentence, index: int, words: Words) -> None:
    """As in "foiled an attack", "two bombs were found and defused"."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if not (is_done(sentence, index) or _was_able(sentence, index)):
        return
    phrase = _object(sentence, index)
    found = verb.lemma in words["finds"]
    bomb = _bomb(tokens, phrase, words["placed_bombs"] if found else words["bombs"])
    deed = _deed(tokens, phrase) if phrase and not found else None
    if deed is not None:
        _found(sentence, index, deed[0], deed[1])
    elif bomb is not None and phrase and not _is_store(tokens, phrase):
        _found(sentence, index, bomb, "bombing")
    elif not found and (bomb := _bomb(tokens, (0, verb.head), words["bombs"])) is not None and verb.passive:
        _found(sentence, index, bomb, "bombing")  # "a third was defused"


def _was_able(sentence: Sentence, index: int) -> bool:
    """As in "were able to defuse"."""
    verb, low = sentence.verbs[index], sentence.tokens.low
    above = sentence.verbs[verb.governor] if verb.governor is not None else None
    return above is not None and not above.negated and low[verb.start - 1] == "able" and low[above.head] in WAS


def _bomb(tokens: Tokens, phrase: Phrase | None, wanted: frozenset[str]) -> int | None:
    """The last word for a bomb in a phrase."""
    return next((at for at in reversed(range(*phrase)) if tokens.low[at] in wanted), None) if phrase else None


def _is_store(tokens: Tokens, phrase: Phrase) -> bool:
    """Whether bombs are only one thing in a list of arms that were found."""
    return sum(tokens.kind[at] == "," or tokens.low[at] == "and" for at in range(*phrase)) > 1


def _deed(tokens: Tokens, phrase: Phrase) -> tuple[int, str | None] | None:
    """The noun of force in a phrase, and its mode."""
    for at in range(*phrase):
        if tokens.low[at] in lexicon().noun_rules and (found := match_noun(tokens, at)) and found[0].type == "ASSAULT":
            return at, found[0].mode
    return None


def _dud(sentence: Sentence, index: int, words: Words) -> None:
    """As in "the bomb did not explode", "failed to detonate", "experts detonated the bomb"."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if verb.lemma == "go" and tokens.low[verb.head + 1 : verb.head + 2] != ["off"]:
        return
    failed = verb.governor is not None and sentence.verbs[verb.governor].lemma in words["fails"]
    if verb.lemma == "detonate" and verb.subject and not words["experts"].isdisjoint(tokens.low[verb.subject[0] : verb.subject[1]]):
        bomb = _bomb(tokens, phrase_after(tokens, verb.head + 1, len(tokens)), words["bombs"])
    elif verb.modal is None and (verb.negated or failed or verb.lemma in words["dud"]):
        bomb = _bomb(tokens, verb.subject, words["bombs"]) or _bomb(tokens, (0, verb.start), words["bombs"])
    else:
        return
    if bomb is not None:
        _found(sentence, index, bomb, "bombing")


def _found(sentence: Sentence, index: int, at: int, mode: str | None) -> None:
    """Marks the deed at a noun, or adds it; who spoils it is not its actor."""
    verb = sentence.verbs[index]
    subject = verb.subject[0] if verb.subject and not verb.shared else verb.start
    first = min(verb.start, subject, at if at > subject or not verb.passive else subject)
    after = max(end_of(sentence, index), at + 1)
    sentence.drafts = [draft for draft in sentence.drafts if draft.head == verb.head or not _is_void(sentence, draft, verb, at)]
    drafts = [draft for draft in sentence.drafts if draft.type == "ASSAULT"]
    told = next((draft for draft in drafts if draft.head == verb.head or draft.first <= at < draft.after), None)
    if told is not None and (told.outcome or told.at == at or told.head == verb.head):
        _undo(told, failed=True)
        told.actor = told.actor if told.rule == "verb" and told.head != verb.head else Party()
        told.first = min(told.first, first)
        return
    speech = speech_over(sentence.tokens, sentence.verbs, index)
    draft = Draft(first, after, at, "attempt", verb.lemma, "ASSAULT", mode, "denied", Party(), Party(), speech, verb.clause, head=verb.head)
    draft.outcome = ATTEMPTED
    sentence.drafts.append(draft)


def _is_void(sentence: Sentence, draft: Draft, spoiling: Verb, at: int) -> bool:
    """Whether a draft only tells who laid the bomb that did not go off, what it hit, or that it was found "before it exploded"."""
    if draft.type != "ASSAULT":
        return False
    words, trigger = attempt_words(), draft.trigger.split()[0]
    if trigger in words["goes_off"]:
        return spoiling.head < draft.first and sentence.tokens.low[draft.first - 1] == "before"
    own = spoiling.subject is not None and spoiling.subject[0] <= at < spoiling.subject[1]
    return draft.first - 2 <= at < draft.after and (trigger in words["places"] or (own and trigger in words["lands"]))


def _on_lives(sentence: Sentence, words: Words) -> None:
    """As in "an attempt on the life of the governor", "an attempt on his life"."""
    tokens, nouns = sentence.tokens, words["noun"]
    if LIVES.isdisjoint(tokens.low):
        return
    for at, low in enumerate(tokens.low):
        if low not in nouns or tokens.low[at + 1 : at + 2] not in (["on"], ["against"], ["at"]):
            continue
        life = next((place for place in range(at + 2, min(len(tokens), at + LIFE_REACH)) if tokens.low[place] in LIVES), None)
        if life is None:
            continue
        whose = phrase_after(tokens, life + 2, len(tokens)) if tokens.low[life + 1 : life + 2] == ["of"] else (at + 2, life)
        recipient = read_party(tokens, whose, sentence.memory)
        verb = next((verb for verb in reversed(sentence.verbs) if verb.head < at), None)
        if not recipient and verb is not None and verb.lemma in words["survives"]:
            recipient = read_party(tokens, verb.subject, sentence.memory)
        first = verb.subject[0] if recipient and verb is not None and verb.subject and verb.lemma in words["survives"] else at
        after = max(life + 1, whose[1] if whose else 0)
        clause = verb.clause if verb is not None else first
        draft = Draft(first, after, at, "attempt", singular(low), "ASSAULT", "kill", "planned", Party(), recipient, clause=clause, head=at)
        draft.outcome = ATTEMPTED
        sentence.drafts.append(draft)
