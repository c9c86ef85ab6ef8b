"""All refunds of an order go out under one key: the gateway answers the second with the first.

pillar: money
case: hyperswitch #13182; openfoodnetwork #6330 (refunds of one payment are not told apart)
shows: retry
journey: partial-return
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Leave the number of the return out of the key."""
    return replace(parts, gateway_key=_shared)


def _shared(_attempt: int, job_id: str) -> str:
    return re.sub(r"-\d+-", "-", job_id, count=1) if job_id.startswith("refund-R-") else job_id
