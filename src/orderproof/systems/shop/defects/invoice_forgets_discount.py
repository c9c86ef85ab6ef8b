"""An invoice charges the list price of every unit, as if nothing had been taken off.

pillar: money
case: magento2 #10168 (the totals of the invoice do not reflect the discount)
shows: always
journey: coupon-and-discount
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.documents import invoice_lines

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Write the price before discounts on the invoice."""
    return replace(parts, invoice_lines=_at_list_price)


def _at_list_price(order: dict[str, Any], fulfilment: dict[str, Any]) -> list[dict[str, Any]]:
    prices = {line["line_id"]: line["unit_price"] for line in order["lines"]}
    lines = invoice_lines(order, fulfilment)
    for line in lines:
        if line["line_id"] is not None:
            line["net"] = prices[line["line_id"]] * line["quantity"] - line["tax"] * order["includes_tax"]
    return lines
