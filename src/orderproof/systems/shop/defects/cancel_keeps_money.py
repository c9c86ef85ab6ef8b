"""A cancelled order keeps the money that was taken for it.

pillar: money
case: saleor 86a9a88088 (#10916: no refund when a checkout fails after the charge)
shows: always
journey: partial-cancel
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Give nothing back, and give nothing up."""
    return replace(parts, settle_cancel=_nothing)


def _nothing(*_what: object) -> None:
    return None
