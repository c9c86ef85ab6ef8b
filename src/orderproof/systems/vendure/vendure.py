"""Vendure as a system under test: its process, its two APIs, and what it tells of itself."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orderproof.model.commands import Outcome
from orderproof.systems.claims import Look, ToldLevels, levels
from orderproof.systems.vendure import boot, showing
from orderproof.systems.vendure.answers import RefusedError
from orderproof.systems.vendure.graphql import Speaker, Staff
from orderproof.systems.vendure.keeping import KeptDatabase
from orderproof.systems.vendure.seeding import seed
from orderproof.systems.vendure.shopping import Counter
from orderproof.systems.vendure.staffing import Office
from orderproof.systems.vendure.stocking import Shelves
from orderproof.systems.vendure.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from pathlib import Path

    import aiohttp

    from orderproof.drive.setting import Setting
    from orderproof.model.commands import Command
    from orderproof.model.ledgers.envelope import Row

    Door = Callable[[Command], Awaitable[Mapping[str, Any] | list[Mapping[str, Any]]]]


@dataclass(slots=True)
class _Cursors:
    """How far the journal was read."""

    placed: int = 0
    history: int = 0
    moves: int = 0


class Vendure:
    """Vendure in its setting. Every method but `start` needs it started; `perform` raises where nothing answers."""

    def __init__(self, setting: Setting, installed: Path) -> None:
        self._setting = setting
        self._process = boot.VendureProcess(setting, installed)
        self._kept = KeptDatabase(setting, installed)
        self._session: aiohttp.ClientSession | None = None
        self._doors: dict[str, Door] = {}
        self._office: Office | None = None
        self._shelves: Shelves | None = None
        self._staff: Staff | None = None
        self._cursors = _Cursors()
        self._telling = Telling(setting.hash_key)
        self._told_levels = ToldLevels()
        self._quotes: dict[str, tuple[Mapping[str, Any], Look]] = {}
        self._names = itertools.count(1)
        self._returns = itertools.count(1)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._process.url

    async def start(self) -> None:
        """Boot on an empty database, which is seeded or restored as it was seeded before, and open a client."""
        import aiohttp  # noqa: PLC0415 - only play needs a client

        self._setting.folder.mkdir(parents=True, exist_ok=True)
        restored = await self._kept.restore()
        await self._process.start(fresh=not restored)
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=60))
        speaker = Speaker(self._session, self.url)
        self._staff = Staff(speaker, self._setting.token)
        self._office = Office(self._staff)
        self._shelves = Shelves(self._staff)
        self._doors = self._all_doors(Counter(speaker), self._office, self._shelves)
        if not restored:
            await seed(self._staff)
            await self._kept.keep()

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
        await self._process.start(fresh=False)

    async def set_clock(self, offset_us: int) -> None:
        """Tell it how far business time is ahead of wall time, in microseconds."""
        self._process.offset_us = offset_us
        await self._own("POST", "/orderproof/clock", {"offset_us": offset_us + self._setting.skew_us})

    async def pending(self) -> int:
        """Count its jobs, its mails, the webhooks that it works on and the orders that are due to be released."""
        return int((await self._own("GET", "/orderproof/pending"))["pending"])

    async def perform(self, command: Command) -> Outcome:
        """Ask for one thing, in a shopper's name or as one of the merchant's people."""
        door = self._doors.get(command.verb)
        if door is None:
            return Outcome.not_offered(command.verb)
        asked_at = self._setting.clock.now()
        try:
            found = await door(command)
        except RefusedError as no:
            return no.outcome
        look = Look(command.client, _surface(command), asked_at, self._setting.clock.now())
        return self._outcome(command, found, look)

    async def observe(self, subject: str) -> Sequence[Row]:
        """Read what it tells: its `journal` since the last reading, `stock` now, `catalogue`, or `order:<code>`."""
        asked_at = self._setting.clock.now()
        if subject == "catalogue":
            return list(showing.offered(asked_at))
        if self._office is None or self._shelves is None:
            raise ConnectionError("Vendure is not started")
        if subject == "stock":
            stock = await self._shelves.levels()
            look = Look("driver", "channel", asked_at, self._setting.clock.now())
            return levels(self._told_levels.changed(stock), look, f"s{next(self._names)}")
        if subject == "journal":
            return await self._journal()
        order = await self._office.order(subject.removeprefix("order:"))
        look = Look("driver", "order", asked_at, self._setting.clock.now())
        return list(showing.told_by(order, look, self._name()))

    def _all_doors(self, counter: Counter, office: Office, shelves: Shelves) -> dict[str, Door]:
        """Say which of the people there serves which verb."""
        return {
            "cart_add": counter.add,
            "add_coupon": counter.coupon,
            "remove_coupon": counter.remove_coupon,
            "set_address": counter.address,
            "quote": counter.quote,
            "set_currency": counter.currency,
            "place": counter.place,
            "pay": counter.place,
            "look": self._look(counter, office),
            "cancel": office.cancel,
            "cancel_line": office.cancel_line,
            "cancel_only": office.cancel_only,
            "edit": self._edit(office),
            "create_return": self._create_return(office),
            "release": office.release,
            "mark_shipped": lambda command: office.move_parcel(command, "Shipped"),
            "mark_delivered": lambda command: office.move_parcel(command, "Delivered"),
            "recall": lambda command: office.move_parcel(command, "Cancelled"),
            "capture": office.capture,
            "void": office.void,
            "refund": office.refund,
            "transition": office.transition,
            "adjust_stock": shelves.adjust,
        }

    def _look(self, counter: Counter, office: Office) -> Door:
        async def look(command: Command) -> list[Mapping[str, Any]]:
            if command.arguments.get("surface") == "order":
                return [await office.order(command.order_id)]
            return await counter.look(command)

        return look

    def _edit(self, office: Office) -> Door:
        async def edit(command: Command) -> Mapping[str, Any]:
            """Modify, and take at a terminal what it costs more."""
            before = await office.order(command.order_id)
            after = await office.edit(command)
            if after["state"] != "ArrangingAdditionalPayment":
                return after
            paid = await self._terminal(after, after["totalWithTax"] - before["totalWithTax"])
            return await office.pay_at_terminal(after, paid, str(before["state"]))

        return edit

    def _create_return(self, office: Office) -> Door:
        async def create_return(command: Command) -> Mapping[str, Any]:
            """Note that goods will come back: Vendure has no word for it, so that the note is the merchant's own."""
            order = await office.order(command.order_id)
            return {**order, "return_id": f"R{next(self._returns)}-{order['code']}"}

        return create_return

    async def _terminal(self, order: Mapping[str, Any], amount: int) -> str:
        """Take money with the merchant's own terminal at the same gateway: the transaction's name."""
        if self._session is None:
            raise ConnectionError("Vendure is not started")
        key = f"terminal-{order['code']}-{next(self._names)}"
        body = {"amount": amount, "currency": order["currencyCode"], "reference": order["code"], "intent": key}
        async with self._session.post(
            f"{self._setting.gateway}/payments",
            json=body | {"card": "ok", "capture": True},
            headers={"Authorization": f"Bearer {self._setting.world_token}", "Idempotency-Key": key},
        ) as answer:
            return str((await answer.json())["transaction_id"])

    def _outcome(self, command: Command, found: Any, look: Look) -> Outcome:  # noqa: ANN401 - JSON
        if command.verb == "look":
            claims = [row for order in found for row in showing.told_by(order, look, self._name())]
            body = showing.body_of(found[0]) if found else {}
            return Outcome(state="ok", native_status="200", body=body, claims=tuple(claims))
        body = showing.body_of(found) if "lines" in found else dict(found.items())
        if command.verb == "quote":
            self._quotes[str(command.arguments["cart"])] = (found, look)
        claims = []
        if command.verb == "place":
            quote = self._quotes.pop(str(command.arguments["cart"]), None)
            claims = [] if quote is None else [showing.quoted(quote[0], quote[1], self._name())]
            claims += list(showing.told_by(found, look, self._name()))
        return Outcome(
            state="ok",
            native_status=str(found.get("state", "200")),
            order_id=str(found["code"]) if command.verb == "place" else None,
            body=body,
            claims=tuple(claims),
        )

    async def _journal(self) -> list[Row]:
        cursors = self._cursors
        journal = await self._own(
            "GET", f"/orderproof/journal?placed={cursors.placed}&history={cursors.history}&moves={cursors.moves}"
        )
        orders = await self._own("GET", "/orderproof/orders")
        rows = list(self._telling.rows(journal, orders, self._setting.clock.now()))
        self._cursors = _Cursors(**journal["cursors"])
        return rows

    async def _own(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - JSON
        """Ask our own plugin inside it."""
        import aiohttp  # noqa: PLC0415 - only play needs a client

        if self._session is None:
            raise ConnectionError("Vendure is not started")
        async with self._session.request(
            method,
            self.url + path,
            data=None if body is None else json.dumps(body),
            headers={"x-token": self._setting.token},
            timeout=aiohttp.ClientTimeout(total=60),
        ) as answer:
            raw = await answer.read()
            if answer.status != 200:  # noqa: PLR2004 - HTTP's own
                raise ConnectionError(f"{method} {path} answered {answer.status}: {raw[:200]!r}")
        return json.loads(raw)

    def _name(self) -> str:
        return f"look-{next(self._names)}"


def _surface(command: Command) -> str:
    surface = str(command.arguments.get("surface", "detail"))
    return "detail" if surface == "page" else surface
