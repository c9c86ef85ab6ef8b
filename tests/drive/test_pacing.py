"""A plan of arrivals depends on the seed alone, respects the weights, and keeps the rate on the average."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from orderproof.drive.pacing import draw, gap, lot, schedule

WEIGHTS = {"plain": 6, "return": 3, "race": 1, "never": 0}


def test_the_same_seed_gives_the_same_plan_and_another_seed_another() -> None:
    assert schedule(1, 200, 40, 5, WEIGHTS) == schedule(1, 200, 40, 5, WEIGHTS)
    assert schedule(1, 200, 40, 5, WEIGHTS) != schedule(2, 200, 40, 5, WEIGHTS)


def test_what_one_customer_does_does_not_depend_on_how_many_come() -> None:
    few, many = schedule(1, 20, 40, 1, WEIGHTS), schedule(1, 200, 40, 1, WEIGHTS)
    assert few == many[:20]


def test_the_order_in_which_weights_are_told_changes_nothing() -> None:
    assert schedule(1, 50, 40, 5, dict(reversed(WEIGHTS.items()))) == schedule(1, 50, 40, 5, WEIGHTS)


def test_stories_come_as_often_as_their_weights_say() -> None:
    counts = Counter(each.journey for each in schedule(1, 4000, 40, 5, WEIGHTS))
    assert counts["never"] == 0
    assert {name: round(10 * count / 4000) for name, count in counts.items()} == {"plain": 6, "return": 3, "race": 1}


@pytest.mark.parametrize(("orders", "days"), [(10, 3), (200, 5), (3, 5), (1, 1), (7, 0)])
def test_all_customers_come_on_the_days_of_the_plan(orders: int, days: int) -> None:
    plan = schedule(1, orders, 40, days, WEIGHTS)
    assert [each.index for each in plan] == list(range(orders))
    assert {each.day for each in plan} <= set(range(max(1, days)))
    assert [each.day for each in plan] == sorted(each.day for each in plan)


def test_every_day_starts_at_once_and_goes_forward() -> None:
    plan = schedule(1, 100, 40, 4, WEIGHTS)
    for day in range(4):
        moments = [each.after_seconds for each in plan if each.day == day]
        assert moments[0] == 0
        assert all(earlier < later for earlier, later in pairwise(moments))


def test_gaps_have_the_mean_of_the_rate() -> None:
    gaps = [gap(1, index, 40) for index in range(4000)]
    assert min(gaps) >= 0
    assert 0.9 < sum(gaps) / 4000 * 40 < 1.1


def test_nobody_comes_to_an_empty_plan() -> None:
    assert schedule(1, 0, 40, 5, WEIGHTS) == ()


def test_lots_are_drawn_by_their_key_alone() -> None:
    assert lot(1, "a") == lot(1, "a")
    assert lot(1, "a") != lot(1, "b")
    assert {draw("xyz", 1, number) for number in range(50)} == {"x", "y", "z"}
