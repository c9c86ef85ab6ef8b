"""A town to test in: the world as a process of its own, and a listener where the system under test would be."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from orderproof.drive.doors import World
from orderproof.history.recorder import read_recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

TOKEN, SECRET, HASH_KEY = "token-of-tests", "secret-of-tests", "hash-key-of-tests"  # noqa: S105 - made up
SECONDS_MAX = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """One webhook as it came in."""

    path: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.raw)
        return read


@dataclass(slots=True)
class Ear:
    """Listens to webhooks. `says` decides the status of each answer; 0 closes the connection without one."""

    url: str
    heard: list[Heard] = field(default_factory=list)
    says: Callable[[Heard], int] = field(default=lambda _heard: 200)

    def of(self, name: str, value: object) -> list[Heard]:
        return [each for each in self.heard if each.body.get(name) == value]


@contextmanager
def open_ear() -> Iterator[Ear]:
    ear = Ear("")

    class Listening(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self) -> None:  # noqa: N802 - its name at http.server
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            heard = Heard(self.path, dict(self.headers), raw)
            status = ear.says(heard)
            ear.heard.append(heard)
            if status == 0:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    class Quietly(ThreadingHTTPServer):
        daemon_threads = True

    with Quietly(("127.0.0.1", 0), Listening) as server:
        ear.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield ear
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True, slots=True)
class Town:
    """The world, and the ear that its webhooks go to."""

    world: World
    ear: Ear
    runner: asyncio.Runner

    def ask(  # noqa: PLR0913 - a request has so many parts
        self,
        method: str,
        witness: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        token: str | None = TOKEN,
    ) -> tuple[int, Any]:
        """Ask over a connection of one's own; http.client's exception where no answer comes."""
        headers = {"Idempotency-Key": key} if key is not None else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.world.ports[witness], timeout=SECONDS_MAX)
        try:
            connection.request(method, path, raw, headers)
            answer = connection.getresponse()
            told = answer.read()
            return answer.status, json.loads(told) if told[:1] in {b"{", b"["} else told.decode()
        finally:
            connection.close()

    def rows(self, witness: str, ledger: str, **columns: object) -> list[Any]:
        """Read the book of a witness: rows of a ledger that have these values."""
        recorded = (row for row in read_recorded(self.world.books / witness) if row.ledger == ledger)
        return [row for row in recorded if all(getattr(row, name) == value for name, value in columns.items())]

    def rest(self) -> None:
        """Wait until every webhook is acknowledged."""
        until(lambda: self.ask("GET", "warehouse", "/quiet") == (200, {"pending": 0}))


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something, and not for longer than necessary."""
    ends = time.monotonic() + SECONDS_MAX
    while not is_so():
        assert time.monotonic() < ends, "it never came to be"
        time.sleep(0.01)


@contextmanager
def open_town(folder: Path, *, seed: int = 1, skew_us: int = 0) -> Iterator[Town]:
    with open_ear() as ear, asyncio.Runner() as runner:
        world = World(folder, TOKEN, SECRET, HASH_KEY, seed=seed, skew_us=skew_us)
        runner.run(world.start())
        try:
            runner.run(world.serve(ear.url))
            yield Town(world, ear, runner)
        finally:
            runner.run(world.stop())
