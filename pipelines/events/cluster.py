"""Mentions of one event, and what they say together. Knows nothing of tables."""

from datetime import date

from pipelines.events.told import Told

Days = tuple[date | None, date | None]


class Cluster:
    """Grows mention by mention, in the order in which they were told."""

    def __init__(self, founder: Told) -> None:
        self.founder = founder
        self.reports: set[str] = set()
        self.parties: set[str] = set()
        self.actors: set[str] = set()
        self.recipients: set[str] = set()
        self.recipient_words: set[str] = set()
        self.actor_words: set[str] = set()
        self.topic: set[str] = set()
        self.modes: set[str | None] = set()
        self.own_modes: set[str] = set()
        """Those that tell it from others."""
        self.types: set[str] = set()
        self.paths: set[str] = set()
        self.triggers: set[str] = set()
        self.verbatim: set[str] = set()
        self.tolls: set[tuple[str, int]] = set()
        self.ends: dict[str, int] = {}
        """Where the last mention of each article ends."""
        self.days: set[date] = set()
        self.window: Days = (None, None)
        self.dated = False
        self.unnamed = True
        """Whether none of its mentions names who acts."""
        self.recalled = True
        """Whether all of its mentions take it for known."""
        self.numbers: set[int] = set()
        self.said_paths: set[str] = set()
        self.stories: set[str] = set()
        self.things: set[str] = set()
        self.others = founder.others
        self.many = founder.many
        self.pending = False
        self.done = False
        self.add(founder)

    def add(self, told: Told) -> None:
        """Takes a mention in; the window of the cluster narrows to what all agree on."""
        row = told.row
        if told.report is not None:
            self.reports.add(told.report)
        self.actors |= set(told.actors)
        self.recipients |= set(row["recipient_ids"])
        self.parties |= {*row["actor_ids"], *row["recipient_ids"]}
        self.recipient_words |= told.recipient_words
        self.actor_words |= told.actor_words
        self.topic |= told.topic
        self.stories.add(told.story)
        self.numbers |= told.numbers
        self.unnamed = self.unnamed and told.unnamed
        self.recalled = self.recalled and told.recalled
        self.modes.add(row["mode"])
        if told.own_mode:
            self.own_modes.add(told.own_mode)
        self.types.add(row["type"])
        self.triggers.add(row["trigger"])
        self.tolls |= told.tolls
        self.pending = self.pending or told.pending
        self.done = self.done or row["status"] == "completed"
        self.ends[row["article_id"]] = max(row["char_end"], self.ends.get(row["article_id"], 0))
        if told.thing:
            self.things.add(told.thing)
        if told.verbatim:
            self.verbatim.add(told.verbatim)
        borrowed = told.refers and told is not self.founder
        if (path := row["place_path"] or row["place_name"]) and not borrowed:
            self.paths.add(path)
            if told.place_said:
                self.said_paths.add(path)
        if told.day:
            self.days.add(told.day)
        if told.told_when and not borrowed:
            days = (row["date_earliest"], row["date_latest"])
            self.window = meet(self.window, days) if self.dated else days
            self.dated = True


def meet(one: Days, other: Days) -> Days:
    """What two windows have in common; the first where slack alone let them meet."""
    start = max((day for day in (one[0], other[0]) if day), default=None)
    end = min((day for day in (one[1], other[1]) if day), default=None)
    return (start, end) if start is None or end is None or start <= end else one
