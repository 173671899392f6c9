"""No score is below its floor, and no floor is ever lowered."""

import pytest

from tests.gold.score import lifted, measurements, read_floors


@pytest.mark.parametrize("group", sorted(measurements()))
def test_scores_hold_their_floors(group: str) -> None:
    how = measurements()[group]
    if how is None:
        pytest.skip(f"the folders that {group} needs are not set")
    pinned = read_floors()[group]
    assert pinned["gold"] == how.gold, "the gold has changed: measure anew with `make score ARGS=--raise`"
    scores = how.run()
    assert not {name: (scores.get(name), floor) for name, floor in pinned["floors"].items() if scores.get(name, -1) < floor}


def test_the_updater_refuses_to_lower_a_floor() -> None:
    old = {"gold": "aa", "floors": {"x": 0.5, "y": 3.0}}
    assert lifted(old, "aa", {"x": 0.6})["floors"] == {"x": 0.6, "y": 3.0}
    with pytest.raises(ValueError, match=r"a floor is never lowered: x is 0\.4, its floor 0\.5"):
        lifted(old, "aa", {"x": 0.4, "y": 9.0})


def test_another_gold_starts_anew() -> None:
    assert lifted({"gold": "aa", "floors": {"x": 0.5}}, "bb", {"x": 0.4}) == {"gold": "bb", "floors": {"x": 0.4}}
