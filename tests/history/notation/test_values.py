"""Texts to values and back: money, quantities, times, yes and no, words of a closed vocabulary, names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from orderproof.history.notation.keys import BY_NAME
from orderproof.history.notation.values import Place, Value, read_value, write_value
from tests.history.notation.telling import DAY, NOW

PLACE = Place("here", NOW, DAY, "x/")


@pytest.mark.parametrize(
    ("ledger", "column", "text", "currency", "value"),
    [
        ("payments", "amount", "10.50", "EUR", 1050),
        ("payments", "amount", "1050", "JPY", 1050),
        ("payments", "amount", "1.050", "KWD", 1050),
        ("order_totals", "rounding", "-0.02", "EUR", -2),
        ("taxes", "rate", "190000", "EUR", 190_000),
        ("stock_moves", "quantity", "-3", "EUR", -3),
        ("promises", "ship_by", "+2d", "EUR", NOW + 3 * DAY),
        ("promises", "ship_by", "-2d", "EUR", NOW - DAY),
        ("orders", "price_includes_tax", "yes", "EUR", True),
        ("orders", "price_includes_tax", "no", "EUR", False),
        ("orders", "channel", "web", "EUR", "web"),
        ("orders", "checkout_id", "K", "EUR", "x/K"),
        ("statuses", "canonical", "on_hold", "EUR", "on_hold"),
    ],
)
def test_a_text_is_the_value_that_its_column_holds(
    ledger: str, column: str, text: str, currency: str, value: Value
) -> None:
    assert read_value(BY_NAME[ledger][column], text, currency, PLACE) == value


@pytest.mark.parametrize(
    ("ledger", "column", "currency", "value", "text"),
    [
        ("payments", "amount", "KWD", 1050, "1.050"),
        ("taxes", "rate", "EUR", 190_000, "190000"),
        ("promises", "ship_by", "EUR", NOW + timedelta(days=1, hours=2), "+1d2h"),
        ("orders", "price_includes_tax", "EUR", False, "no"),
        ("orders", "channel", "EUR", "web", "web"),
    ],
)
def test_a_value_is_written_as_a_text_that_reads_the_same(
    ledger: str, column: str, currency: str, value: Value, text: str
) -> None:
    assert write_value(BY_NAME[ledger][column], value, currency, NOW) == text
    assert read_value(BY_NAME[ledger][column], text, currency, Place("here", NOW, DAY * 0, "")) == value
