"""Every shipment is invoiced as if the whole order had left with it.

pillar: money
case: ERPNext #50768 (an order can be invoiced twice); Tryton KB-T017 (duplicate invoices)
shows: always
journey: split-over-two-warehouses
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.documents import invoice_lines

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Write all units of the order on each invoice."""
    return replace(parts, invoice_lines=_of_everything)


def _of_everything(order: dict[str, Any], fulfilment: dict[str, Any]) -> list[dict[str, Any]]:
    ordered = {line["line_id"]: line["ordered"] for line in order["lines"]}
    return invoice_lines(order, {**fulfilment, "lines": ordered, "from": dict.fromkeys(ordered, 0)})
