"""The tax breakdown of an invoice tells amounts with tax as what is taxed.

pillar: money
case: Medusa KB-M059 (tax within and on top of a price mixed up)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.documents import paper_of

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Add the tax to its own base."""
    return replace(parts, paper_of=_on_gross)


def _on_gross(order: dict[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    paper = paper_of(order, lines)
    for tax in paper.get("taxes", ()):
        tax["base"] += tax["amount"]
    return paper
