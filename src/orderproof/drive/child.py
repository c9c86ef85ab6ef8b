"""Processes that a play starts and ends itself, each by its own process id."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio.subprocess import Process

END_SECONDS_MAX = 10


async def end(child: Process | None) -> None:
    """Ask a process to end; kill it where it does not listen. One that has ended, or never was, is left alone."""
    if child is None or child.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        child.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(child.wait(), END_SECONDS_MAX)
    except TimeoutError:
        await kill(child)


async def kill(child: Process | None) -> None:
    """End a process at once, whatever it is doing."""
    if child is not None and child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
