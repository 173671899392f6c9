"""Events that belong together without being one: a word given and its deed, talks and what they are about. Knows nothing of files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.events.cluster import Cluster
from pipelines.events.times import NEWS_LIFE
from pipelines.events.told import Told

WORDS = frozenset(("AGREE", "THREATEN"))
"""Types that give one's word for a deed of one's own."""
STATEMENTS = frozenset(("ACCUSE", "REQUEST", "REJECT", "SUPPORT", "AGREE", "THREATEN"))
INVERSE = {"plan_of": "execution_of", "agenda_of": "discusses", "subject_of": "about"}
MOST_DEEDS = 20
"""Deeds of one actor and mode that one word is compared with, the nearest first."""
Relation = tuple[int, str, int]


def relate(clusters: Sequence[Cluster]) -> list[list[tuple[int, str]]]:
    """For each cluster the others that it is related to, by place in the list, with the relation."""
    found: list[set[tuple[int, str]]] = [set() for _ in clusters]
    for one, relation, other in {*_told_inside(clusters), *_words_and_deeds(clusters)}:
        found[one].add((other, relation))
        found[other].add((one, INVERSE[relation]))
    return [sorted(pairs) for pairs in found]


def _told_inside(clusters: Sequence[Cluster]) -> Iterable[Relation]:
    """Events whose clause stands inside the clause of another: what is discussed, promised or complained of."""
    by_article: defaultdict[str, list[tuple[int, int, int, Told]]] = defaultdict(list)
    for place, cluster in enumerate(clusters):
        for told in cluster.members:
            by_article[told.row["article_id"]].append((told.row["char_start"], -told.row["char_end"], place, told))
    for spans in by_article.values():
        for (_, out_end, outer, out), (_, in_end, inner, _told) in pairwise(sorted(spans, key=lambda span: span[:3])):
            if outer != inner and -in_end <= -out_end:
                if out.family == "talks":
                    yield inner, "agenda_of", outer
                elif out.row["type"] in STATEMENTS:
                    yield inner, "subject_of", outer


def _words_and_deeds(clusters: Sequence[Cluster]) -> Iterable[Relation]:
    """A consent or threat, and deeds of the same mode by the same actor in the same weeks."""
    deeds: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, cluster in enumerate(clusters):
        row = cluster.founder.row
        if row["type"] not in STATEMENTS and row["mode"]:
            for actor in row["actor_ids"]:
                deeds[row["mode"], actor].append(place)
    for place, cluster in enumerate(clusters):
        row = cluster.founder.row
        if row["type"] in WORDS and row["mode"]:
            near = {deed for actor in row["actor_ids"] for deed in deeds[row["mode"], actor][:MOST_DEEDS]}
            for deed in sorted(near):
                if _near(cluster, clusters[deed]) and not _other_side(cluster, clusters[deed]):
                    yield place, "plan_of", deed


def _near(one: Cluster, other: Cluster) -> bool:
    """Whether two events are told in the same weeks, or in one article."""
    if one.days and other.days:
        return min(abs(a - b) for a in (min(one.days), max(one.days)) for b in (min(other.days), max(other.days))) <= NEWS_LIFE
    return bool(one.ends.keys() & other.ends.keys())


def _other_side(one: Cluster, other: Cluster) -> bool:
    """Whether both say to whom, and differ."""
    return bool(one.recipients and other.recipients and not one.recipients & other.recipients)
