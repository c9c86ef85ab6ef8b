"""Returned goods go back on the shelf even where the warehouse scrapped them.

pillar: stock
case: magento/inventory #2851 (returned to stock though not marked so); saleor 0f16ed78b0 (#18137)
shows: always
journey: partial-return
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Put everything back."""
    return replace(parts, goes_on_the_shelf=_always)


def _always(_disposition: str) -> bool:
    return True
