"""`python -P -m shop.server CONFIG.json`: one shop as a process; it says when it listens, and ends with its parent."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
import uvloop

from .app import Running

if TYPE_CHECKING:
    from collections.abc import Iterator

PARENT_SECONDS = 1.0


class _Server(uvicorn.Server):
    """Signals are this process's own affair."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _serve(config: dict[str, object]) -> None:
    parent = os.getppid()
    running = Running(config)
    server = _Server(
        uvicorn.Config(
            running.start(), "127.0.0.1", int(str(config.get("port", 0))), log_level="error", access_log=False,
            lifespan="off", timeout_keep_alive=60, timeout_graceful_shutdown=2, limit_concurrency=2000, backlog=2048,
        )
    )  # fmt: skip
    serving = asyncio.create_task(server.serve())
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn tells it no other way
        await asyncio.sleep(0.01)
    if server.started:
        port = server.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(json.dumps({"ready": True, "port": port}) + "\n")
        sys.stdout.flush()
        await _until_the_end(parent)
    server.should_exit = True
    await serving
    running.stop()


async def _until_the_end(parent: int) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    while not ended.is_set() and os.getppid() == parent:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), PARENT_SECONDS)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    os._exit(0)  # threads that wait for the world outside are not waited for: what they do is kept
