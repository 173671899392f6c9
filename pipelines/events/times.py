"""Whether a mention can tell a deed of the days, and of the stage, of a cluster. Knows nothing of tables."""

from datetime import date, timedelta

from pipelines.events.cluster import Cluster, Days
from pipelines.events.told import Told

VIOLENT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
MOVES = frozenset(("RETREAT", "MOBILIZE"))
SLACK = {"day": 1, "about": 10, "unknown": 14}
"""Days by which windows may miss each other, by precision of the vaguer one."""
LOOSE = timedelta(days=14)
NEWS_LIFE = timedelta(days=45)
"""Reports further apart do not tell the same undated event."""


def stages_fit(cluster: Cluster, told: Told) -> bool:
    """Whether plan and deed can be one: the deed is reported after the plan, and not before the plan's time begins."""
    if told.pending:
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
    pending = told.pending or cluster.pending
    near = told.day is not None and any(abs(told.day - other) <= NEWS_LIFE for other in cluster.days)
    if row["type"] in MOVES and pending and told.day and cluster.days and not _comes_again(told):
        return near  # plans change their dates, and an announcement is dated by itself
    window = (row["date_earliest"], row["date_latest"])
    if told.told_when and cluster.dated:
        return overlap(cluster.window, window, timedelta(days=SLACK.get(row["date_precision"], 0)))
    if told.day and cluster.days:
        if pending or not (cluster.dated or told.told_when):
            return near and (not _comes_again(told) or any(abs(told.day - other) <= LOOSE for other in cluster.days))
        news = told.day if cluster.dated else max(cluster.days)
        return near and overlap(cluster.window if cluster.dated else window, (news - LOOSE, news), timedelta(0))
    return not told.day and not cluster.days and row["article_id"] == cluster.founder.row["article_id"]


def can_tell(cluster: Cluster, told: Told) -> bool:
    """Whether stage and time of a mention, as far as its own words tell them, do not speak against a cluster."""
    return stages_fit(cluster, told) and (told.refers or times_fit(cluster, told) or may_be_past(cluster, told))


def _comes_again(told: Told) -> bool:
    """Whether it is a launch or test, of which the next comes soon."""
    return told.row["type"] == "MOBILIZE" and told.row["mode"] is None


def may_be_past(cluster: Cluster, told: Told) -> bool:
    """Whether one of the two is dated, and the other takes the deed for known, whenever it was."""
    if _told_again(cluster, told):
        return True
    if told.recalled and cluster.dated:
        return told.day is None or cluster.window[0] is None or cluster.window[0] <= told.day
    if cluster.recalled and not cluster.dated and told.told_when:
        first = told.row["date_earliest"]
        return first is None or not cluster.days or first <= max(cluster.days)
    return False


def _told_again(cluster: Cluster, told: Told) -> bool:
    """Whether an article names a statement to the same side twice, and dates it once."""
    row = told.row
    if row["article_id"] not in cluster.ends or (told.told_when and cluster.dated) or row["type"] in VIOLENT:
        return False
    return row["trigger"] in cluster.triggers and not cluster.recipients.isdisjoint(row["recipient_ids"])


def same_day(cluster: Cluster, told: Told) -> bool:
    """Whether both name the same window."""
    return cluster.dated and told.told_when and cluster.window == (told.row["date_earliest"], told.row["date_latest"])


def within(cluster: Cluster, told: Told) -> bool:
    """Whether of what is past the one names a year or month and the other a month or day of it."""
    start, end = cluster.window
    first, last = told.row["date_earliest"], told.row["date_latest"]
    if not cluster.dated or not told.told_when or told.day is None or not (start and end and first and last):
        return False
    return max(end, last) < told.day - NEWS_LIFE and (start <= first <= last <= end or first <= start <= end <= last)


def overlap(one: Days, other: Days, slack: timedelta) -> bool:
    """Whether two windows meet, or miss each other by no more than `slack`; an open side meets everything."""
    later_start: date | None = max((day for day in (one[0], other[0]) if day), default=None)
    sooner_end: date | None = min((day for day in (one[1], other[1]) if day), default=None)
    return later_start is None or sooner_end is None or later_start <= sooner_end + slack
