"""The doors of the world: its process, and what people at the warehouse and at the carrier are asked to do there."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from orderproof.drive import child
from orderproof.errors import OwnFault
from orderproof.model.commands import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    import aiohttp

    from orderproof.model.commands import Command

READY_SECONDS_MAX = 30
OK = 200
WORK = {
    "ship": ("warehouse", "/people/ship"),
    "receive_stock": ("warehouse", "/people/receive"),
    "receive_return": ("warehouse", "/people/returns/receive"),
    "inspect_return": ("warehouse", "/people/returns/inspect"),
    "scan": ("carrier", "/people/scan"),
}
REFUSED = {404: "not_found", 409: "invalid_state", 422: "validation", 400: "validation"}


class World:
    """The witnesses, in one process of their own. `ports` are known once it is started."""

    def __init__(
        self, folder: Path, token: str, secret: str, hash_key: str, *, seed: int = 1, skew_us: int = 0
    ) -> None:
        self.folder = folder
        self.books = folder / "books"
        self.ports: dict[str, int] = {}
        self._token = token
        self._config: dict[str, object] = {
            "books": str(self.books),
            "token": token,
            "secret": secret,
            "hash_key": hash_key,
            "shop": None,
            "seed": seed,
            "offset_us": 0,
            "skew_us": skew_us,
        }
        self._child: asyncio.subprocess.Process | None = None
        self._session: aiohttp.ClientSession | None = None

    def url(self, witness: str) -> str:
        """Say where a witness listens."""
        return f"http://127.0.0.1:{self.ports[witness]}"

    async def start(self) -> None:
        """Start the witnesses and wait until they listen; OwnFault with their last words where they do not."""
        import aiohttp  # noqa: PLC0415 - only play needs a client

        self.folder.mkdir(parents=True, exist_ok=True)
        config, errors = self.folder / "world.json", self.folder / "world.err"
        config.write_text(json.dumps(self._config), encoding="utf-8")
        with errors.open("ab") as err:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-P", "-m", "orderproof.world", str(config), stdout=asyncio.subprocess.PIPE, stderr=err
            )
        line = b""
        if self._child.stdout is not None:
            line = await asyncio.wait_for(self._child.stdout.readline(), READY_SECONDS_MAX)
        if not line:
            await child.end(self._child)
            raise OwnFault(f"the world did not start: {errors.read_text(encoding='utf-8', errors='replace')[-2000:]}")
        self.ports = {name: port for name, port in json.loads(line).items() if name != "ready"}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=100), headers={"Authorization": f"Bearer {self._token}"}
        )

    async def stop(self) -> None:
        """End the process by its id and close the client."""
        if self._session is not None:
            await self._session.close()
            self._session = None
        await child.end(self._child)

    async def serve(self, system_url: str) -> None:
        """Tell the witnesses where the system is that their webhooks go to."""
        await self._tell("/shop", {"url": system_url})

    async def set_clock(self, offset_us: int) -> None:
        """Tell all witnesses how far business time is ahead of wall time, in microseconds."""
        await self._tell("/clock", {"offset_us": offset_us})

    async def pending(self) -> int:
        """Count webhooks that nobody has acknowledged yet and mails under way."""
        status, body = await self._ask("GET", "warehouse", "/quiet")
        if status != OK:
            raise ConnectionError(f"the world answered {status} when asked what is left")
        return int(body["pending"])

    async def perform(self, command: Command) -> Outcome:
        """Have somebody at the warehouse or the carrier do something."""
        if command.verb == "releases":
            whose = urlencode({"order_id": command.order_id or ""})
            status, found = await self._ask("GET", "warehouse", f"/releases?{whose}")
            if status != OK:
                return Outcome(state="unknown", native_status=str(status))
            return Outcome(state="ok", native_status=str(status), body={"releases": found})
        witness, path = WORK[command.verb]
        order = {} if command.order_id is None else {"order_id": command.order_id}
        status, body = await self._ask("POST", witness, path, order | dict(command.arguments))
        if status in REFUSED:
            return Outcome(state="refused", refusal=REFUSED[status], native_status=str(status), body=body)
        state = "ok" if status < 300 else "unknown"  # noqa: PLR2004 - a class of HTTP's own
        return Outcome(state=state, native_status=str(status), body=body)

    async def _tell(self, path: str, told: dict[str, object]) -> None:
        """Tell all witnesses something; ConnectionError where they do not take it: they must never differ silently."""
        status, _ = await self._ask("POST", "warehouse", path, told)
        if status != OK:
            raise ConnectionError(f"the world answered {status} to {path}")

    async def _ask(
        self, method: str, witness: str, path: str, body: dict[str, object] | None = None
    ) -> tuple[int, Any]:
        if self._session is None:
            raise ConnectionError("the world is not started")
        async with self._session.request(method, self.url(witness) + path, json=body) as answer:
            raw = await answer.read()
        return answer.status, json.loads(raw) if raw else {}
