"""How alike a mention and a cluster of mentions are: 0 where they cannot be one event. Knows nothing of tables."""

import re
from datetime import date, timedelta

STATEMENTS = frozenset(
    ("ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "CONSULT", "AGREE", "CONCEDE", "AID", "SANCTION", "COOPERATE")
)
VIOLENT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
NEGATIVE = frozenset(("denied", "rejected"))
MUTUAL = frozenset(("CONSULT", "COOPERATE"))
"""Types in which actor and recipient do the same."""
MOVES = frozenset(("RETREAT", "MOBILIZE"))
PENDING = frozenset(("planned", "announced", "conditional"))
VAGUE_MODES = frozenset((None, "kill"))
SLACK = {"day": 1, "about": 10, "unknown": 14}
"""Days by which windows may miss each other, by precision of the vaguer one."""
LOOSE = timedelta(days=14)
NEWS_LIFE = timedelta(days=45)
"""Reports further apart do not tell the same undated event."""
MOST_MONTHS = 24
WORD = re.compile(r"\w+")
IDLE = frozenset(("the", "a", "an", "of", "and", "its", "their", "his", "some", "several", "other", "all", "any", "more"))
Key = tuple[str, str, int]


class Cluster:
    """Mentions of one event, and what they say together."""

    def __init__(self, founder: dict) -> None:
        self.founder = founder
        self.members: list[dict] = []
        self.parties: set[str] = set()
        self.articles: set[str] = set()
        self.pending = False
        self.done = False
        self.recipients: set[str] = set()
        self.recipient_words: set[str] = set()
        self.modes: set[str | None] = set()
        self.paths: set[str] = set()
        self.triggers: set[str] = set()
        self.window: tuple[date | None, date | None] = (None, None)
        self.published: list[date] = []
        self.dated = False
        self.add(founder)

    def add(self, mention: dict) -> None:
        """Takes a mention in; the window of the cluster narrows to what all agree on."""
        self.members.append(mention)
        self.recipients |= set(mention["recipient_ids"])
        self.parties |= set(mention["actor_ids"]) | set(mention["recipient_ids"])
        self.articles.add(mention["article_id"])
        self.pending = self.pending or mention["status"] in PENDING
        self.done = self.done or mention["status"] == "completed"
        self.recipient_words |= words(mention["recipient_names"])
        self.modes.add(mention["mode"])
        self.triggers.add(mention["trigger"])
        if mention["place_path"] or mention["place_name"]:
            self.paths.add(mention["place_path"] or mention["place_name"])
        if mention["published_latest"]:
            self.published.append(mention["published_latest"])
        if mention["date_basis"] == "text":
            self.window = (
                _meet(self.window, (mention["date_earliest"], mention["date_latest"]))
                if self.dated
                else (
                    mention["date_earliest"],
                    mention["date_latest"],
                )
            )
            self.dated = True


def words(names: list[str]) -> set[str]:
    """Words that carry meaning in names as printed, in lower case."""
    return {word for name in names for word in WORD.findall(name.lower()) if word not in IDLE and len(word) > 1}


def actor_keys(mention: dict) -> list[str]:
    """Entities that act; without them the last word of each name as printed; without names "?"."""
    if mention["actor_ids"]:
        return list(mention["actor_ids"])
    named = [found[-1] for name in mention["actor_names"] if (found := WORD.findall(name.lower()))]
    return named or ["?"]


def blocks_of(mention: dict) -> list[Key]:
    """Blocks in which a mention looks for its cluster: type, actor and month."""
    first, last = mention["date_earliest"], mention["date_latest"]
    if mention["date_basis"] != "text" or (first is None and last is None):
        first = last = mention["published_latest"]
    first, last = first or last, last or first
    if first is None or last is None:
        months = [0]
    else:
        low, high = first.year * 12 + first.month, last.year * 12 + last.month
        months = list(range(low, min(high, low + MOST_MONTHS) + 1))
        if mention["published_latest"] and mention["date_basis"] == "text":
            news = mention["published_latest"].year * 12 + mention["published_latest"].month
            months = sorted({*months, news})
    parties = dict.fromkeys(actor_keys(mention))
    if mention["type"] in MUTUAL:
        parties |= dict.fromkeys(mention["recipient_ids"])
    return [(mention["type"], party, month) for party in parties for month in months]


def likeness(cluster: Cluster, mention: dict) -> int:
    """How much speaks for one event; 0 where something speaks against it."""
    if (cluster.founder["status"] in NEGATIVE) != (mention["status"] in NEGATIVE):
        return 0
    if not _stages_fit(cluster, mention):
        return 0
    modes = cluster.modes - VAGUE_MODES
    if mention["mode"] not in VAGUE_MODES and modes and mention["mode"] not in modes:
        return 0
    if not _places_fit(cluster, mention) or not _times_fit(cluster, mention):
        return 0
    recipients = _recipients_score(cluster, mention)
    if recipients < 0:
        return 0
    return _evidence(cluster, mention, recipients)


def _stages_fit(cluster: Cluster, mention: dict) -> bool:
    """Whether plan and deed can be one: the deed is reported after the plan, and not before the plan's time begins."""
    if mention["status"] in PENDING:
        return not cluster.done  # what is planned after the deed is another deed
    if mention["status"] != "completed" or not cluster.pending:
        return True
    told = mention["published_latest"]
    if told is None or not cluster.published or told <= min(cluster.published):
        return False
    start = cluster.window[0] if cluster.dated else None
    return start is None or start <= told


def _evidence(cluster: Cluster, mention: dict, recipients: int) -> int:
    """Points for what agrees; kinds of deed of which there are many in a day need more than the same actor."""
    same_place = (mention["place_path"] or mention["place_name"] or "") in cluster.paths
    fine_place = same_place and "," in (mention["place_path"] or "")
    same_trigger = mention["trigger"] in cluster.triggers
    same_day = cluster.dated and mention["date_basis"] == "text" and cluster.window == (mention["date_earliest"], mention["date_latest"])
    kind = mention["type"]
    if kind in VIOLENT and not (recipients or fine_place or (same_day and same_place)):
        return 0
    repeated = mention["article_id"] in cluster.articles
    if kind in STATEMENTS and not (recipients or (same_trigger and (same_place or same_day or repeated))):
        return 0
    if actor_keys(mention) == ["?"] and not (fine_place or same_day or recipients > 1):
        return 0
    return 1 + recipients + same_place + fine_place + same_trigger + same_day


def _recipients_score(cluster: Cluster, mention: dict) -> int:
    """2 for a common entity, 1 for a common word, 0 where one side is silent, -1 where they differ."""
    ids = set(mention["recipient_ids"])
    if mention["type"] in MUTUAL and (ids or cluster.recipients):
        shared = cluster.parties & (ids | set(mention["actor_ids"]))
        return 2 if len(shared) > 1 else 0 if shared and not (ids and cluster.recipients) else -1
    if ids & cluster.recipients:
        return 2
    named = words(mention["recipient_names"])
    if named & cluster.recipient_words:
        return 1
    if (ids and cluster.recipients) or (named and cluster.recipient_words and not (ids or cluster.recipients)):
        return -1
    return 0


def _places_fit(cluster: Cluster, mention: dict) -> bool:
    """Whether one place holds the other, or one side names none."""
    path = mention["place_path"] or mention["place_name"]
    return not path or not cluster.paths or any(path.endswith(other) or other.endswith(path) for other in cluster.paths)


def _times_fit(cluster: Cluster, mention: dict) -> bool:
    """Whether the windows meet, give or take what their precision allows."""
    published = mention["published_latest"]
    pending = mention["status"] in PENDING or cluster.pending
    if mention["type"] in MOVES and pending and published and cluster.published:
        # plans change their dates, and an announcement is dated by itself
        return min(abs(published - other) for other in cluster.published) <= NEWS_LIFE
    if mention["date_basis"] == "text" and cluster.dated:
        slack = timedelta(days=SLACK.get(mention["date_precision"], 0))
        return _overlap(cluster.window, (mention["date_earliest"], mention["date_latest"]), slack)
    if published and cluster.published:
        near = min(abs(published - other) for other in cluster.published) <= NEWS_LIFE
        window = cluster.window if cluster.dated else (mention["date_earliest"], mention["date_latest"])
        if pending or not (cluster.dated or mention["date_basis"] == "text"):
            return near
        news = published if cluster.dated else max(cluster.published)
        return near and _overlap(window, (news - LOOSE, news), timedelta(0))
    return not published and not cluster.published and mention["article_id"] == cluster.founder["article_id"]


def _overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None], slack: timedelta) -> bool:
    later_start = max((day for day in (one[0], other[0]) if day), default=None)
    sooner_end = min((day for day in (one[1], other[1]) if day), default=None)
    return later_start is None or sooner_end is None or later_start <= sooner_end + slack


def _meet(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """What two windows have in common; the first where slack alone let them meet."""
    start = max((day for day in (one[0], other[0]) if day), default=None)
    end = min((day for day in (one[1], other[1]) if day), default=None)
    return (start, end) if start is None or end is None or start <= end else one
