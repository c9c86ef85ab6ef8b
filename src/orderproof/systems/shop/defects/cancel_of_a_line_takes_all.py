"""Who has one line cancelled has the whole order cancelled.

pillar: journey
case: vendure #2608 and #2397 (cancelling a line changed other lines)
shows: always
journey: partial-cancel
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.cancelling import units_asked

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Read the names of lines, and forget them."""
    return replace(parts, units_asked=_everything)


def _everything(order: dict[str, Any], lines: object) -> dict[str, int]:
    units_asked(order, lines)
    return units_asked(order, None)
