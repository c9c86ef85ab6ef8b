"""Names of tables and columns are understood in the ways in which shops write them."""

from __future__ import annotations

import pytest

from orderproof.history.proposal.vocabulary import COLUMNS, TABLES, likeness, meant, parts
from orderproof.model.ledgers import COLUMNS as LEDGER_COLUMNS
from orderproof.model.words import PAYMENT_KINDS, PAYMENT_STATES


@pytest.mark.parametrize("name", ["OrderID", "order_id", "order-id", "ORDER_ID", "orderId", "Order Id"])
def test_a_name_is_taken_apart_however_it_is_written(name: str) -> None:
    assert parts(name) == ("order", "id")


def test_a_whole_name_is_liker_than_its_end_and_a_vague_end_is_none() -> None:
    whole, end, vague = (likeness(each, ("status", "state")) for each in ("status", "order_status", "BillingState"))
    assert (whole > end > 0, vague) == (True, 0)
    assert likeness("Order Details", TABLES["lines"]) > likeness("Order Details", TABLES["orders"])
    assert likeness("deliveries", TABLES["parcels"]) > 0


@pytest.mark.parametrize(
    ("word", "allowed", "expected"),
    [("Charge", PAYMENT_KINDS, "capture"), ("REFUND", PAYMENT_KINDS, "refund"), ("ok", PAYMENT_STATES, "succeeded")],
)
def test_a_word_of_a_shop_is_understood(word: str, allowed: tuple[str, ...], expected: str) -> None:
    assert meant(word, allowed) == expected


def test_a_word_that_is_not_known_is_not_guessed() -> None:
    assert meant("swish", PAYMENT_KINDS) is None


def test_every_column_that_is_looked_for_is_one_of_a_ledger() -> None:
    names = {each.name for columns in LEDGER_COLUMNS.values() for each in columns}
    assert set(COLUMNS) - names == set()
    assert set(TABLES) - set(LEDGER_COLUMNS) == set()
