"""Latencies by verb: percentiles that were really measured, and how the answers ended."""

from __future__ import annotations

import pytest

from orderproof.drive.latency import Latencies, percentile


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5], 50, 5), ([1, 2, 3, 4], 50, 2), ([1, 2, 3, 4], 99, 4), (list(range(1, 101)), 95, 95), ([1, 2], 1, 1)],
)
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(
    values: list[int], share: int, expected: int
) -> None:
    assert percentile(values, share) == expected


def test_every_verb_has_its_figures_and_its_ends() -> None:
    latencies = Latencies()
    for took, state in ((30, "ok"), (10, "refused"), (20, "unknown"), (40, "ok")):
        latencies.add("place", took, state)
    latencies.add("cancel", 7, "ok")
    cancel, place = latencies.by_verb()
    assert (cancel.verb, cancel.calls, cancel.p99_us) == ("cancel", 1, 7)
    assert (place.p50_us, place.p95_us, place.longest_us) == (20, 40, 40)
    assert (place.ok, place.refused, place.unknown) == (2, 1, 1)
