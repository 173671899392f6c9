"""Whether the sides of a mention can be those of a cluster, and what speaks for it. Knows nothing of tables."""

from pipelines.events.cluster import Cluster
from pipelines.events.told import Told

MUTUAL = frozenset(("CONSULT", "COOPERATE", "deal", "truce", "talks"))
"""Types and families in which actor and recipient do the same."""
PEOPLE = frozenset(("people", "persons"))
"""Words that tell nobody from anybody."""
HEAD = 5
"""Letters from which on a word is the head of another that ends with it: girls, schoolgirls."""


def is_mutual(told: Told) -> bool:
    """Whether both sides do the same: they meet, they sign."""
    return told.row["type"] in MUTUAL or told.family in MUTUAL


def parties_of(told: Told) -> tuple[str, ...]:
    """Those under whom a mention is looked for: who acts, and both sides of what is done together."""
    return tuple(dict.fromkeys((*told.actors, *told.row["recipient_ids"]))) if is_mutual(told) else told.actors


def same_actors(cluster: Cluster, told: Told) -> bool:
    """Whether somebody acts in both, or nobody is named in either."""
    return not cluster.actors.isdisjoint(told.actors) or (is_mutual(told) and not cluster.parties.isdisjoint(parties_of(told)))


def partner(cluster: Cluster, told: Told) -> list[str] | None:
    """Evidence in whom it is done to; None where the sides differ."""
    row = told.row
    ids = set(row["recipient_ids"])
    if is_mutual(told) and (ids or cluster.recipients):
        sides = {*ids, *row["actor_ids"]}
        shared = cluster.parties & sides
        if len(shared) > 1:
            return ["recipient"]
        open_ended = min(len(sides), len(cluster.parties)) < 2 or not (ids and cluster.recipients)
        return [] if open_ended and (shared or not (sides or told.actor_words or told.recipient_words)) else None
    if ids & cluster.recipients:
        return ["recipient"]
    if same_words(told.recipient_words, cluster.recipient_words) or told.numbers & cluster.numbers:
        return ["recipient_words"]
    unlike = ids and cluster.recipients
    unknown = told.recipient_words - PEOPLE and cluster.recipient_words - PEOPLE and not (ids or cluster.recipients)
    return None if unlike or unknown else []


def same_words(one: set[str] | frozenset[str], other: set[str] | frozenset[str]) -> bool:
    """Whether two names share a word, or the head of a word that is put together."""
    if not one.isdisjoint(other):
        return True
    return any(
        (len(short) >= HEAD and long.endswith(short)) or (len(long) >= HEAD and short.endswith(long)) for short in one for long in other
    )
