"""A street for the tests of the shop's server: one shop and its world as real processes, and who talks to them."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orderproof.history.recorder import read_recorded
from tests.systems.shop.server.processes import SOURCE, Answer, Process, ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CATALOGUE = SOURCE / "orderproof" / "systems" / "shop" / "catalogue.json"
TOKEN, WORLD_TOKEN, SECRET, HASH_KEY = "operator", "world", "signing", "hashing"
DAY_US = 86_400_000_000
QUIET_SECONDS_MAX = 20
BERLIN = {"name": "A", "street": "B 1", "city": "Berlin", "country": "DE", "region": "BE", "postcode": "10115"}
RENO = {"name": "A", "street": "B 1", "city": "Reno", "country": "US", "region": "NV", "postcode": "89501"}
ADDRESSES = {"eu": BERLIN, "us": RENO}
_NAMES = itertools.count(1)


def catalogue() -> dict[str, Any]:
    """What the shop sells, as it comes with Orderproof."""
    told: dict[str, Any] = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    return told


@dataclass
class Street:
    """One shop and its world."""

    shop: Process
    world: Process
    offset_us: int = 0

    def admin(self, method: str, path: str, body: object = None) -> Any:
        """Ask the shop as its operator."""
        answer = ask(self.shop.ports["port"], method, path, body, {"Authorization": f"Bearer {TOKEN}"})
        assert answer.status == 200, answer
        return answer.body

    def people(self, place: str, method: str, path: str, body: object = None) -> Answer:
        """Have somebody in the world do something, or look at something."""
        return ask(self.world.ports[place], method, path, body, {"Authorization": f"Bearer {WORLD_TOKEN}"})

    def quiet(self) -> None:
        """Wait until nothing is left to do, twice in a row, as the driver does."""
        until = time.monotonic() + QUIET_SECONDS_MAX
        calm = 0
        while calm < 2:
            left = self.admin("GET", "/admin/quiet")["pending"]
            left += self.people("gateway", "GET", "/quiet").body["pending"]
            calm = calm + 1 if left == 0 else 0
            assert time.monotonic() < until, f"{left} are left: {self.errors()[-1500:]}"
            time.sleep(0.01)

    def days(self, count: float) -> None:
        """Let days pass, for everybody."""
        self.quiet()
        self.offset_us += int(count * DAY_US)
        self.people("gateway", "POST", "/clock", {"offset_us": self.offset_us})
        self.admin("POST", "/clock", {"offset_us": self.offset_us})
        self.quiet()

    def receive(self, sku: str, units: int, location: str = "berlin") -> None:
        """Have goods come in, and the shop know of it."""
        goods = {"sku": sku, "location": location, "quantity": units}
        assert self.people("warehouse", "POST", "/people/receive", goods).status == 201
        self.quiet()

    def parcels(self, order_id: str) -> list[dict[str, Any]]:
        """Look at the parcels that the warehouse knows of an order, once the shop has told all it has to."""
        self.quiet()
        return list(self.people("warehouse", "GET", f"/releases?order_id={order_id}").body)

    def ship(self, order_id: str) -> list[str]:
        """Ship what the warehouse has for an order: the tracking numbers."""
        numbers = []
        for each in self.parcels(order_id):
            if each["state"] == "released":
                sent = self.people("warehouse", "POST", "/people/ship", {"fulfilment_id": each["fulfilment_id"]})
                numbers.append(str(sent.body["tracking_number"]))
        self.quiet()
        return numbers

    def scan(self, tracking_number: str, *statuses: str) -> None:
        """Have the carrier see a parcel in one place after the other."""
        for status in statuses:
            told = {"tracking_number": tracking_number, "status": status}
            assert self.people("carrier", "POST", "/people/scan", told).status == 201
        self.quiet()

    def deliver(self, order_id: str) -> list[str]:
        """Ship an order and bring it to its customer: the tracking numbers."""
        numbers = self.ship(order_id)
        for number in numbers:
            self.scan(number, "in_transit", "delivered")
        return numbers

    def take_back(self, order_id: str, return_id: str, lines: list[dict[str, Any]], disposition: str) -> None:
        """Have returned goods come in and be looked at."""
        told = {"return_id": return_id, "order_id": order_id, "location": "berlin", "lines": lines}
        assert self.people("warehouse", "POST", "/people/returns/receive", told).status == 201
        looked = {"return_id": return_id, "disposition": disposition}
        assert self.people("warehouse", "POST", "/people/returns/inspect", looked).status == 200
        self.quiet()

    def stock(self, sku: str) -> dict[str, int]:
        """Add up the levels of a SKU over all places."""
        levels = [each for each in self.admin("GET", "/admin/stock") if each["sku"] == sku]
        return {name: sum(each[name] for each in levels) for name in ("on_hand", "reserved", "available")}

    def journal(self, what: str, order_id: str | None = None) -> list[dict[str, Any]]:
        """Read the entries of one kind, of one order where one is named."""
        self.quiet()
        entries = self.admin("GET", "/admin/journal?after=0&limit=10000")["entries"]
        return [each for each in entries if each["what"] == what and order_id in {None, each["order_id"]}]

    def book(self, witness: str, ledger: str, order_id: str) -> list[Any]:
        """Read what a witness wrote of an order."""
        self.quiet()
        rows = read_recorded(Path(self.world.config["books"]) / witness)
        return [row for row in rows if row.ledger == ledger and getattr(row, "order_id", None) == order_id]

    def money(self, order_id: str) -> dict[str, int]:
        """Add up by kind what the gateway moved for an order."""
        sums = {"authorize": 0, "capture": 0, "void": 0, "refund": 0}
        for row in self.book("gateway", "payments", order_id):
            sums[row.kind] += row.amount if row.state == "succeeded" else 0
        return sums

    def mails(self, order_id: str) -> dict[str, list[Any]]:
        """Give the messages that reached the inbox by template; one that came again counts once."""
        found: dict[str, list[Any]] = {}
        seen: set[str] = set()
        for row in self.book("inbox", "notices", order_id):
            if row.notice_id not in seen:
                seen.add(row.notice_id)
                found.setdefault(row.template, []).append(row)
        return found

    def hear(self, door: str, told: Any, secret: str = SECRET) -> Answer:
        """Tell the shop something as a witness would, signed."""
        raw = json.dumps(told).encode()
        signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        headers = {"X-Event-Id": str(told)[:50], "X-Signature": f"sha256={signature}"}
        return ask(self.shop.ports["port"], "POST", f"/webhooks/{door}", raw, headers)

    def restart(self, number: int = signal.SIGTERM) -> None:
        """End the shop by a signal and start it anew on the same port and database."""
        self.shop.config |= {"port": self.shop.ports["port"], "offset_us": self.offset_us}
        self.shop.end(number)
        self.shop.start()

    def errors(self) -> str:
        """Give what the shop complained of."""
        return (self.shop.folder / "errors.txt").read_text(encoding="utf-8")


class Shopper:
    """One customer of the shop."""

    def __init__(self, street: Street, email: str | None = None) -> None:
        self.street = street
        number = next(_NAMES)
        self.email = email or f"shopper{number}@shop.example"
        answer = ask(street.shop.ports["port"], "POST", "/shoppers", {"email": self.email, "name": f"Shopper {number}"})
        assert answer.status == 201, answer
        self.shopper_id, self.token = answer.body["shopper_id"], answer.body["token"]

    def ask(self, method: str, path: str, body: object = None, key: str | None = None) -> Answer:
        """Ask the shop for something."""
        headers = {"Authorization": f"Bearer {self.token}"} | ({"Idempotency-Key": key} if key else {})
        return ask(self.street.shop.ports["port"], method, path, body, headers)

    def cart(self, goods: Mapping[str, int], channel: str = "eu", coupon: str | None = None) -> str:
        """Fill a cart and say where it goes."""
        cart_id = str(self.ask("POST", "/carts", {"channel": channel}).body["cart_id"])
        for sku, quantity in goods.items():
            put = self.ask("PUT", f"/carts/{cart_id}/lines", {"sku": sku, "quantity": quantity})
            assert put.status == 200, put
        if coupon is not None:
            assert self.ask("POST", f"/carts/{cart_id}/coupons", {"code": coupon}).status == 200
        assert self.ask("PUT", f"/carts/{cart_id}/address", ADDRESSES[channel]).status == 200
        return cart_id

    def place(self, cart_id: str, card: str = "ok", key: str | None = None, **more: object) -> Answer:
        """Place a cart."""
        return self.ask("POST", "/orders", {"cart_id": cart_id, "card": card, **more}, key or f"place-{next(_NAMES)}")

    def buy(self, goods: Mapping[str, int], channel: str = "eu", card: str = "ok", coupon: str | None = None) -> Any:
        """Buy goods: the order."""
        answer = self.place(self.cart(goods, channel, coupon), card)
        assert answer.status == 201, answer
        return answer.body

    def order(self, order_id: str) -> Any:
        """Look at an order once nothing is left to do."""
        self.street.quiet()
        return self.ask("GET", f"/orders/{order_id}").body

    def change(self, order_id: str, kind: str, body: object = None, key: str | None = None) -> Answer:
        """Cancel, edit or return something of an order."""
        return self.ask("POST", f"/orders/{order_id}/{kind}", body or {}, key or f"{kind}-{next(_NAMES)}")


@contextmanager
def open_street(folder: Path, database: str | None = None, **config: object) -> Iterator[Street]:
    """Open a shop and its world; at the end both are ended."""
    told = {"books": str(folder / "books"), "token": WORLD_TOKEN, "secret": SECRET, "hash_key": HASH_KEY, "shop": None}
    world = Process(["-m", "orderproof.world"], {**told, "seed": 1}, folder / "world")
    world.start()
    address = {name: f"http://127.0.0.1:{port}" for name, port in world.ports.items()}
    own = {
        "port": 0,
        "database": database or f"sqlite:///{folder / 'shop.db'}",
        "token": TOKEN,
        "world_token": WORLD_TOKEN,
        "secret": SECRET,
        "gateway": address["gateway"],
        "warehouse": address["warehouse"],
        "smtp": f"127.0.0.1:{world.ports['inbox']}",
        "subscribers": [],
        "offset_us": 0,
        "skew_us": 0,
        "swap": [],
        "catalogue": catalogue(),
    }
    shop = Process(["-P", "-m", "shop.server"], {**own, **config}, folder / "shop")
    street = Street(shop, world)
    try:
        shop.start()
        url = {"url": f"http://127.0.0.1:{shop.ports['port']}"}
        assert street.people("warehouse", "POST", "/shop", url).status == 200
        yield street
    finally:
        shop.end()
        world.end()
