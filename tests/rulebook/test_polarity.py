"""Which bound may stand where: what the lint lets through has a sound mirror, everything else is refused."""

from __future__ import annotations

import pytest
from sqlglot import parse_one

from orderproof.errors import RuleError
from orderproof.rulebook.polarity import check_polarity, mirror

SOUND = [
    "refunded_min > captured_max",
    "refunded_min - captured_max > 0",
    "captured_max < refunded_min",
    "refunded_min > captured_max + $tolerance",
    "not refunded_min <= captured_max",
    "shipped_min + cancelled_min > ordered_max",
    "coalesce(shipped_min, 0) >= 1 and canonical = 'cancelled'",
    "2 * captured_min > total_max",
    "case when includes_tax then net_min else net_min + tax_min end > total_max",
    "-captured_max > -refunded_min",
    "last_told is null or shipped_min > 0",
]
UNSOUND = [
    "refunded_max > captured_max",
    "refunded_min > captured_min",
    "refunded_min = captured_max",
    "captured_min is null",
    "not refunded_min > captured_max",
    "captured_min * refunded_min > 5",
    "abs(captured_min) > 5",
    "captured_min between 1 and 2",
    "case when captured_min > 0 then 1 else 0 end > 0",
    "captured_min / 2 > total_max",
    "-captured_min > 0",
    "captured_min in (1, 2)",
]


@pytest.mark.parametrize("condition", SOUND)
def test_a_condition_that_is_hardest_to_meet_is_let_through(condition: str) -> None:
    """Low bounds on the side that must be high, high bounds on the other."""
    tree = parse_one(condition, dialect="duckdb")
    check_polarity(tree, "here")
    assert mirror(mirror(tree)).sql("duckdb") == tree.sql("duckdb")


@pytest.mark.parametrize("condition", UNSOUND)
def test_a_condition_without_a_sound_mirror_is_refused(condition: str) -> None:
    """And the sentence names the column."""
    with pytest.raises(RuleError, match="_m"):
        check_polarity(parse_one(condition, dialect="duckdb"), "here")


def test_the_mirror_exchanges_every_bound_and_nothing_else() -> None:
    """Exact columns and parameters stay."""
    tree = parse_one("o.shipped_at_min > o.promised + $tolerance and paid_at_max < o.shipped_at_min", dialect="duckdb")
    assert mirror(tree).sql("duckdb") == "o.shipped_at_max > o.promised + $tolerance AND paid_at_min < o.shipped_at_max"
