"""A refund that was not answered is tried again under a key of its own, as if it were another one.

pillar: money
case: openfoodnetwork #6330; woocommerce-gateway-stripe #838
shows: timeout
journey: partial-return
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
    return f"{job_id}-{attempt}" if job_id.startswith("refund-") else job_id
