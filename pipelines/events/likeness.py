"""What speaks for a mention being the event of a cluster; nothing where it cannot be. Knows nothing of tables.

First what speaks against it (status, stage, mode, place, time, another partner), then the evidence, piece by piece. Evidence is kept with
the mention, so that each merge has its reasons in the table.
"""

from datetime import timedelta

from pipelines.events.cluster import Cluster
from pipelines.events.lexicon import word_list
from pipelines.events.partners import partner, same_actors, same_words
from pipelines.events.times import VIOLENT, may_be_past, same_day, stages_fit, times_fit, within
from pipelines.events.told import WORD, Told

STATEMENTS = frozenset(
    ("ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "CONSULT", "AGREE", "CONCEDE", "AID", "SANCTION", "COOPERATE")
)
POINTS = {
    "verbatim": 6, "recipient": 2, "recipient_words": 1, "place": 1, "fine_place": 1, "trigger": 1, "day": 1, "toll": 1, "actor_words": 1,
    "continues": 2, "follows": 1, "refers": 2, "topic": 1, "much_topic": 2,
}  # fmt: skip
"""How much each piece of evidence weighs when a mention fits several events."""
NEXT = 350
"""Characters within which a statement may be told on, by the same speaker."""
FRESH = timedelta(days=2)
"""Within which a launch is news: reports that do not date it mean the last one."""
SOON = timedelta(days=3)
"""Within which what was announced and what was done by the same actor are plan and deed."""
SAME_TOPIC, MUCH_TOPIC = 2, 4
"""Common stems from which on two clauses are about the same."""


def likeness(cluster: Cluster, told: Told) -> tuple[int, list[str]]:
    """Points and pieces of evidence for one event; 0 where something speaks against it or too little for it."""
    if told.verbatim in cluster.verbatim and told.row["type"] in cluster.types and _told_together(cluster, told):
        return POINTS["verbatim"], ["verbatim"]
    if told.own_mode and cluster.own_modes and told.own_mode not in cluster.own_modes:
        return 0, []
    if cluster.founder.negative != told.negative or not stages_fit(cluster, told):
        return 0, []
    points_back = told.refers and told.row["article_id"] in cluster.ends
    known = same_actors(cluster, told)
    if (
        not (known or points_back or told.unnamed or cluster.unnamed or _same_count(cluster, told))
        or not _places_fit(cluster, told)
        or _is_another(cluster, told)
    ):
        return 0, []
    timely = times_fit(cluster, told) or points_back  # its date is that of the sentence around it
    if not timely and not may_be_past(cluster, told):
        return 0, []
    sides = partner(cluster, told)
    if sides is None:
        return 0, []
    found = [*sides, *_evidence(cluster, told, bool(sides))]
    if not (known or points_back) and not _is_enough_for_unnamed(cluster, told, set(found)):
        return 0, []
    if not timely and not _is_enough_for_past(cluster, told, set(found)):
        return 0, []
    return (1 + timely + sum(POINTS[piece] for piece in found), found) if _is_enough(cluster, told, set(found)) else (0, [])


def _is_enough_for_unnamed(cluster: Cluster, told: Told, found: set[str]) -> bool:
    """Deeds of which a report does not name who did it: to the same, and at a place or on a day that both name or in one story."""
    partner = bool(found & {"recipient", "recipient_words"})
    if found >= {"day", "trigger", "topic"} and told.story in cluster.stories:
        return not _tolls_differ(cluster, told)
    if told.numbers and cluster.numbers and told.numbers.isdisjoint(cluster.numbers):
        return False
    alike = bool(found & {"trigger", "topic", "much_topic"})
    if partner and "continues" in found and told.row["type"] == "THREATEN":
        return True  # "warned the West", and then the words of the warning
    if told.row["article_id"] in cluster.ends and told.row["type"] in VIOLENT and not told.recalled:
        if _tolls_differ(cluster, told):
            return False
        if not (alike and partner) and not ({"fine_place", "day"} <= found and _is_outcome(cluster, told)):
            return False  # a report that tells of two deeds tells of the second in other words
    alike = alike or told.row["mode"] in cluster.modes - {None}
    if not partner:
        alike = alike or _is_outcome(cluster, told)
        return alike and {"fine_place", "day"} <= found and not (told.recipient_words and cluster.recipient_words)
    return bool(found & {"fine_place", "day", "toll"}) or (alike and told.story in cluster.stories)


def _is_outcome(cluster: Cluster, told: Told) -> bool:
    """Whether one tells the deed and the other only whom it harmed: "a gunman opened fire", "dozens were killed"."""
    how = told.row["mode"], next(iter(cluster.modes)) if len(cluster.modes) == 1 else None
    return None not in how and "kill" in how and how[0] != how[1]


def _tolls_differ(cluster: Cluster, told: Told) -> bool:
    """Whether both count the people harmed in one way, and otherwise."""
    counts = dict(told.tolls)
    return any(harm in counts and counts[harm] != count for harm, count in cluster.tolls) and not told.tolls & cluster.tolls


def _same_count(cluster: Cluster, told: Told) -> bool:
    """Whether reports of one story tell the same deed to the same count of people: who did it, they may see otherwise."""
    alike = told.row["mode"] in cluster.modes - {None} and told.story in cluster.stories
    return alike and bool(told.numbers & cluster.numbers) and same_words(told.recipient_words, cluster.recipient_words)


def _is_enough_for_past(cluster: Cluster, told: Told, found: set[str]) -> bool:
    """What one clause dates years back and the other takes for known: done to the same, and in one article or at one place."""
    here = told.row["article_id"] in cluster.ends
    return "refers" in found or (bool(found & {"recipient", "recipient_words"}) and (here or "fine_place" in found))


def _told_together(cluster: Cluster, told: Told) -> bool:
    """Whether two copies of a clause are news of the same days: of one report, or both dated within the life of a piece of news."""
    return told.report in cluster.reports or times_fit(cluster, told)


def _is_another(cluster: Cluster, told: Told) -> bool:
    """Whether the clause says that it tells something more than what its article told before: "also", "a second blast"."""
    if told.others != cluster.others or told.many != cluster.many or (told.thing and cluster.things and told.thing not in cluster.things):
        return True
    if told.row["article_id"] not in cluster.ends:
        return False
    ordinal = told.row["type"] in VIOLENT and not word_list("ordinal").isdisjoint(WORD.findall(told.row["surface"].lower()))
    return told.adds or ordinal


def _evidence(cluster: Cluster, told: Told, known: bool) -> list[str]:
    """Evidence but that of the partner; `known`: it is the same."""
    row = told.row
    path = row["place_path"] or row["place_name"] or ""
    found = []
    if path in cluster.paths:
        found += ["place", "fine_place"] if "," in (row["place_path"] or "") else ["place"]
    if row["trigger"] in cluster.triggers:
        found.append("trigger")
    if same_day(cluster, told) or (("fine_place" in found or known) and within(cluster, told)):
        found.append("day")
    if told.tolls & cluster.tolls or told.numbers & cluster.numbers:
        found.append("toll")
    if told.actor_words & cluster.actor_words:
        found.append("actor_words")
    common = len(told.topic & cluster.topic)
    if common >= SAME_TOPIC:
        found.append("much_topic" if common >= MUCH_TOPIC else "topic")
    if row["type"] in STATEMENTS and 0 <= row["char_start"] - cluster.ends.get(row["article_id"], -NEXT - 1) <= NEXT:
        found.append("continues")
    taken_up = told.refers or (told.owned and same_actors(cluster, told))
    if taken_up and row["article_id"] in cluster.ends:
        found.append("refers")
    if _follows(cluster, told):
        found.append("follows")
    if "topic" not in found and "much_topic" not in found and _is_of_one_news(cluster, told):
        found.append("topic")
    return found


def _same_several(cluster: Cluster, told: Told) -> bool:
    """Whether just the same two or more are addressed: "called on China and Russia", "urged Moscow and Beijing"."""
    return len(cluster.recipients) > 1 and cluster.recipients == set(told.row["recipient_ids"])


def _is_of_one_news(cluster: Cluster, told: Told) -> bool:
    """Whether a launch or test without a date is told as news on the very days of the cluster's."""
    if told.row["type"] != "MOBILIZE" or told.row["mode"] is not None or told.told_when or told.day is None or told.recalled:
        return False
    if told.thing is None or told.thing not in cluster.things:
        return False
    done = cluster.window[1] if cluster.dated else max(cluster.days, default=None)
    return done is not None and timedelta(0) <= told.day - done <= FRESH


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
    if "refers" in found:
        return True
    retold = found >= {"day", "trigger", "topic"} and told.story in cluster.stories
    if kind in VIOLENT and not (partner or retold or "fine_place" in found or found >= {"day", "place"} or found >= {"toll", "place"}):
        return False
    told_again = "trigger" in found and (told.row["article_id"] in cluster.ends or bool(found & {"place", "day"}))
    about = "much_topic" in found or found >= {"topic", "actor_words"}
    if kind in STATEMENTS and not (
        (partner and (about or told_again or found & {"topic", "continues", "day"} or told.story in cluster.stories))
        or told_again
        or about
        or found & {"continues", "follows"}
        or _same_several(cluster, told)
        or (kind == "CONSULT" and "day" in found and told.row["mode"] in cluster.modes - {None})
    ):
        return False
    if told.row["mode"] is None and not found - {"actor_words"}:
        return False
    if told.actors != ("?",) or found & {"fine_place", "day", "recipient", "verbatim"} or found >= {"toll", "place"}:
        return True
    return _is_enough_for_unnamed(cluster, told, found)


def _places_fit(cluster: Cluster, told: Told) -> bool:
    """Whether one place holds the other, or one side names none."""
    path = told.row["place_path"] or told.row["place_name"]
    if told.refers and told.row["article_id"] in cluster.ends and (told.row["place_name"] or "") not in told.row["surface"]:
        return True  # its place is that of the sentence around it
    if told.row["type"] in STATEMENTS - {"CONSULT"} and told.row["article_id"] in cluster.ends:
        return True  # a place in what somebody says is mostly that of its matter
    if not path or not cluster.paths or any(path.endswith(other) or other.endswith(path) for other in cluster.paths):
        return True
    borrowed = not told.place_said or not cluster.said_paths
    dated = same_day(cluster, told) or within(cluster, told)
    return borrowed and dated and bool(told.numbers & cluster.numbers) and same_words(told.recipient_words, cluster.recipient_words)
