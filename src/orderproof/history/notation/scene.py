"""What a story has said so far: the currency of each order and document, the lines of each order, counts of rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orderproof.history.notation.grammar import Texts

NO_CURRENCY = "EUR"
"""What money is in where nobody placed the order."""


@dataclass(slots=True)
class Scene:
    """The memory of one story while it is read. Names in it are as written, without the prefix."""

    currency_of_order: dict[str, str] = field(default_factory=dict)
    currency_of_document: dict[str, str] = field(default_factory=dict)
    lines: dict[str, dict[str, Texts]] = field(default_factory=dict)
    """order -> line -> sku and unit_price of the line's latest row."""
    counts: Counter[str] = field(default_factory=Counter)
    """Rows so far, by ledger."""

    def expect(self, ledger: str, texts: Texts) -> None:
        """Learn the currency of an order or document before the story is read; the first one said counts."""
        order, document, currency = texts.get("order_id"), texts.get("document_id"), texts.get("currency")
        if ledger == "orders" and order and currency:
            self.currency_of_order.setdefault(order, currency)
        if ledger == "documents" and document:
            self.currency_of_document.setdefault(document, currency or self.of_order(order))

    def remember(self, ledger: str, texts: Texts) -> None:
        """Take in a row."""
        self.counts[ledger] += 1
        order, line = texts.get("order_id"), texts.get("line_id")
        if ledger == "lines" and order and line:
            kept = {"sku": texts.get("sku"), "unit_price": texts.get("unit_price")}
            self.lines.setdefault(order, {})[line] = kept

    def currency(self, texts: Texts) -> str:
        """Tell what a row's money is in: its own currency, its document's or its order's."""
        document = texts.get("document_id")
        said = texts.get("currency")
        if said is None and document in self.currency_of_document and not texts.get("order_id"):
            return self.currency_of_document[document]
        return said or self.of_order(texts.get("order_id"))

    def of_order(self, order: str | None) -> str:
        """Tell the currency of an order."""
        return self.currency_of_order.get(order or "", NO_CURRENCY)

    def next_line(self, order: str) -> str:
        """Tell the number of an order's next line."""
        numbers = (int(line) for line in self.lines.get(order, ()) if line.isdecimal())
        return str(max(numbers, default=0) + 1)
