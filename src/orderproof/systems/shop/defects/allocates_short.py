"""Of several units one is forgotten when goods are kept: neither kept nor called backordered.

pillar: stock
case: vendure #4930 (a paid order is allocated in part, silently)
shows: always
journey: plain-order, partial-cancel
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.stocking import allocate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Keep one unit less where there are several."""
    return replace(parts, allocate=_short)


def _short(wanted: Sequence[tuple[str, str, int]], *rest: Any) -> Any:
    return allocate([(line, sku, max(1, units - 1)) for line, sku, units in wanted], *rest)
