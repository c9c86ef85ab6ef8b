"""Processes of the tests of the shop's server: started, asked over HTTP, and ended by their own ids."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SOURCE = Path(__file__).parents[4] / "src"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status of HTTP and JSON, or the text of a page."""

    status: int
    body: Any

    @property
    def code(self) -> str:
        """The code of a refusal, empty where there is none."""
        return str(self.body["error"]["code"]) if isinstance(self.body, dict) and "error" in self.body else ""


def ask(port: int, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask once over a connection of its own; `body` is JSON, or bytes as they are."""
    raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        connection.request(method, path, raw, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        text = answer.read().decode()
        is_json = "json" in answer.headers.get("Content-Type", "")
        return Answer(answer.status, json.loads(text) if is_json else text)
    finally:
        connection.close()


@dataclass
class Process:
    """One child process that says on one line where it listens."""

    command: Sequence[str]
    config: dict[str, Any]
    folder: Path
    ports: dict[str, int] = field(default_factory=dict)
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "config.json"
        config.write_text(json.dumps(self.config), encoding="utf-8")
        systems = SOURCE / "orderproof" / "systems"
        paths = os.pathsep.join((str(systems), str(SOURCE)) if "shop.server" not in self.command else (str(systems),))
        with (self.folder / "errors.txt").open("ab") as errors:
            self.child = subprocess.Popen(
                [sys.executable, *self.command, str(config)],
                stdout=subprocess.PIPE,
                stderr=errors,
                env=os.environ | {"PYTHONPATH": paths},
            )
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        assert line, (self.folder / "errors.txt").read_text(encoding="utf-8")
        self.ports = {name: port for name, port in json.loads(line).items() if name != "ready"}

    def end(self, number: int = signal.SIGTERM) -> None:
        """End it by a signal, and wait for its end."""
        if self.child is not None:
            self.child.send_signal(number)
            self.child.wait(15)
            if self.child.stdout is not None:
                self.child.stdout.close()
            self.child = None
