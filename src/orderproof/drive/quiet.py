"""Waiting until nothing is left to do anywhere."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING

from orderproof.errors import OwnFault

if TYPE_CHECKING:
    from orderproof.drive.play import Play

QUIET_SECONDS_MAX = 30


async def quiesce(play: Play) -> None:
    """Wait until system and world have nothing left to do, seen twice in a row; OwnFault where that never comes.

    The patience begins anew whenever less is left than ever before: who is slow is not stuck.
    """
    until, calm, pause, fewest = time.monotonic() + QUIET_SECONDS_MAX, 0, 0.005, math.inf
    fault: Exception | None = None
    while calm < 2:  # noqa: PLR2004 - twice: the one may have handed something to the other in between
        try:
            left, fault = await play.system.pending() + await play.world.pending(), None
        except Exception as down:  # noqa: BLE001 - a system that is down is not at rest
            left, fault = -1, down
        calm = calm + 1 if left == 0 else 0
        if 0 <= left < fewest:
            fewest, until = left, time.monotonic() + QUIET_SECONDS_MAX
        if calm < 2 and time.monotonic() > until:  # noqa: PLR2004
            why = f"{left} things are left to do" if fault is None else f"{type(fault).__name__}: {fault}"
            raise OwnFault(f"nothing came to rest within {QUIET_SECONDS_MAX} seconds: {why}") from fault
        if calm == 0:
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, 0.1)
