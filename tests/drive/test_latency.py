"""Percentiles are values that somebody really waited for, counted verb by verb with how the waiting ended."""

from __future__ import annotations

import pytest

from orderproof.drive.latency import Latencies, VerbLatency, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 50, 7),
        ([7], 99, 7),
        ([1, 2], 50, 1),
        ([1, 2], 51, 2),
        ([1, 2, 3], 50, 2),
        (list(range(1, 101)), 50, 50),
        (list(range(1, 101)), 95, 95),
        (list(range(1, 101)), 99, 99),
        (list(range(1, 1001)), 99, 990),
        ([1, 2, 3], 100, 3),
        ([1, 2, 3], 0, 1),
    ],
)
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(
    values: list[int], share: int, expected: int
) -> None:
    assert percentile(values, share) == expected


def test_every_verb_has_its_own_figures_in_the_order_of_the_verbs() -> None:
    latencies = Latencies()
    for took in (30, 10, 20):
        latencies.add("quote", took, "ok")
    latencies.add("place", 5, "unknown")
    latencies.add("place", 9, "refused")
    assert latencies.by_verb() == (
        VerbLatency("place", 2, 5, 9, 9, 9, ok=0, refused=1, unknown=1),
        VerbLatency("quote", 3, 20, 30, 30, 30, ok=3, refused=0, unknown=0),
    )


def test_nothing_asked_gives_no_figures() -> None:
    assert Latencies().by_verb() == ()
