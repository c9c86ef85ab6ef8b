"""Counts become verdicts: the worst wins, and what surely saw nobody has not passed."""

from __future__ import annotations

import pytest

from orderproof.audit.count import Counts
from orderproof.model.verdict import Verdict


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(), Verdict.NOT_EXERCISED),
        (Counts(subjects=3), Verdict.NOT_EXERCISED),
        (Counts(subjects=3, certain=1), Verdict.HOLDS),
        (Counts(subjects=3, certain=3, unknown=1), Verdict.UNKNOWN),
        (Counts(subjects=3, unknown=1), Verdict.UNKNOWN),
        (Counts(subjects=3, certain=3, broken=1, unknown=2), Verdict.BROKEN),
    ],
)
def test_a_verdict_is_the_worst_that_was_seen(counts: Counts, expected: Verdict) -> None:
    assert counts.verdict == expected
