"""What a view may read: every ledger, what others claim about it, and what the profile declares."""

from __future__ import annotations

import pytest

from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.rulebook.relations import INSTANT, ledger_of, relation_columns


@pytest.mark.parametrize("name", LEDGERS)
def test_a_view_reads_all_columns_of_a_ledger_and_when_and_how_surely_a_row_happened(name: str) -> None:
    assert list(relation_columns()[name]) == [*(column.name for column in COLUMNS[name]), *INSTANT]


@pytest.mark.parametrize("name", LEDGERS)
def test_only_facts_have_a_second_side_that_others_claim(name: str) -> None:
    assert (f"claimed_{name}" in relation_columns()) == (LEDGERS[name].nature == "fact")


def test_what_is_claimed_of_a_ledger_belongs_to_that_ledger() -> None:
    assert [ledger_of(name) for name in ("payments", "claimed_payments", "order_money", "recordings")] == [
        "payments",
        "payments",
        None,
        None,
    ]
