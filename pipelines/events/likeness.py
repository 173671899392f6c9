"""What speaks for a mention being the event of a cluster; nothing where it cannot be. Knows nothing of tables.

First what speaks against it (status, stage, mode, place, time, another partner), then the evidence, piece by piece. Evidence is kept with
the mention, so that each merge has its reasons in the table.
"""

from datetime import timedelta

from pipelines.events.cluster import Cluster, tolls_of
from pipelines.events.lexicon import word_list
from pipelines.events.times import stages_fit, times_fit
from pipelines.events.told import WORD, Told

STATEMENTS = frozenset(
    ("ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "CONSULT", "AGREE", "CONCEDE", "AID", "SANCTION", "COOPERATE")
)
VIOLENT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
NEGATIVE = frozenset(("denied", "rejected"))
MUTUAL = frozenset(("CONSULT", "COOPERATE", "deal", "truce", "talks"))
"""Types and families in which actor and recipient do the same."""
VAGUE_MODES = frozenset((None, "kill", "deal", "sign", "accept"))
POINTS = {
    "verbatim": 6, "recipient": 2, "recipient_words": 1, "place": 1, "fine_place": 1, "trigger": 1, "day": 1, "toll": 1, "actor_words": 1,
    "continues": 2, "follows": 1, "refers": 2, "topic": 1, "much_topic": 2,
}  # fmt: skip
"""How much each piece of evidence weighs when a mention fits several events."""
NEXT = 350
"""Characters within which a statement may be told on, by the same speaker."""
SOON = timedelta(days=3)
"""Within which what was announced and what was done by the same actor are plan and deed."""
SAME_TOPIC, MUCH_TOPIC = 2, 4
"""Common stems from which on two clauses are about the same."""


def likeness(cluster: Cluster, told: Told) -> tuple[int, list[str]]:
    """Points and pieces of evidence for one event; 0 where something speaks against it or too little for it."""
    if told.verbatim in cluster.verbatim and told.row["type"] in cluster.types and _told_together(cluster, told):
        return POINTS["verbatim"], ["verbatim"]
    if (cluster.founder.row["status"] in NEGATIVE) != (told.row["status"] in NEGATIVE) or not stages_fit(cluster, told):
        return 0, []
    modes = cluster.modes - VAGUE_MODES
    if told.row["mode"] not in VAGUE_MODES and modes and told.row["mode"] not in modes:
        return 0, []
    if not _actors_fit(cluster, told) or not _places_fit(cluster, told) or not times_fit(cluster, told) or _is_another(cluster, told):
        return 0, []
    partner = _partner(cluster, told)
    if partner is None:
        return 0, []
    found = [*partner, *_evidence(cluster, told)]
    return (1 + sum(POINTS[piece] for piece in found), found) if _is_enough(cluster, told, set(found)) else (0, [])


def _actors_fit(cluster: Cluster, told: Told) -> bool:
    """Whether somebody acts in both, or a noun points back at what its article has just told."""
    if told.refers and told.row["type"] in VIOLENT and told.row["article_id"] in cluster.ends:
        return True
    return not cluster.actors.isdisjoint(told.actors) or (_is_mutual(told) and not cluster.parties.isdisjoint(parties_of(told)))


def _is_mutual(told: Told) -> bool:
    return told.row["type"] in MUTUAL or told.family in MUTUAL


def parties_of(told: Told) -> tuple[str, ...]:
    """Those under whom a mention is looked for: who acts, and both sides of what is done together."""
    return tuple(dict.fromkeys((*told.actors, *told.row["recipient_ids"]))) if _is_mutual(told) else told.actors


def _told_together(cluster: Cluster, told: Told) -> bool:
    """Whether two copies of a clause are news of the same days: of one report, or both dated within the life of a piece of news."""
    same = any(told.report is not None and member.report == told.report for member in cluster.members)
    return same or times_fit(cluster, told)


def _is_another(cluster: Cluster, told: Told) -> bool:
    """Whether the clause says that it tells something more than what its article told before: "also", "a second blast"."""
    if told.row["article_id"] not in cluster.ends:
        return False
    ordinal = told.row["type"] in VIOLENT and not word_list("ordinal").isdisjoint(WORD.findall(told.row["surface"].lower()))
    return told.adds or ordinal


def _partner(cluster: Cluster, told: Told) -> list[str] | None:
    """Evidence in whom it is done to; None where the sides differ."""
    row = told.row
    ids = set(row["recipient_ids"])
    if _is_mutual(told) and (ids or cluster.recipients):
        shared = cluster.parties & {*ids, *row["actor_ids"]}
        if len(shared) > 1:
            return ["recipient"]
        return [] if shared and not (ids and cluster.recipients) else None
    if ids & cluster.recipients:
        return ["recipient"]
    if told.recipient_words & cluster.recipient_words:
        return ["recipient_words"]
    unlike = ids and cluster.recipients
    unknown = told.recipient_words and cluster.recipient_words and not (ids or cluster.recipients)
    return None if unlike or unknown else []


def _evidence(cluster: Cluster, told: Told) -> list[str]:
    row = told.row
    path = row["place_path"] or row["place_name"] or ""
    found = []
    if path in cluster.paths:
        found += ["place", "fine_place"] if "," in (row["place_path"] or "") else ["place"]
    if row["trigger"] in cluster.triggers:
        found.append("trigger")
    if cluster.dated and told.told_when and cluster.window == (row["date_earliest"], row["date_latest"]):
        found.append("day")
    if tolls_of(told) & cluster.tolls:
        found.append("toll")
    if told.actor_words & cluster.actor_words:
        found.append("actor_words")
    common = len(told.topic & cluster.topic)
    if common >= SAME_TOPIC:
        found.append("much_topic" if common >= MUCH_TOPIC else "topic")
    if row["type"] in STATEMENTS and 0 <= row["char_start"] - cluster.ends.get(row["article_id"], -NEXT - 1) <= NEXT:
        found.append("continues")
    if told.refers and row["article_id"] in cluster.ends:
        found.append("refers")
    if _follows(cluster, told):
        found.append("follows")
    return found


def _follows(cluster: Cluster, told: Told) -> bool:
    """Whether the deed is told days after its plan, of the same kind and by just the actor who planned it."""
    if (
        told.row["mode"] is None
        or told.row["mode"] not in cluster.modes
        or cluster.done
        or not cluster.pending
        or told.row["status"] != "completed"
        or told.day is None
        or not cluster.days
    ):
        return False
    return told.actors == cluster.founder.actors and abs(told.day - max(cluster.days)) <= SOON


def _is_enough(cluster: Cluster, told: Told, found: set[str]) -> bool:
    """Kinds of deed of which there are many in a day need more than the same actor."""
    partner = bool(found & {"recipient", "recipient_words"})
    kind = told.row["type"]
    if kind in VIOLENT and "refers" in found:
        return True
    if kind in VIOLENT and not (partner or "fine_place" in found or found >= {"day", "place"} or found >= {"toll", "place"}):
        return False
    repeated = told.row["article_id"] in cluster.ends
    told_again = "trigger" in found and (repeated or bool(found & {"place", "day"}))
    about = "much_topic" in found or found >= {"topic", "actor_words"}
    if kind in STATEMENTS and not (partner or told_again or about or found & {"continues", "follows"}):
        return False
    if told.row["mode"] is None and not found - {"actor_words"}:
        return False
    return told.actors != ("?",) or bool(found & {"fine_place", "day", "recipient", "verbatim"}) or found >= {"toll", "place"}


def _places_fit(cluster: Cluster, told: Told) -> bool:
    """Whether one place holds the other, or one side names none."""
    path = told.row["place_path"] or told.row["place_name"]
    if told.refers and told.row["article_id"] in cluster.ends and (told.row["place_name"] or "") not in told.row["surface"]:
        return True  # its place is that of the sentence around it
    if told.row["type"] in STATEMENTS - {"CONSULT"} and told.row["article_id"] in cluster.ends:
        return True  # a place in what somebody says is mostly that of its matter
    return not path or not cluster.paths or any(path.endswith(other) or other.endswith(path) for other in cluster.paths)
