"""The embedded shop as a system under test: its process, its doors, and what it tells of itself."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import TYPE_CHECKING, Any

from orderproof.model.commands import Outcome
from orderproof.systems.claims import Look, ToldLevels, levels
from orderproof.systems.shop.answers import declared, offered, outcome_of, quoted, told_by
from orderproof.systems.shop.doors import Request, request_of
from orderproof.systems.shop.process import ShopProcess, catalogue
from orderproof.systems.shop.telling import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import aiohttp

    from orderproof.drive.setting import Setting
    from orderproof.model.commands import Command
    from orderproof.model.ledgers.envelope import Row

PAGE = 5000
"""How many journal entries are read at once."""


class Shop:
    """The shop in its setting. Every method but `start` needs it started; `perform` raises where nothing answers."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._process = ShopProcess(setting)
        self._session: aiohttp.ClientSession | None = None
        self._tokens: dict[str, str] = {}
        self._quotes: dict[str, tuple[dict[str, Any], Look]] = {}
        self._read_until = 0
        self._told_levels = ToldLevels()
        self._names = itertools.count(1)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._process.url

    async def start(self) -> None:
        """Boot the process on a fresh or existing database and open a client."""
        import aiohttp  # noqa: PLC0415 - only play needs a client

        await self._process.start()
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200))

    async def stop(self) -> None:
        """Ask the process to end, wait for it, and close the client."""
        if self._session is not None:
            await self._session.close()
            self._session = None
        await self._process.stop()

    async def kill(self) -> None:
        """End the process as a power cut would."""
        await self._process.kill()

    async def restart(self) -> None:
        """Start it again on the same database and port."""
        await self._process.start()

    async def set_clock(self, offset_us: int) -> None:
        """Tell the shop how far business time is ahead of wall time, in microseconds."""
        self._process.offset_us = offset_us
        await self._admin("POST", "/clock", {"offset_us": offset_us})

    async def pending(self) -> int:
        """Count what the shop still has to do: jobs, mails, webhooks, requests."""
        return int((await self._admin("GET", "/admin/quiet"))["pending"])

    async def perform(self, command: Command) -> Outcome:
        """Ask for one thing in a shopper's name."""
        if command.verb == "cart_add" and command.arguments.get("cart") is None:
            return await self._first_line(command)
        request = request_of(command)
        if request is None:
            return Outcome.not_offered(command.verb)
        asked_at = self._setting.clock.now()
        status, body = await self._ask(command, request)
        look = Look(command.client, self._surface(command), asked_at, self._setting.clock.now())
        if command.verb == "quote" and "total" in body:
            self._quotes[str(command.arguments["cart"])] = (body, look)
        if command.verb == "cart_add":
            body = {"cart_id": command.arguments["cart"], **body}
        return outcome_of(status, body, tuple(self._claims(command, body, look)))

    async def observe(self, subject: str) -> Sequence[Row]:
        """Read what the shop tells: its `journal` since the last reading, `stock` now, `catalogue`, or `order:<id>`."""
        asked_at = self._setting.clock.now()
        if subject == "stock":
            stock: Any = await self._admin("GET", "/admin/stock")
            look = Look("driver", "channel", asked_at, self._setting.clock.now())
            return levels(self._told_levels.changed(stock), look, f"s{next(self._names)}")
        if subject == "catalogue":
            sold = await self._admin("GET", "/products")
            currencies = {name: each["currency"] for name, each in catalogue()["channels"].items()}
            look = Look("driver", "list", asked_at, asked_at)
            return [*offered(sold["products"], currencies, look), *declared(catalogue(), look)]
        if subject == "journal":
            return await self._journal()
        order = await self._admin("GET", f"/admin/orders/{subject.removeprefix('order:')}")
        return list(told_by(order, Look("driver", "order", asked_at, self._setting.clock.now()), self._name()))

    async def _journal(self) -> list[Row]:
        rows: list[Row] = []
        read_until = self._read_until
        while True:
            page = await self._admin("GET", f"/admin/journal?after={read_until}&limit={PAGE}")
            now = self._setting.clock.now()
            for entry in page["entries"]:
                rows.extend(rows_of(entry, now, self._setting.hash_key))
            read_until = max(read_until, int(page["last"] or 0))
            if len(page["entries"]) < PAGE:
                self._read_until = read_until  # only now: who is interrupted reads all of it again
                return rows

    async def _first_line(self, command: Command) -> Outcome:
        """Open a cart for the first thing that goes in."""
        opened = Request("POST", "/carts", {"channel": command.arguments["channel"]})
        status, body = await self._ask(command, opened)
        if "cart_id" not in body:
            return outcome_of(status, body)
        put = {name: command.arguments[name] for name in ("sku", "quantity")}
        status, answer = await self._ask(command, Request("PUT", f"/carts/{body['cart_id']}/lines", put))
        return outcome_of(status, {"cart_id": body["cart_id"], **answer})

    async def _ask(self, command: Command, request: Request) -> tuple[int, dict[str, Any]]:
        token = await self._token(command.client)
        seconds = command.patience_ms / 1000 if command.patience_ms is not None else None
        return await self._http(request, token, seconds)

    async def _token(self, client: str) -> str:
        """Register a client once; their address holds what a journey says of their mailbox."""
        if client not in self._tokens:
            person = {"email": f"{client}@mailbox.example", "name": client}
            _, body = await self._http(Request("POST", "/shoppers", person), None, None)
            self._tokens[client] = str(body["token"])
        return self._tokens[client]

    async def _admin(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - JSON
        status, answer = await self._http(Request(method, path, body), self._setting.token, None)
        if status >= 400:  # noqa: PLR2004 - a class of HTTP's own
            raise ConnectionError(f"{method} {path} answered {status}")
        return answer

    async def _http(self, request: Request, token: str | None, seconds: float | None) -> tuple[int, Any]:
        import aiohttp  # noqa: PLC0415 - only play needs a client

        if self._session is None:
            raise ConnectionError("the shop is not started")
        headers = dict(request.headers) | ({"Authorization": f"Bearer {token}"} if token else {})
        async with self._session.request(
            request.method,
            self._process.url + request.path,
            json=request.body,
            headers=headers,
            timeout=aiohttp.ClientTimeout(total=seconds or 10),
        ) as answer:
            raw = await answer.read()
        if not answer.content_type.endswith("json"):
            return answer.status, {}
        return answer.status, await asyncio.to_thread(json.loads, raw) if len(raw) > 1 << 20 else json.loads(raw)

    def _surface(self, command: Command) -> str:
        surface = str(command.arguments.get("surface", "detail"))
        return "detail" if surface == "page" else surface

    def _claims(self, command: Command, body: Any, look: Look) -> list[Row]:  # noqa: ANN401 - JSON
        if command.verb == "place" and "order_id" in body:
            quote = self._quotes.pop(str(command.arguments["cart"]), None)
            first = [] if quote is None else [quoted(quote[0], body["order_id"], quote[1], self._name())]
            return [*first, *told_by(body, look, self._name())]
        if command.verb != "look":
            return []
        shown = body.get("orders", []) if look.surface == "list" else [body]
        return [row for order in shown if "order_id" in order for row in told_by(order, look, self._name())]

    def _name(self) -> str:
        return f"look-{next(self._names)}"
