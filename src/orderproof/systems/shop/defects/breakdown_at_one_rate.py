"""An invoice sums up everything at the standard rate, whatever its lines are taxed at.

pillar: money
case: Vendure KB-V096 (prices keep the tax of another zone)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.documents import paper_of
from ..server.pricing import half_up

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Write one line of the tax breakdown, at 19 percent."""
    return replace(parts, paper_of=_at_one_rate)


def _at_one_rate(order: dict[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    paper = paper_of(order, lines)
    if "taxes" in paper:
        tax = half_up(paper["net"] * 19, 100)
        paper["taxes"] = [{"category": "standard", "rate": 190_000, "base": paper["net"], "amount": tax}]
    return paper
