"""Whether a mention can tell a deed of the days, and of the stage, of a cluster. Knows nothing of tables."""

from datetime import date, timedelta

from pipelines.events.cluster import PENDING, Cluster, Days
from pipelines.events.told import Told

MOVES = frozenset(("RETREAT", "MOBILIZE"))
SLACK = {"day": 1, "about": 10, "unknown": 14}
"""Days by which windows may miss each other, by precision of the vaguer one."""
LOOSE = timedelta(days=14)
NEWS_LIFE = timedelta(days=45)
"""Reports further apart do not tell the same undated event."""


def stages_fit(cluster: Cluster, told: Told) -> bool:
    """Whether plan and deed can be one: the deed is reported after the plan, and not before the plan's time begins."""
    if told.row["status"] in PENDING:
        return not cluster.done  # what is planned after the deed is another deed
    if told.row["status"] != "completed" or not cluster.pending or told.anchored:
        return True
    if told.day is None or not cluster.days or told.day <= min(cluster.days):
        return False
    start = cluster.window[0] if cluster.dated else None
    return start is None or start <= told.day


def times_fit(cluster: Cluster, told: Told) -> bool:
    """Whether the windows meet, give or take what their precision allows."""
    row = told.row
    pending = row["status"] in PENDING or cluster.pending
    near = told.day is not None and any(abs(told.day - other) <= NEWS_LIFE for other in cluster.days)
    if row["type"] in MOVES and pending and told.day and cluster.days:
        return near  # plans change their dates, and an announcement is dated by itself
    window = (row["date_earliest"], row["date_latest"])
    if told.told_when and cluster.dated:
        return overlap(cluster.window, window, timedelta(days=SLACK.get(row["date_precision"], 0)))
    if told.day and cluster.days:
        if pending or not (cluster.dated or told.told_when):
            return near
        news = told.day if cluster.dated else max(cluster.days)
        return near and overlap(cluster.window if cluster.dated else window, (news - LOOSE, news), timedelta(0))
    return not told.day and not cluster.days and row["article_id"] == cluster.founder.row["article_id"]


def overlap(one: Days, other: Days, slack: timedelta) -> bool:
    """Whether two windows meet, or miss each other by no more than `slack`; an open side meets everything."""
    later_start: date | None = max((day for day in (one[0], other[0]) if day), default=None)
    sooner_end: date | None = min((day for day in (one[1], other[1]) if day), default=None)
    return later_start is None or sooner_end is None or later_start <= sooner_end + slack
