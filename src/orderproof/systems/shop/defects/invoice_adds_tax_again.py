"""An invoice adds the tax to prices that include it.

pillar: money
case: Vendure KB-V089 (prices off by the tax in a channel with the other tax mode)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.documents import invoice_lines

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Take the price with tax for the net amount."""
    return replace(parts, invoice_lines=_on_top)


def _on_top(order: dict[str, Any], fulfilment: dict[str, Any]) -> list[dict[str, Any]]:
    lines = invoice_lines(order, fulfilment)
    return [{**line, "net": line["net"] + line["tax"]} for line in lines]
