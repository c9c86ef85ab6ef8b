"""A credit note for some units of a line gives back the tax of all of them.

pillar: money
case: magento2 #14713 and #32222 (the whole tax on a partial credit memo)
shows: always
journey: partial-return
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.documents import line_of

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Credit the tax of the whole line with each unit of it."""
    return replace(parts, credit_line=_with_all_tax)


def _with_all_tax(order: dict[str, Any], line_id: str, begin: int, end: int) -> dict[str, Any]:
    return {**line_of(order, line_id, begin, end), "tax": order["bill"]["by_line"][line_id]["tax"]}
