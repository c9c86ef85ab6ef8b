"""What was kept for a cancelled order stays kept.

pillar: stock
case: magento/inventory #1887 (cancelled, and nothing is released)
shows: always
journey: partial-cancel
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Let go of nothing."""
    return replace(parts, let_go=_nothing)


def _nothing(*_what: object) -> None:
    return None
