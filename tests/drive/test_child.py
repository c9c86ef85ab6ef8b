"""Processes of our own end when they are asked to, and are killed where they do not listen."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from orderproof.drive import child

if TYPE_CHECKING:
    import pytest

LISTENS = "import time; print(flush=True); time.sleep(60)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LISTENS}"


async def started(code: str) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    await process.stdout.readline()
    return process


def test_a_process_ends_when_it_is_asked_to() -> None:
    async def told() -> int | None:
        process = await started(LISTENS)
        await child.end(process)
        return process.returncode

    assert asyncio.run(told()) == -signal.SIGTERM


def test_a_process_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "END_SECONDS_MAX", 0.1)

    async def told() -> int | None:
        process = await started(DEAF)
        await child.end(process)
        return process.returncode

    assert asyncio.run(told()) == -signal.SIGKILL


def test_a_process_is_killed_at_once() -> None:
    async def told() -> int | None:
        process = await started(DEAF)
        await child.kill(process)
        return process.returncode

    assert asyncio.run(told()) == -signal.SIGKILL


def test_what_has_ended_or_never_was_is_left_alone() -> None:
    async def told() -> int | None:
        process = await started("print(flush=True)")
        await process.wait()
        await child.end(process)
        await child.kill(process)
        await child.end(None)
        await child.kill(None)
        return process.returncode

    assert asyncio.run(told()) == 0
