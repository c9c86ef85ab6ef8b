"""What witnesses tell the system: signed, in order for each order, again until it is acknowledged, some of it twice."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orderproof.world.books import one_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import aiohttp

PAUSE_SECONDS, PAUSE_SECONDS_MAX = 0.05, 1.0
AT_ONCE_MAX = 16
TWICE_ONE_IN = 6


@dataclass(frozen=True, slots=True)
class Message:
    """One webhook: where to, what, and what is to be told once it was acknowledged."""

    path: str
    body: Mapping[str, Any]
    then: Callable[[], None] | None = None


class Webhooks:
    """Sends them from one event loop. `pending` counts what is not acknowledged."""

    def __init__(self, secret: str, seed: int) -> None:
        self.url: str | None = None
        self.pending = 0
        self._secret = secret.encode()
        self._seed = seed
        self._lanes: dict[str, deque[Message]] = defaultdict(deque)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._at_once = asyncio.Semaphore(AT_ONCE_MAX)
        self._session: aiohttp.ClientSession | None = None

    def tell(self, path: str, body: Mapping[str, Any], then: Callable[[], None] | None = None) -> None:
        """Queue one webhook in its order's lane; one in six is sent twice, as real ones are."""
        lane = str(body.get("order_id") or body.get("sku") or "")
        self._queue(lane, Message(path, body, then))
        if one_in(TWICE_ONE_IN, self._seed, body["event_id"]):
            self._queue(lane, Message(path, body))

    async def close(self) -> None:
        """Stop sending."""
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _queue(self, lane: str, message: Message) -> None:
        self.pending += 1
        self._lanes[lane].append(message)
        if lane not in self._running:
            self._running[lane] = asyncio.get_running_loop().create_task(self._run(lane))

    async def _run(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            message = waiting[0]
            await self._deliver(message)
            waiting.popleft()
            if message.then is not None:
                message.then()
            self.pending -= 1
        del self._running[lane], self._lanes[lane]

    async def _deliver(self, message: Message) -> None:
        raw = json.dumps(message.body).encode()
        signature = hmac.new(self._secret, raw, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "X-Event-Id": str(message.body["event_id"]),
            "X-Signature": f"sha256={signature}",
        }
        pause = PAUSE_SECONDS
        while not await self._post(message.path, raw, headers):
            await asyncio.sleep(pause)
            pause = min(2 * pause, PAUSE_SECONDS_MAX)

    async def _post(self, path: str, raw: bytes, headers: Mapping[str, str]) -> bool:
        import aiohttp  # noqa: PLC0415 - only the world's process needs a client

        if self.url is None:
            return False
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10))
        try:
            async with self._at_once, self._session.post(self.url + path, data=raw, headers=headers) as answer:
                await answer.read()
                return 200 <= answer.status < 300  # noqa: PLR2004 - a class of HTTP's own
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False
