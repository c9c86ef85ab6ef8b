"""A campaign is told with exact latencies, rounded only where they are spelled."""

from __future__ import annotations

import pytest

from orderproof.report.campaign import Campaign, milliseconds


@pytest.mark.parametrize(
    ("microseconds", "spelled"),
    [(0, "0.0"), (49, "0.0"), (50, "0.1"), (1250, "1.3"), (999_949, "999.9"), (1_000_000, "1,000.0")],
)
def test_a_latency_is_spelled_in_tenths_of_a_millisecond(microseconds: int, spelled: str) -> None:
    assert milliseconds(microseconds) == spelled


def test_an_honest_campaign_has_no_planted_defects() -> None:
    assert Campaign("shop", 1, "orderproof run shop").planted == ()
