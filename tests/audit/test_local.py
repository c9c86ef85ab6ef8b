"""A rule is local only where its SQL shows it."""

from __future__ import annotations

import pytest

from orderproof.audit.compile import compile_book
from orderproof.audit.local import Locality, locality
from orderproof.rulebook.book import load_book

BOOK = load_book()
LOCAL = {
    # one order's payments; one SKU's levels
    "money/refund-exceeds-capture": Locality("order_id"),
    "stock/available-adds-up": Locality("sku"),
    # the profile is joined, which is the same for every order
    "journey/declared-transition": Locality("order_id"),
    # orders know no SKU: they follow the moves that name them
    "stock/on-hand-never-negative": Locality("sku"),
    # price lists and places know no order: local as long as they stay as they are
    "money/price-in-force": Locality("order_id", frozenset({"prices"})),
    "stock/goods-may-go-there": Locality("order_id", frozenset({"locations"})),
    # whether payments are recorded at all is the same for every order, as long as it stays so
    "journey/never-shipped": Locality("order_id", frozenset({"recorded_ledgers"})),
    "journey/one-order-per-checkout": Locality("checkout_id", frozenset({"statuses"})),
    # what is told of any order, or of another document, decides
    "journey/delivered-untold": None,
    "money/credit-at-most-invoice": None,
}
RULES = {rule.rule.name: rule for rule in compile_book(BOOK, [BOOK.rules[name] for name in LOCAL])}


@pytest.mark.parametrize("name", LOCAL)
def test_locality_is_what_the_sql_shows(name: str) -> None:
    assert locality(RULES[name], lambda *_: True) == LOCAL[name]


@pytest.mark.parametrize("name", LOCAL)
def test_a_ledger_whose_rows_settle_across_orders_makes_nothing_local(name: str) -> None:
    """Then a row of another order may decide."""
    assert locality(RULES[name], lambda *_: False) is None
