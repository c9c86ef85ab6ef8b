"""The witnesses on one event loop: three over HTTP, one over SMTP, until the process that wanted them is gone."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn

from orderproof.world.books import Book, WorldClock
from orderproof.world.carrier import Carrier
from orderproof.world.faces import Shared
from orderproof.world.gateway import Gateway
from orderproof.world.inbox import Inbox
from orderproof.world.warehouse import Warehouse
from orderproof.world.webhooks import Webhooks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.types import ASGIApp

PARENT_SECONDS = 1.0
SOURCES = {"gateway": "gateway:card", "warehouse": "warehouse", "carrier": "carrier:post", "inbox": "inbox"}


class _Server(uvicorn.Server):
    """A server among others: signals are the process's affair."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(config: Mapping[str, Any]) -> None:
    """Serve until the process is asked to end, or its parent is gone; says on stdout when everybody listens."""
    parent = os.getppid()
    clock = WorldClock(int(config.get("offset_us", 0)), int(config.get("skew_us", 0)))
    webhooks = Webhooks(config["secret"], int(config.get("seed", 1)))
    webhooks.url = config.get("shop")
    folder = Path(config["books"])
    books = {name: Book(folder / name, source, clock) for name, source in SOURCES.items()}
    inbox = Inbox(books["inbox"], clock, config["hash_key"])
    shared = Shared(config["token"], clock, webhooks, int(config.get("seed", 1)), lambda: inbox.coming_in)
    carrier = Carrier(shared, books["carrier"])
    apps = {
        "gateway": Gateway(shared, books["gateway"]).app(),
        "warehouse": Warehouse(shared, books["warehouse"], carrier).app(),
        "carrier": carrier.app(),
    }
    wanted = config.get("ports") or {}
    servers = {name: _server(app, int(wanted.get(name, 0))) for name, app in apps.items()}
    running = [asyncio.create_task(server.serve()) for server in servers.values()]
    mail, mail_port = await inbox.listen()
    while not all(server.started for server in servers.values()):  # noqa: ASYNC110 - uvicorn tells it no other way
        await asyncio.sleep(0.01)
    ports = {name: server.servers[0].sockets[0].getsockname()[1] for name, server in servers.items()}
    ended = _signalled()
    sys.stdout.write(json.dumps({"ready": True, **ports, "inbox": mail_port}) + "\n")
    sys.stdout.flush()
    await _until_the_end(ended, parent)
    mail.close()
    for server in servers.values():
        server.should_exit = True
    await webhooks.close()
    await asyncio.gather(*running)
    for book in books.values():
        book.close()


def _server(app: ASGIApp, port: int) -> _Server:
    return _Server(
        uvicorn.Config(
            app, "127.0.0.1", port, log_level="error", access_log=False, lifespan="off", timeout_keep_alive=60,
            timeout_graceful_shutdown=2,
        )
    )  # fmt: skip


def _signalled() -> asyncio.Event:
    """Give what is set by SIGTERM and SIGINT from now on."""
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    return ended


async def _until_the_end(ended: asyncio.Event, parent: int) -> None:
    """Wait until we are asked to end, or until somebody else is our parent."""
    while not ended.is_set() and os.getppid() == parent:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), PARENT_SECONDS)
