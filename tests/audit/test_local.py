"""A rule is local only where its SQL shows it."""

from __future__ import annotations

from orderproof.audit.compile import compile_book
from orderproof.audit.local import locality
from orderproof.rulebook.book import load_book

NAMES = (
    "money/refund-exceeds-capture",
    "stock/available-adds-up",
    "journey/one-order-per-checkout",
    "journey/stuck-order",
)
BOOK = load_book()
RULES = compile_book(BOOK, [BOOK.rules[name] for name in NAMES])


def test_locality_is_the_shared_column_or_none() -> None:
    """A checkout looks at statuses by order, a stuck order at what is said of any order."""
    assert [locality(rule, lambda *_: True) for rule in RULES] == ["order_id", "sku", None, None]


def test_a_ledger_whose_rows_settle_across_orders_makes_nothing_local() -> None:
    """Then a row of another order may decide."""
    assert [locality(rule, lambda *_: False) for rule in RULES] == [None] * len(NAMES)
