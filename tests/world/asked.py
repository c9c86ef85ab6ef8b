"""A world's process, asked over plain HTTP by one thread or many, and its books read as they stand."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from orderproof.history.recorder import read_recorded

if TYPE_CHECKING:
    from pathlib import Path

TOKEN, SECRET, HASH_KEY = "token", "secret", "hash key"


class Asked:
    """Starts a world in a folder; `ports` are by witness."""

    def __init__(self, folder: Path, **more: object) -> None:
        self.folder = folder
        config = folder / "world.json"
        config.write_text(
            json.dumps(
                {"books": str(folder / "books"), "token": TOKEN, "secret": SECRET, "hash_key": HASH_KEY, **more}
            ),
            encoding="utf-8",
        )
        self.process = subprocess.Popen([sys.executable, "-m", "orderproof.world", config], stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        self.ports: dict[str, int] = json.loads(self.process.stdout.readline())

    def ask(
        self,
        method: str,
        witness: str,
        path: str,
        body: object = None,
        key: str | None = None,
        token: str | None = TOKEN,
    ) -> tuple[int, Any]:
        """Ask once, on a connection of its own: status and JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[witness], timeout=10)
        headers = {"Idempotency-Key": key} if key else {}
        headers |= {} if token is None else {"Authorization": f"Bearer {token}"}
        try:
            raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
            connection.request(method, path, raw, headers)
            answer = connection.getresponse()
            told = answer.read()
            return answer.status, json.loads(told) if told[:1] in {b"{", b"["} else told.decode()
        finally:
            connection.close()

    def rows(self, witness: str, ledger: str | None = None) -> list[Any]:
        """Read a witness's book."""
        return [row for row in read_recorded(self.folder / "books" / witness) if ledger in {None, row.ledger}]

    def rest(self) -> None:
        """Wait until every webhook is acknowledged."""
        until = time.monotonic() + 10
        while self.ask("GET", "warehouse", "/quiet")[1]["pending"]:
            assert time.monotonic() < until
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process by its id."""
        self.process.terminate()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
