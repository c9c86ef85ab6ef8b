"""The plan of a campaign hangs on its seed alone: who comes when, and for which story."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from orderproof.drive.pacing import draw, gap, schedule

WEIGHTS = {"often": 3, "seldom": 1}


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    assert schedule(1, 50, 40, 5, WEIGHTS) == schedule(1, 50, 40, 5, WEIGHTS)
    assert schedule(1, 50, 40, 5, WEIGHTS) != schedule(2, 50, 40, 5, WEIGHTS)


def test_a_longer_plan_draws_the_same_stories_for_those_who_come_in_both() -> None:
    short, long = schedule(1, 40, 40, 1, WEIGHTS), schedule(1, 80, 40, 1, WEIGHTS)
    assert [each.journey for each in short] == [each.journey for each in long[:40]]


def test_stories_are_drawn_by_their_weights() -> None:
    counts = Counter(each.journey for each in schedule(3, 4000, 40, 5, WEIGHTS))
    assert 2.6 < counts["often"] / counts["seldom"] < 3.4


def test_customers_come_over_all_days_and_in_order_within_each() -> None:
    plan = schedule(1, 52, 40, 5, WEIGHTS)
    assert [each.index for each in plan] == list(range(52))
    assert {each.day for each in plan} == set(range(5))
    for one, other in pairwise(plan):
        assert other.day > one.day or other.after_seconds >= one.after_seconds


def test_gaps_are_as_long_as_the_rate_says_on_average() -> None:
    mean = sum(gap(1, index, 40) for index in range(5000)) / 5000
    assert 0.9 / 40 < mean < 1.1 / 40


def test_a_draw_hangs_on_its_key_and_on_nothing_else() -> None:
    assert draw("abc", 1, 2, "card") == draw("abc", 1, 2, "card")
    assert len({draw("abc", 1, index, "card") for index in range(50)}) == 3


@pytest.mark.parametrize(("orders", "days"), [(10, 3), (3, 5), (1, 1), (7, 0), (0, 5)])
def test_everybody_comes_on_a_day_of_the_plan(orders: int, days: int) -> None:
    plan = schedule(1, orders, 40, days, WEIGHTS)
    assert [each.index for each in plan] == list(range(orders))
    assert {each.day for each in plan} <= set(range(max(1, days)))


def test_a_story_without_weight_never_comes_and_the_order_of_weights_changes_nothing() -> None:
    weights = {"never": 0, **WEIGHTS}
    assert schedule(1, 50, 40, 5, dict(reversed(weights.items()))) == schedule(1, 50, 40, 5, WEIGHTS)


def test_stories_that_take_turns_are_each_played_equally_often() -> None:
    plan = schedule(1, 9, 40, 2, {"a": 5, "b": 1, "c": 1}, turns=True)
    assert Counter(each.journey for each in plan) == {"a": 3, "b": 3, "c": 3}
