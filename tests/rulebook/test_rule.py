"""Reading one rule file: every header field is checked against its closed vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.errors import RuleError
from orderproof.rulebook.rule import read_rule

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """-- Nobody is refunded more
-- than was taken.
--
-- kind: law
-- severity: S3
-- handoff: order>payment
-- customer: gets money that is not theirs
-- says: Order {order_id}
-- source: a known system
-- plants: one, two
-- tolerance: 1
select order_id from order_money where refunded_min > captured_max
"""


def _written(folder: Path, text: str, pillar: str = "money") -> Path:
    (folder / pillar).mkdir(exist_ok=True)
    path = folder / pillar / "refund_too_high.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rule_is_named_by_its_folder_and_file(tmp_path: Path) -> None:
    """No list to edit."""
    rule = read_rule(_written(tmp_path, GOOD))
    assert (rule.name, rule.statement) == ("money/refund-too-high", "Nobody is refunded more than was taken.")
    assert (rule.plants, rule.tolerance) == (("one", "two"), 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: law", "kind: laws", "Did you mean `law`"),
        ("-- kind: law\n", "", "lacks `kind:`"),
        ("severity: S3", "severity: high", "not a severity"),
        ("handoff: order>payment", "handoff: nowhere", "not a handoff"),
        ("customer:", "costumer:", "Did you mean `customer:`"),
        ("tolerance: 1", "tolerance: 0.5", "whole number"),
        ("source: a known system", "source:", "is empty"),
        ("-- kind: law\n", "-- kind: law\n-- kind: law\n", "stands twice"),
        ("--\n", "", "header is not a statement"),
        ("select order_id from order_money where refunded_min > captured_max\n", "", "no SQL"),
    ],
)
def test_a_header_that_is_off_is_refused_with_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    """A typo must never load silently."""
    with pytest.raises(RuleError, match=said):
        read_rule(_written(tmp_path, GOOD.replace(old, new)))


def test_a_folder_that_is_no_pillar_is_refused(tmp_path: Path) -> None:
    """Unless the header names one."""
    with pytest.raises(RuleError, match="not a pillar"):
        read_rule(_written(tmp_path, GOOD, "mine"))
    assert (
        read_rule(_written(tmp_path, GOOD.replace("-- kind", "-- pillar: stock\n-- kind", 1), "mine")).pillar == "stock"
    )
