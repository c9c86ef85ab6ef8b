"""What is free is read from a memory that is a second old, and taken from without looking again.

pillar: stock
case: saleor #543; vendure #3508; magento2 #6363 (oversold by checkouts at the same time)
shows: concurrency
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from ..server.stocking import free_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from ..server.parts import Parts


_remembered: dict[str, tuple[float, dict[tuple[str, str], int]]] = {}


def swap(parts: Parts) -> Parts:
    """Remember for a second what was free."""
    return replace(parts, free_units=_from_memory)


def _from_memory(con: Connection, skus: Sequence[str]) -> dict[tuple[str, str], int]:
    name = ",".join(skus)
    if name not in _remembered or _remembered[name][0] < monotonic() - 1:
        _remembered[name] = (monotonic(), free_units(con, skus))
    return _remembered[name][1]
