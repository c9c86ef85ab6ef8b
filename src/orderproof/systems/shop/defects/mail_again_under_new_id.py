"""A message that may not have arrived is sent again as another one.

pillar: story
case: woocommerce #13963; woocommerce-gateway-stripe #3414 (the same mail twice)
shows: retry
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Put the attempt into the Message-ID."""
    return replace(parts, message_id=_fresh)


def _fresh(job_id: str, attempt: int) -> str:
    return f"<{job_id}-{attempt}@shop.example>"
