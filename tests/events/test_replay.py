"""What was decided before is not decided again, and the record is that of a run over everything."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.events import replay, same_event, windows
from pipelines.events.same_event import group_events
from tests.events.test_same_event import BACK, BOMB, COPIED, DEMAND, KABUL, NO_FIGURES, NO_QUOTES, TALIBAN_BOMB, TYPES, mention

ACTORS = [["USA"], ["RUS"], ["TALIBAN"], []]
OTHERS = [["AFG"], ["IRQ"], []]
CLAUSES = ["the raid on the village killed two", "soldiers left the base", "the attack", "they also struck the harbour"]


@pytest.fixture(autouse=True)
def few_compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Blocks overflow with few clusters."""
    monkeypatch.setattr(windows, "MOST_COMPARED", 3)
    yield


DEEDS: list[dict[str, Any]] = [
    {}, BOMB, BOMB | KABUL, BACK, TALIBAN_BOMB, BOMB | KABUL | {"mode": "kill", "killed_low": 7}, DEMAND, DEMAND | {"trigger": "urge"},
]  # fmt: skip


def mentions_of(article: str, dice: random.Random) -> list[dict[str, Any]]:
    """Some mentions that are like those of other articles, or are not."""
    rows = []
    for number in range(dice.randrange(1, 7)):
        actors, others, deed = dice.choice(ACTORS), dice.choice(OTHERS), dice.choice(DEEDS)
        fields = deed if deed is BACK else deed | {"surface": dice.choice(CLAUSES)}
        fields = fields | dice.choice([{}, {}, {}, COPIED])
        if dice.random() < 0.6:
            fields |= {"actor_ids": actors, "actor_names": actors}
        if deed is DEMAND or "recipient_names" not in fields:
            fields |= {"recipient_ids": others, "recipient_names": others}
        if dice.random() < 0.4:
            fields |= {"day": date(2021, 4, dice.randrange(1, 28))}
        fields |= {"status": dice.choice(["planned", "completed", "completed"])}
        rows.append(mention(article, number * 30, **fields))
    return rows


def world(dice: random.Random) -> dict[str, tuple[date | None, str, list[dict[str, Any]]]]:
    """Articles with their day, their report and their mentions."""
    first = date(2021, 4, 1)
    return {
        f"a{number:03d}": (
            dice.choice([None, first, *(first + timedelta(dice.randrange(60)) for _ in range(6))]),
            f"r{dice.randrange(40)}",
            mentions_of(f"a{number:03d}", dice),
        )
        for number in range(45)
    }


def grouped(articles: dict[str, Any], dice: random.Random, memory: Path | None) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [row for _, _, held in articles.values() for row in held]
    dice.shuffle(rows)
    published = pl.DataFrame(
        {"article_id": list(articles), "published_latest": [day for day, *_ in articles.values()]},
        schema={"article_id": pl.String, "published_latest": pl.Date},
    )
    told = [report for _, report, _ in articles.values()]
    schema = {"article_id": pl.String, "report_id": pl.String, "origin": pl.String}
    reports = pl.DataFrame({"article_id": list(articles), "report_id": told, "origin": [None] * len(told)}, schema=schema)
    table = pl.DataFrame(rows, schema_overrides=TYPES, orient="row")
    linked, events = group_events(table, published, reports, NO_QUOTES, NO_FIGURES, memory)
    return linked.sort("mention_id"), events.sort("event_id")


@pytest.mark.parametrize("seed", [*range(12), 27])
def test_any_sequence_of_batches_gives_what_a_run_over_everything_gives(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)
    every, changed = world(dice), world(dice)
    there = dict(dice.sample(sorted(every.items()), 25))
    for _ in range(5):
        for key in dice.sample(sorted(every), dice.choice([0, 1, 4])):
            what = dice.choice(["come", "go", "change", "other report"])
            if what == "go" and len(there) > 1:
                there.pop(key, None)
            elif what == "other report" and key in there:
                there[key] = (there[key][0], changed[key][1], there[key][2])
            else:
                there[key] = changed[key] if what == "change" else every[key]
        for with_memory, without in zip(grouped(there, dice, tmp_path), grouped(there, dice, None), strict=True):
            assert with_memory.equals(without)


@pytest.mark.parametrize("seed", range(3))
def test_families_apart_first_give_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = world(random.Random(seed))
    together = grouped(articles, random.Random(1), None)
    monkeypatch.setattr(same_event, "MANY", 1)
    monkeypatch.setattr("pipelines.workers.cores", lambda: 1)
    for one, other in zip(together, grouped(articles, random.Random(1), None), strict=True):
        assert one.equals(other)


def test_what_is_unchanged_is_not_compared_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = world(random.Random(5))
    first = grouped(articles, random.Random(1), tmp_path)

    def never(*_: object) -> None:
        raise AssertionError("compared again")

    monkeypatch.setattr(replay, "likeness", never)
    for one, other in zip(first, grouped(articles, random.Random(2), tmp_path), strict=True):
        assert one.equals(other)


def test_a_place_is_visited_once_and_in_order() -> None:
    queue = replay.Queue()
    queue.add([5, 2, 5], range(20, 8, -1), [2])
    visited = []
    for place in queue:
        visited.append(place)
        queue.add([place, place - 1, 7, 7])
    assert visited == [2, 5, 7, *range(9, 21)]
