"""An authorization that was not answered is tried again under a key of its own, and both hold the money.

pillar: money
case: woocommerce-paypal-payments #4029 (charged twice after a time-out); medusa #11090
shows: timeout
journey: timeout-and-retry
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Put the attempt into the key."""
    return replace(parts, gateway_key=_fresh)


def _fresh(attempt: int, job_id: str) -> str:
    return f"{job_id}-{attempt}" if job_id.endswith("-start") else job_id
