"""Our own news items with their events marked (README.md): reads the markup, scores the extractor.

As a script (python -m tests.happenings.happenings [look]) it prints the scores of both halves, and with "look" the errors of the half that
may be read; numbers after "look" pick items.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.commands.extract import read_document
from pipelines.events.extract import events
from pipelines.events.mention import EventMention
from pipelines.events.same_event import group_events
from pipelines.mentions import extract_all
from pipelines.quotes.extract import quotations
from pipelines.text.known import acts_for
from pipelines.text.names import find_names
from tests.marked_items import HALVES, Gold, Item, read_items

HERE = Path(__file__).resolve().parent
FOLD = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
HARMS = ("killed", "wounded", "detained", "displaced")
REAL = frozenset(("completed", "ongoing"))


class Found(NamedTuple):
    """An event of the gold and what was read there; one of the two may be missing."""

    gold: Gold | None
    mention: EventMention | None


def texts() -> list[Path]:
    """The files with items."""
    return sorted(HERE.glob("*.txt"))


def items() -> list[Item]:
    """All items by number."""
    return read_items(texts())


def read_events(item: Item) -> list[EventMention]:
    """What the extractor finds in an item."""
    document = read_document(item.text, item.published)
    return list(events(document, quotations(document)))


def types_of(gold: Gold) -> set[str]:
    """The types that are right for a mark, each with or without a mode behind it; YIELD for both of its kinds."""
    return {FOLD.get(kind, kind) for code in gold.codes for kind in code.split("/") if kind.isupper()}


def compare(item: Item) -> list[Found]:
    """Pairs the events of an item with what was read there, one to one: a clause that holds the marked words, of a right type.

    What covers a mark that need not be found, or tells an event of the gold once more in the same clause, is no mistake.
    """
    mentions, found = read_events(item), []
    left = list(mentions)
    for gold in item.gold:
        if gold.wanted:
            fitting = [mention for mention in left if _covers(mention, gold) and FOLD.get(mention.type, mention.type) in types_of(gold)]
            hit = min(fitting, key=lambda mention: (not _acts(gold, mention), mention.char_end - mention.char_start), default=None)
            left = [mention for mention in left if mention is not hit]
            found.append(Found(gold, hit))
    optional = [gold for gold in item.gold if not gold.wanted]
    return found + [Found(None, mention) for mention in left if not any(_covers(mention, gold) for gold in optional)]


def _covers(mention: EventMention, gold: Gold) -> bool:
    return mention.char_start < gold.end and gold.start < mention.char_end


def _acts(gold: Gold, mention: EventMention) -> bool:
    return not gold.answers("actor") or _party(gold.answers("actor"), mention.actor_ids, mention.actor_names)


def right(gold: Gold, mention: EventMention, field: str) -> bool:
    """Whether a field of a mention is one of the right answers."""
    return JUDGED[field](gold, mention)


def _party(answers: Sequence[str | None], ids: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one of the answers is read: every id that it names, or a word of a party without an id."""
    for answer in answers:
        if answer is None:
            if not ids and not names:
                return True
            continue
        parts = answer.split("+")
        known = [part for part in parts if re.fullmatch(r"[A-Z0-9_]{2,}", part)]
        if known and all(part in ids or acts_for(part) in ids for part in known):
            return True
        printed = {word for name in names for word in re.findall(r"\w+", name.lower())}
        if not known and any(set(re.findall(r"[^\W_]+", part.lower())) & printed for part in parts):
            return True
    return False


def _when(gold: Gold, mention: EventMention) -> bool:
    """Whether the windows are the same; a day that the text does not give may be that of publication."""
    answers = gold.answers("when")
    if None in answers and mention.date_basis != "text":
        return True
    return any(answer is not None and _window(answer) == (mention.date_earliest, mention.date_latest) for answer in answers) or any(
        answer is not None and answer.startswith("..") and _window(answer)[1] == mention.date_latest for answer in answers
    )


def _window(answer: str) -> tuple[date | None, date | None]:
    first, _, last = answer.partition("..")
    days = first or None, (last or None) if ".." in answer else first
    return tuple(date.fromisoformat(day) if day else None for day in days)  # type: ignore[return-value]


