"""One world for each file of tests: the real process, and a shop's ear that hears its webhooks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from orderproof.history.recorder import read_recorded
from tests.world.asked import TOKEN, Asked


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    asked = Asked(tmp_path_factory.mktemp("world"))
    yield asked
    asked.stop()
    assert TOKEN


class Ear:
    """Hears webhooks: headers and bodies in the order in which they came; refuses the first `deaf` of them."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.deaf = 0
        ear = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                is_deaf, ear.deaf = ear.deaf > 0, max(0, ear.deaf - 1)
                if not is_deaf:
                    ear.heard.append((dict(self.headers.items()), raw))
                self.send_response(503 if is_deaf else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(raw) for _, raw in self.heard]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def ear(world: Asked) -> Iterator[Ear]:
    with contextlib.closing(Ear()) as one:
        world.ask("POST", "warehouse", "/shop", {"url": one.url})
        yield one


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    one = asyncio.new_event_loop()
    yield one
    one.close()


assert read_recorded
