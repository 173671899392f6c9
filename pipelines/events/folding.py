"""What comes of a deed belongs to it: "opened fire, killing five" tells one event. Standard library only."""

from itertools import pairwise

from pipelines.events.draft import Draft, Sentence
from pipelines.events.harm_shares import HARMFUL
from pipelines.events.lexicon import lexicon, word_list
from pipelines.events.tokens import Tokens

OUTCOMES = word_list("harmful_outcome")
MENTIONED = frozenset(("fact", "echo"))
"""Nouns that only mention a deed beside another: "a bomb went off during the visit, killing five"."""


def _is_outcome(read: Sentence, attack: Draft, draft: Draft) -> bool:
    """Whether a draft only tells what came of the attack before it: "killing five", "two were killed in the ambush"."""
    tokens = read.tokens
    if attack.type != "ASSAULT" or draft.type != "ASSAULT" or draft.trigger.split()[0] not in OUTCOMES or draft.outcome:
        return False
    if attack.trigger.split()[0] not in OUTCOMES and _same_doer(read, attack, draft):
        return True
    if (attack.actor and attack.actor.names == draft.actor.names) or (attack.mode == "bombing" and not (attack.actor or draft.actor)):
        return True
    same = not draft.actor or (bool(draft.actor.ids) and draft.actor.ids == attack.actor.ids)
    if same and tokens.low[draft.at].endswith("ing") and tokens.kind[draft.at - 1] == "," and draft.rule == "verb":
        return True  # "a bomb went off, killing five"
    if not (attack.actor or draft.actor) and tokens.low[draft.at].endswith("ing") and draft.rule == "verb":
        return True
    referred = any(
        tokens.low[place] in ("the", "this", "that") and tokens.low[place + 1] in lexicon().noun_rules
        for place in range(draft.at, min(draft.after, len(tokens)) - 1)
    )
    return referred and attack.trigger.split()[0] not in OUTCOMES and not (attack.actor and draft.actor)


def _brings(tokens: Tokens, outcome: Draft, attack: Draft) -> bool:
    """Whether what people suffered comes first and the attack in a clause behind it: "four were killed when a bomb went off"."""
    if outcome.type != "ASSAULT" or attack.type != "ASSAULT" or outcome.actor or outcome.trigger.split()[0] not in OUTCOMES:
        return False
    if attack.trigger.split()[0] in OUTCOMES or attack.rule != "verb" or attack.status != outcome.status:
        return False
    between = range(outcome.at + 1, attack.at)
    return any(tokens.low[place] in ("when", "as", "after") for place in between) and not any(
        tokens.kind[place] in ";" for place in between
    )


def _same_doer(read: Sentence, attack: Draft, draft: Draft) -> bool:
    """Whether two verbs have one subject that is nobody: "the blast, which tore off the roof, wounded 40"."""
    if attack.actor or draft.actor or draft.rule != "verb" or attack.rule != "verb":
        return False
    subjects = {verb.head: verb.subject for verb in read.verbs}
    return subjects.get(attack.at) is not None and subjects.get(attack.at) == subjects.get(draft.at)


def fold(drafts: list[Draft], read: Sentence) -> list[Draft]:
    """Takes "killing five" into the attack by the same actor that it belongs to, and bounds where the victims of each are counted."""
    kept: list[Draft] = []
    tokens = read.tokens
    for draft in drafts:
        attack = next((one for one in reversed(kept) if one.scope not in MENTIONED), None)
        if attack is not None and _brings(tokens, attack, draft):
            attack.actor, attack.mode, attack.trigger, attack.after = draft.actor, draft.mode, draft.trigger, max(attack.after, draft.after)
        elif attack is None or not _is_outcome(read, attack, draft):
            kept.append(draft)
        else:
            attack.actor = attack.actor or draft.actor
            attack.recipient, attack.after = attack.recipient or draft.recipient, max(attack.after, draft.after)
    size = len(tokens)
    for draft in kept:
        draft.harm_after = size
    for draft, following in pairwise(kept):
        if following.type in HARMFUL and following.at > draft.at:
            draft.harm_after = min(size, max(draft.after, following.first))
    return kept