def _place(gold: Gold, mention: EventMention) -> bool:
    told = re.sub(r"\W", "", f"{mention.place_name or ''} {mention.place_path or ''}".lower())
    finest = re.sub(r"\W", "", (mention.place_name or "").lower())
    answers = [re.sub(r"[\W_]", "", answer.lower()) if answer else None for answer in gold.answers("place")]
    return any(finest == "" if answer is None else answer in told and (answer in finest or finest in answer) for answer in answers)


def _reporter(gold: Gold, mention: EventMention) -> bool:
    """Right, or left open: a name that did not say so is the only mistake. Who speaks for an answer's force or state is right too."""
    if mention.reported_by and {acts_for(name.entity_id) for name in find_names(mention.reported_by)} & set(gold.answers("by")):
        return True
    words = {word for answer in gold.answers("by") if answer for word in re.findall(r"[^\W_]+", answer.lower())}
    return mention.reported_by is None or bool(words & set(re.findall(r"\w+", mention.reported_by.lower())))


def _harm(gold: Gold, mention: EventMention) -> bool:
    """Whether each count that the gold gives is read, bound by bound."""
    for harm in HARMS:
        if harm in gold.fields:
            low, high = (getattr(mention, f"{harm}_{bound}", None) for bound in ("low", "high"))
            first, dots, last = gold.fields[harm].partition(":")[0].partition("..")
            if first and low != int(first):
                return False
            if (last or not dots) and high != int(last or first):
                return False
    return True


JUDGED: dict[str, Callable[[Gold, EventMention], bool]] = {
    "actor": lambda gold, mention: _party(gold.answers("actor"), mention.actor_ids, mention.actor_names),
    "to": lambda gold, mention: _party(gold.answers("to"), mention.recipient_ids, mention.recipient_names),
    "s": lambda gold, mention: mention.status in gold.answers("s"),
    "bg": lambda gold, mention: mention.background is (gold.fields.get("bg") == "yes"),
    "when": _when,
    "place": _place,
    "by": _reporter,
    "harm": _harm,
}
NAMES = {
    "actor": "right_actor", "to": "right_recipient", "s": "right_status", "bg": "right_background", "when": "right_when",
    "place": "right_place", "by": "right_or_no_reported_by", "harm": "right_harm",
}  # fmt: skip


def is_judged(gold: Gold, field: str) -> bool:
    """Whether the gold says what is right for a field."""
    if field == "bg":
        return True
    return bool(set(HARMS) & set(gold.fields)) if field == "harm" else bool(gold.answers(field))


def scores(found: Iterable[Found]) -> dict[str, float]:
    """F1 of the events by type, of all the share that is found with each field right, and how many that are not real are told as done.

    What is not found has no field right: held against those found alone, an extractor that learns to find the harder ones would fall.
    """
    rows = list(found)
    hits = [(row.gold, row.mention) for row in rows if row.gold and row.mention]
    wanted = sum(row.gold is not None for row in rows)
    read = sum(row.mention is not None for row in rows)
    result = {"F1": 2 * len(hits) / max(1, wanted + read), "precision": len(hits) / max(1, read), "recall": len(hits) / max(1, wanted)}
    for field, name in NAMES.items():
        judged = [bool(row.mention and right(row.gold, row.mention, field)) for row in rows if row.gold and is_judged(row.gold, field)]
        result[name] = sum(judged) / max(1, len(judged))
    unreal = [(gold, mention) for gold, mention in hits if gold.answers("s") and not REAL & set(gold.answers("s"))]
    result["unreal_not_done"] = sum(mention.status not in REAL for _, mention in unreal) / max(1, len(unreal))
    both = [gold for gold, mention in hits if right(gold, mention, "actor")]
    precision, recall = len(both) / max(1, read), len(both) / max(1, wanted)
    result["type_and_actor_F1"] = 2 * precision * recall / max(1e-9, precision + recall)
    return {name: round(value, 3) for name, value in result.items()}


