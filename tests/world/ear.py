"""An ear where the system under test would be: it hears webhooks and answers them as a test wants."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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

    def bodies(self) -> list[dict[str, Any]]:
        return [each.body for each in self.heard]

    def of(self, name: str, value: object) -> list[Heard]:
        return [each for each in self.heard if each.body.get(name) == value]


@contextmanager
def open_ear() -> Iterator[Ear]:
    ear = Ear("")

    class Listening(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self) -> None:
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


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something, and not for longer than necessary."""
    ends = time.monotonic() + SECONDS_MAX
    while not is_so():
        assert time.monotonic() < ends, "it never came to be"
        time.sleep(0.01)
