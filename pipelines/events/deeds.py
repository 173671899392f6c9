"""Whether a verb of the codebook tells its deed here, by what it is done to: to withdraw troops is one, to withdraw a statement is not.

Standard library only.
"""

from pipelines.events.actors import can_withdraw
from pipelines.events.causes import is_calamity
from pipelines.events.draft import Sentence
from pipelines.events.inflect import singular
from pipelines.events.lexicon import DET, PREP, PRON, Rule, lexicon, word_list
from pipelines.events.party import Party
from pipelines.events.phrases import lacks_object, phrase_after
from pipelines.events.tokens import Tokens
from pipelines.events.verb import Verb
from pipelines.text.names import entities

LEAVING = frozenset(("leave", "exit", "quit"))
TAKING_BACK = word_list("taking_back")
FREEING = word_list("freeing")
TALKING = word_list("topical")
OUTCOMES = word_list("deed_outcome")
"""What a gerund may tell by itself: "..., killing five"."""
DIRECTIONS = frozenset(("home", "away"))
ANY_OBJECT = frozenset(("@object",))
POWERS = frozenset(("country", "armed_group", "armed_force", "alliance"))
WARNING = frozenset(("warn", "caution"))
PROMISERS = word_list("promiser")


def is_deed(sentence: Sentence, index: int, rule: Rule, after: int, end: int, actor: Party, recipient: Party) -> bool:
    """Whether the verb at `index` tells the deed of its rule."""
    tokens, verb = sentence.tokens, sentence.verbs[index]
    if rule.type == "ASSAULT" and is_calamity(tokens, verb.subject, verb.passive, verb.head + 1, end):
        return False
    if rule.type == "RETREAT":
        return _is_retreat(tokens, rule, after, end, actor, verb)
    if rule.mode == "release" and rule.trigger in FREEING and rule.needs <= ANY_OBJECT and not recipient:
        freed = phrase_after(tokens, after, end)
        return freed is not None and freed[0] == after and _is_movable(tokens, freed)
    if rule.trigger in TALKING and rule.type == "CONSULT":
        return recipient.public or len(actor.names) > 1 or _is_plural(tokens, actor)
    if rule.trigger in WARNING and not recipient:
        return _warns_of_own(sentence, index, end, actor)
    if rule.trigger == "let" and verb.tag == "B" and verb.modal is None and verb.start == verb.head and not verb.infinitive:
        return not verb.shared  # "Let them come" is no permission given
    return bool(actor) or verb.tag != "G" or verb.progressive or verb.passive or rule.trigger in OUTCOMES


def _is_retreat(tokens: Tokens, rule: Rule, after: int, end: int, actor: Party, verb: Verb) -> bool:
    """Whether forces go: those who leave, or what is withdrawn."""
    passive = verb.passive
    follows = tokens.flags[after] if after < len(tokens) else 0
    if rule.trigger in LEAVING and after < len(tokens) and follows & PREP and not follows & DET and verb.start == verb.head:
        return False  # "the 600 left in the country"
    if rule.trigger in LEAVING and not rule.needs and not lacks_object(tokens, after) and tokens.kind[after] != "D":
        return False  # "left three dead"
    if rule.trigger in LEAVING:
        return can_withdraw(tokens, actor)
    if rule.needs:
        if passive or not rule.needs & DIRECTIONS:
            return True
        moved = phrase_after(tokens, after, end)  # "took its men home", not "took heat back home"
        return can_withdraw(tokens, actor) if moved is None else _is_movable(tokens, moved)
    taken = None if passive else phrase_after(tokens, after, end)
    if taken is not None and singular(tokens.low[taken[1] - 1]) in word_list("no_people"):
        taken = None  # "withdrew at least three kilometres"
    if taken is not None and rule.trigger in TAKING_BACK:
        return _is_movable(tokens, taken)
    if rule.trigger in TAKING_BACK or rule.trigger == "leave together" or actor.span is None:
        return True
    return can_withdraw(tokens, actor)


def _is_movable(tokens: Tokens, taken: tuple[int, int]) -> bool:
    """Whether a phrase names forces, people or their gear rather than a statement, a bill or a bid."""
    actors = lexicon().actors
    for place in range(*taken):
        low = tokens.low[place]
        if tokens.kind[place] == "#" or (tokens.flags[place] & PRON and not tokens.flags[place] & DET):
            return True
        if low in actors or singular(low) in actors or singular(low) in word_list("movable"):
            return True
    return tokens.name[taken[1] - 1] is not None


def _is_plural(tokens: Tokens, party: Party) -> bool:
    if party.span is None:
        return False
    return any(low.endswith("s") and singular(low) in lexicon().actors for low in tokens.low[party.span[0] : party.span[1]])


def is_power(actor: Party) -> bool:
    """Whether a state or a group speaks, not an agency or an expert."""
    return any(entity in entities() and entities()[entity].kind in POWERS for entity in actor.ids)


def _foretells(sentence: Sentence, index: int, end: int) -> bool:
    """Whether a warning says what would come: "warned that any attack would be met", "warned of consequences"."""
    tokens = sentence.tokens
    head = sentence.verbs[index].head
    if tokens.low[min(head + 1, len(tokens) - 1)] == "of":
        return True
    return any(verb.modal is not None and head < verb.head < end for verb in sentence.verbs[index + 1 : index + 4])


def _warns_of_own(sentence: Sentence, index: int, end: int, actor: Party) -> bool:
    """Whether a warning to nobody named is a threat: one by a power, or of what the one who warns will do himself."""
    if is_power(actor) and _foretells(sentence, index, end):
        return True
    if index + 1 >= len(sentence.verbs):
        return False
    threat = sentence.verbs[index + 1]
    subject = threat.subject
    own = subject is not None and (sentence.tokens.low[subject[0]] in PROMISERS or threat.shared)
    return own and (threat.modal is not None or threat.infinitive or _later_own(sentence, index))


def _later_own(sentence: Sentence, index: int) -> bool:
    """Whether a later clause of the warning promises: "warned that if they came, it would fire"."""
    return any(verb.modal in ("will", "would", "'ll") for verb in sentence.verbs[index + 2 : index + 4])
