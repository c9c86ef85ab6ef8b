"""A small order system with its world, in this process: honest, but for the lies that a test has it tell."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from orderproof.drive.clock import BusinessClock
from orderproof.drive.play import Play
from orderproof.history.recorder import Recorder
from orderproof.model.commands import Outcome
from orderproof.model.ledgers import LEDGERS
from orderproof.world.books import Book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from orderproof.model.commands import Command

PRICES = {"MUG": 1000, "RARE-1": 9900, "RARE-2": 9901}
CURRENCIES, PLACES, TAX = {"eu": "EUR", "us": "USD"}, {"eu": "berlin", "us": "reno"}, {"eu": 19, "us": 8}
GRACE = timedelta(minutes=30)
YES = {"cart_id": "C0", "total": 1, "lines": [], "return_id": "R0"}
SOURCES = {"gateway": "gateway:card", "warehouse": "warehouse"}


class RefusedError(Exception):
    """A no, with its common word."""


class HonestShop:
    """System and world at once. `lies` are what it does wrong; `only_says_yes` are verbs that change nothing."""

    def __init__(self, folder: Path, books: dict[str, Book], clock: BusinessClock) -> None:
        self.books = folder
        self._book = books
        self._clock = clock
        self.lies: set[str] = set()
        self.only_says_yes: set[str] = set()
        self.not_offered: str | None = None
        self.url = "http://127.0.0.1:9"
        self._names = itertools.count(1)
        self._carts: dict[str, dict[str, Any]] = {}
        self._orders: dict[str, dict[str, Any]] = {}
        self._keys: dict[tuple[str, str], tuple[Any, Outcome]] = {}
        self._paid: dict[str, str] = {}
        self._journal: list[Any] = []
        self._read = 0
        self._on_hand = Counter({("MUG", "berlin"): 900, ("MUG", "reno"): 900, ("RARE-1", "berlin"): 2})
        self._reserved: Counter[tuple[str, str]] = Counter()
        self._returns: dict[str, str] = {}
        self._killed = asyncio.Event()

    async def perform(self, command: Command) -> Outcome:
        given: Any = dict(command.arguments)
        key = (command.client, command.key or "")
        if key in self._keys and "forgets keys" not in self.lies:
            asked, answer = self._keys[key]
            return answer if asked == given or "ignores bodies" in self.lies else refused("validation")
        if command.verb == self.not_offered:
            return Outcome.not_offered(command.verb)
        if command.verb in self.only_says_yes:
            return Outcome(state="ok", order_id=command.order_id, body=YES)
        try:
            done = await self._do(command, given)
        except RefusedError as no:
            return refused(str(no))
        impatient = command.patience_ms is not None and "answers the impatient" not in self.lies
        if command.key is not None and not (impatient and "places again" in self.lies):
            self._keys[key] = (given, done)
        if impatient:
            raise TimeoutError
        return done

    async def _do(self, command: Command, given: Any) -> Outcome:
        if command.verb in {"cart_add", "add_coupon", "remove_coupon", "set_address", "quote"}:
            return self._in_cart(command.verb, given)
        if command.verb in {"place", "pay"}:
            return await self._place(command, given)
        if command.verb in {"receive_return", "inspect_return", "ship", "scan", "releases"}:
            return self._outside(command, given)
        if command.verb == "adjust_stock":
            self._on_hand[given["sku"], given["location"]] = given["quantity"]
            return Outcome(state="ok")
        order = self._orders.get(command.order_id or "")
        if order is None or (order["client"] != command.client and "shows strangers" not in self.lies):
            raise RefusedError("not_found")
        return self._to_order(command, order, given)

    def _in_cart(self, verb: str, given: Any) -> Outcome:
        name = given.get("cart") or f"C{next(self._names)}"
        cart = self._carts.setdefault(name, {"channel": given.get("channel"), "lines": {}, "coupon": None})
        if verb == "cart_add":
            cart["lines"][given["sku"]] = given["quantity"]
        elif verb == "set_address":
            cart["address"] = given["address"]
        elif verb != "quote":
            cart["coupon"] = given["code"] if verb == "add_coupon" else None
        return Outcome(state="ok", body={"cart_id": name, "total": self._bill(cart)["total"]})

    def _bill(self, cart: dict[str, Any]) -> dict[str, int]:
        items = sum(PRICES[sku] * units for sku, units in cart["lines"].items())
        off = cart["lines"].get("MUG", 0) * 200
        coupon = (items - off) // 10 if cart["coupon"] and "coupon for nothing" not in self.lies else 0
        left, rate = items - off - coupon, TAX[cart["channel"]]
        tax = left * rate // (100 + rate) if cart["channel"] == "eu" else left * rate // 100
        total = left + 490 + (0 if cart["channel"] == "eu" else tax)
        return {"items": items, "discount": off + coupon, "shipping": 490, "fees": 0, "tax": tax, "total": total}

    async def _place(self, command: Command, given: Any) -> Outcome:
        cart, key = self._carts[given["cart"]], f"{command.client}/{command.key}"
        place = "berlin" if "ships from berlin" in self.lies else PLACES[cart["channel"]]
        for sku, units in cart["lines"].items():
            if "keeps refused" in self.lies and sku == "RARE-1":
                self._reserved[sku, place] += 1
            if units > self._on_hand[sku, place] - self._reserved[sku, place] and "oversells" not in self.lies:
                raise RefusedError("out_of_stock")
        bill, code = self._bill(cart), self._paid.pop(key, None)
        is_paid, code = code is not None, code or f"O{next(self._names)}"
        currency = "EUR" if "one currency" in self.lies else CURRENCIES[cart["channel"]]
        order = {"code": code, "client": command.client, "currency": currency, "bill": bill, "place": place, **cart}
        if not is_paid:
            declined = given["card"] == "declined" and "takes declined" not in self.lies
            self._money(order, "authorize", bill["total"], state="failed" if declined else "succeeded")
            if declined:
                raise RefusedError("declined")
            if given["card"] == "late-authorize":
                self._paid[key] = code
                await self._killed.wait()
                if "answers when dead" not in self.lies:
                    raise ConnectionResetError
        if cart["channel"] == "us":
            self._money(order, "capture", bill["total"])
        self._exist(order, cart)
        return Outcome(state="ok", order_id=code, body={"order_id": code})

    def _exist(self, order: dict[str, Any], cart: dict[str, Any]) -> None:
        code, bill = order["code"], order["bill"]
        order["lines"] = {str(nth): list(each) for nth, each in enumerate(cart["lines"].items(), 1)}
        now = self._now()
        order |= {"due": now + GRACE, "parcels": []}
        self._orders[code] = order
        who = order["client"] if "names people" in self.lies else "somebody"
        self._tell(
            "orders", order_id=code, channel=order["channel"], currency=order["currency"], customer=who,
            price_includes_tax=order["channel"] == "eu",
        )  # fmt: skip
        self._tell("order_totals", order_id=code, surface="order", **bill)
        self._status(order, "placed")
        for line, (sku, units) in order["lines"].items():
            self._tell("lines", order_id=code, line_id=line, sku=sku, quantity=units)
            self._keep(order, line, units)
        if "untold offers" not in self.lies:
            self._tell("discounts", order_id=code, amount=bill["discount"])
        if "untold taxes" not in self.lies:
            self._tell("taxes", order_id=code, amount=bill["tax"])

    def _to_order(self, command: Command, order: dict[str, Any], given: Any) -> Outcome:
        verb, code = command.verb, order["code"]
        if verb == "look":
            return self._shown(order)
        if verb == "create_return":
            self._returns[f"R{code}"] = code
            return Outcome(state="ok", body={"return_id": f"R{code}"})
        if verb in {"capture", "void", "refund"}:
            self._money(order, verb, given.get("amount", order["bill"]["total"]))
        elif verb in {"cancel", "cancel_only", "cancel_line"}:
            self._cancel(order, verb, given)
        elif verb == "edit":
            order["lines"][given["lines"][0]["line_id"]][1] = given["lines"][0]["quantity"]
        elif verb == "release":
            self._release(order)
        elif verb == "recall":
            self._parcel(order, order["parcels"][0], "cancelled")
        else:
            self._status(order, {"mark_shipped": "shipped", "mark_delivered": "delivered"}.get(verb) or given["state"])
        return Outcome(state="ok", order_id=code)

    def _cancel(self, order: dict[str, Any], verb: str, given: Any) -> None:
        whole = {line: units for line, (_, units) in order["lines"].items()}
        asked = {each["line_id"]: each["quantity"] for each in given.get("lines", ())}
        self._off(order, asked if verb == "cancel_line" else whole)
        if verb != "cancel_line":
            self._status(order, "cancelled")
        if verb == "cancel":
            self._money(order, "void", order["bill"]["total"])

    def _shown(self, order: dict[str, Any]) -> Outcome:
        now = self._now()
        seen = {"observed_at": now} if "looks without time" in self.lies else {"asked_at": now, "observed_at": now}
        total = self._row("order_totals", order_id=order["code"], surface="detail", **order["bill"], **seen)
        lines = [{"line_id": line, "sku": sku, "quantity": units} for line, (sku, units) in order["lines"].items()]
        return Outcome(state="ok", body={"order_id": order["code"], "lines": lines}, claims=(total,))

    def _outside(self, command: Command, given: Any) -> Outcome:
        if command.verb == "inspect_return" and given["return_id"] in self._returns:
            self._money(self._orders[self._returns[given["return_id"]]], "refund", 1000)
        parcels: list[Any] = [each for order in self._orders.values() for each in order["parcels"]]
        for each in parcels if command.verb == "ship" else []:
            if each["fulfilment_id"] == given["fulfilment_id"]:
                each["state"] = "shipped"
        mine = [each for each in parcels if each["order_id"] == command.order_id]
        return Outcome(state="ok", body={"releases": mine})

    def _off(self, order: dict[str, Any], units: dict[str, int]) -> None:
        for line, count in units.items():
            order["lines"][line][1] -= count
            self._tell("line_changes", order_id=order["code"], line_id=line, change="cancelled", quantity=count)
            if "keeps cancelled" not in self.lies:
                self._keep(order, line, count, "release")

    def _keep(self, order: dict[str, Any], line: str, units: int, kind: str = "reserve") -> None:
        sku, place = order["lines"][line][0], order["place"]
        self._reserved[sku, place] += units if kind == "reserve" else -units
        whose = {"order_id": order["code"], "line_id": line}
        self._tell("stock_moves", **whose, sku=sku, location=place, kind=kind, quantity=units)

    def _release(self, order: dict[str, Any]) -> None:
        order["due"] = None
        name = f"F{next(self._names)}"
        parcel = {
            "fulfilment_id": name, "order_id": order["code"], "state": "new", "location": order["place"],
            "tracking_number": f"T{name}",
        }  # fmt: skip
        order["parcels"].append(parcel)
        self._parcel(order, parcel, "released")

    def _parcel(self, order: dict[str, Any], parcel: dict[str, Any], event: str) -> None:
        parcel["state"] = event
        for line, (_, units) in order["lines"].items():
            self._book["warehouse"].write(
                "parcels", parcel_id=parcel["fulfilment_id"], order_id=order["code"], location=order["place"],
                event=event, line_id=line, quantity=units, label_address=str(order["address"]["city"]),
            )  # fmt: skip

    def _money(self, order: dict[str, Any], kind: str, amount: int, state: str = "succeeded") -> None:
        self._book["gateway"].write(
            "payments", order_id=order["code"], kind=kind, state=state, amount=amount, currency=order["currency"]
        )

    def _status(self, order: dict[str, Any], status: str) -> None:
        whose = {"object_type": "order", "object_id": order["code"], "order_id": order["code"]}
        self._tell("statuses", **whose, native=status, canonical=status)

    def _now(self) -> Any:
        return BusinessClock().now() if "wall clock" in self.lies else self._clock.now()

    def _row(self, ledger: str, **columns: Any) -> Any:
        make: Any = LEDGERS[ledger]
        return make(row_id=f"r{next(self._names)}", **({"occurred_at": self._now()} | columns))

    def _tell(self, ledger: str, **columns: Any) -> None:
        self._journal.append(self._row(ledger, **columns))

    async def observe(self, subject: str) -> list[Any]:
        if subject == "stock":
            return [
                self._row("stock_levels", sku=sku, location=at, on_hand=n) for (sku, at), n in self._on_hand.items()
            ]
        new, self._read = self._journal[self._read :], len(self._journal)
        return list(self._journal) if "tells twice" in self.lies else new

    async def pending(self) -> int:
        for order in list(self._orders.values()):
            if order["due"] is not None and order["due"] <= self._clock.now():
                self._release(order)
        return 0

    async def kill(self) -> None:
        self._killed.set()
        if "forgets when killed" in self.lies:
            self._orders.clear()

    async def restart(self) -> None:
        self._killed.clear()
        if "is mute when restarted" in self.lies:
            self._tell = lambda *_args, **_columns: None  # type: ignore[method-assign]

    async def set_clock(self, _offset_us: int) -> None:
        """It reads the play's own clock."""


def refused(word: str) -> Outcome:
    return Outcome(state="refused", refusal=word)


@contextmanager
def honest_play(folder: Path) -> Iterator[tuple[Play, HonestShop]]:
    """Give a play on an honest shop, which is its own world."""
    clock = BusinessClock()
    books = {name: Book(folder / "books" / name, source, cast("Any", clock)) for name, source in SOURCES.items()}
    shop = HonestShop(folder / "books", books, clock)
    with Recorder(folder / "driver") as recorder, closing(books["gateway"]), closing(books["warehouse"]):
        yield Play(1, cast("Any", shop), cast("Any", shop), clock, recorder), shop