def identity(wanted: Sequence[Item]) -> float:
    """Share of pairs of marks of one item and type on which gold and record agree whether they tell one event; marks not read are left out.

    Agreement is F1 over the pairs that are one event.
    """
    same_gold = same_ours = both = 0
    for item, pairs in ((item, compare(item)) for item in wanted):
        ids = _grouped(item)
        known = [
            (row.gold.fields.get("e"), ids.get((row.mention.char_start, row.mention.char_end, row.mention.type)))
            for row in pairs
            if row.gold and row.mention
        ]
        for (letter, event), (other, also) in combinations(known, 2):
            one_gold, one_ours = letter is not None and letter == other, event is not None and event == also
            same_gold, same_ours, both = same_gold + one_gold, same_ours + one_ours, both + (one_gold and one_ours)
    return round(2 * both / max(1, same_gold + same_ours), 3)


def _grouped(item: Item) -> dict[tuple[int, int, str], str]:
    """The event of each mention of an item, as consolidation has it."""
    articles = pl.DataFrame(
        {
            "article_id": ["a"], "text": [item.text], "blocks": [[{"start": 0, "end": len(item.text), "kind": "body"}]],
            "published_earliest": [item.published], "published_latest": [item.published], "dateline_place": [None],
        },
        schema_overrides={"published_earliest": pl.Date, "published_latest": pl.Date, "dateline_place": pl.String},
    )  # fmt: skip
    mentions = extract_all("event_mentions", articles, extract=lambda document, _: events(document, quotations(document)))
    reports = pl.DataFrame({"article_id": ["a"], "report_id": ["r"], "origin": [None]}, schema_overrides={"origin": pl.String})
    linked, _ = group_events(mentions, articles, reports, pl.DataFrame(schema={"article_id": pl.String}), pl.DataFrame())
    return {(row["char_start"], row["char_end"], row["type"]): row["event_id"] for row in linked.to_dicts()}


def score_happenings() -> dict[str, float]:
    """The scores of both halves, for `make score`."""
    result, everything = {}, items()
    for half in HALVES:
        part = [item for item in everything if item.half == half]
        found = scores(row for item in part for row in compare(item)) | {"identity": identity(part)}
        result |= {f"happenings.{half}_{name}": value for name, value in found.items()}
    return result


def _errors(item: Item) -> Iterable[str]:
    for gold, mention in compare(item):
        place = gold or mention
        assert place is not None
        start, end = (gold.start, gold.end) if gold else (mention.char_start, mention.char_end) if mention else (0, 0)
        around = " ".join(f"{item.text[max(0, start - 90) : start]}[[{item.text[start:end]}]]{item.text[end : end + 70]}".split())
        read = mention and (
            f"{mention.type} {mention.mode} by {mention.actor_ids or mention.actor_names} to"
            f" {mention.recipient_ids or mention.recipient_names} {mention.status} bg={mention.background}"
            f" {mention.date_earliest}..{mention.date_latest} {mention.date_basis} at {mention.place_name}"
            f" said {mention.reported_by} {mention.rule}:{mention.trigger}"
        )
        if gold is None:
            yield f"{item.number:03d} EXTRA {read}: {around}"
        elif mention is None:
            yield f"{item.number:03d} MISSED {' '.join(gold.codes)} {gold.fields}: {around}"
        elif wrong := [field for field in NAMES if is_judged(gold, field) and not right(gold, mention, field)]:
            yield f"{item.number:03d} {' '.join(wrong).upper()} want {' '.join(gold.codes)} {gold.fields} got {read}: {around}"


def main() -> None:
    """Prints scores and, if asked, errors."""
    picked = {int(number) for number in sys.argv[2:]}
    everything = [(item, compare(item)) for item in items()]
    for half in HALVES:
        part = [item for item, _ in everything if item.half == half]
        by_type: defaultdict[str, list[Found]] = defaultdict(list)
        found = [row for item, rows in everything if item.half == half for row in rows]
        for row in found:
            kind = row.gold.codes[0].split("/")[0] if row.gold else row.mention.type if row.mention else ""
            by_type[kind].append(row)
        print(half, scores(found), "identity", identity(part))
        print("   ", *(f"{kind} {scores(rows)['F1']:.2f} ({len(rows)})" for kind, rows in sorted(by_type.items())))
    if "look" in sys.argv[1:]:
        for item, _ in everything:
            if item.half == "look" and (not picked or item.number in picked):
                for error in _errors(item):
                    print(error)


if __name__ == "__main__":
    main()
