"""The amount of an invoice with tax leaves out the tax of its last line.

pillar: money
case: Medusa KB-M061 (the tax of removed shipping stays in the sum)
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
    """Forget one tax in the sum."""
    return replace(parts, paper_of=_short)


def _short(order: dict[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    paper = paper_of(order, lines)
    return {**paper, "gross": paper["gross"] - lines[-1]["tax"]}
