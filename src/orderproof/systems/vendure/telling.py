"""What Vendure tells of itself, as rows of the common ledgers: its orders as placed, its history, stock and money."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from orderproof.systems.claims import SOURCE, instant, row
from orderproof.systems.vendure.goods import MARKETS
from orderproof.world.books import hashed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from orderproof.model.ledgers.envelope import Row

    Entry = Mapping[str, Any]

MILLIONTHS_PER_PERCENT = 10_000
CANONICAL = {
    "PaymentAuthorized": "placed",
    "PaymentSettled": "confirmed",
    "PartiallyShipped": "partially_shipped",
    "Shipped": "shipped",
    "PartiallyDelivered": "partially_delivered",
    "Delivered": "delivered",
    "Cancelled": "cancelled",
    "Modifying": "modifying",
    "ArrangingAdditionalPayment": "modifying",
}
_MOVES = {
    "ALLOCATION": (("reserve", 1),),
    "RELEASE": (("release", 1),),
    "SALE": (("ship", -1), ("release", -1)),
    "CANCELLATION": (("restock", 1),),
    "ADJUSTMENT": (("adjust", 1),),
}
"""Kinds of stock movements, with the sign that makes Vendure's quantity ours. A sale also uses up its allocation.

The first adjustment at a place is how the goods came there: it is told as received.
"""


@dataclass(slots=True)
class Telling:
    """Turns what is read, reading after reading, into rows that are told once. `orders` are known by their code."""

    hash_key: str
    orders: dict[str, Entry] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    stocked: set[tuple[str, str]] = field(default_factory=set)

    def rows(self, journal: Entry, orders: list[Entry], observed_at: datetime) -> Iterator[Row]:
        """Give the rows of one reading that were not told before."""
        self.orders = {each["code"]: each for each in orders}
        given = [
            *(each for entry in journal["placed"] for each in self._placed(entry)),
            *(each for entry in journal["history"] for each in self._happened(entry)),
            *(each for entry in journal["moves"] for each in self._moved(entry)),
            *(each for order in orders for each in self._modified(order)),
            *(each for order in orders for each in self._paid(order)),
        ]
        for ledger, name, at, columns in given:
            if f"{ledger}/{name}" not in self.told:
                self.told.add(f"{ledger}/{name}")
                yield row(
                    ledger, source=SOURCE, row_id=name, occurred_at=at, recorded_at=at,
                    observed_at=max(at, observed_at), **columns,
                )  # fmt: skip

    def _placed(self, entry: Entry) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
        code, at = entry["code"], instant(entry["placed_at"])
        order = self.orders.get(code, {})
        channel = order.get("channel")
        market = MARKETS.get(str(channel))
        methods = [each["method"] for each in entry["shipping_lines"]]
        yield (
            "orders", code, at,
            {
                "order_id": code,
                "checkout_id": code,
                "channel": channel,
                "currency": entry["currency"],
                "customer": None if entry["customer"] is None else hashed(entry["customer"], self.hash_key),
                "price_includes_tax": None if market is None else market.includes_tax,
                "placed_at": at,
                "ship_country": entry["country"],
                "ship_region": entry["region"],
                "ship_postcode": entry["postcode"],
                "shipping_method": methods[0] if methods else None,
            },
        )  # fmt: skip
        gross = market is not None and market.includes_tax
        for line in entry["lines"]:
            unit = line["unitPriceWithTax"] if gross else line["unitPrice"]
            columns = {"line_id": line["id"], "sku": line["sku"], "quantity": line["quantity"], "unit_price": unit}
            yield "lines", f"{code}.{line['id']}", at, {"order_id": code, **columns}
        yield "order_totals", f"{code}.placed", at, {"order_id": code, "surface": "order", **totals(entry, gross=gross)}
        yield from _reductions(entry, at, gross=gross)
        yield from _taxes(entry, at)

    def _happened(self, entry: Entry) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
        code, at, data = entry["order"], instant(entry["at"]), entry["data"]
        order = self.orders.get(code)
        if order is None:
            return
        name = f"h{entry['id']}"
        if entry["type"] == "ORDER_STATE_TRANSITION" and data["to"] in CANONICAL:
            status = {"object_type": "order", "object_id": code, "order_id": code, "native": data["to"]}
            yield "statuses", name, at, {**status, "canonical": CANONICAL[data["to"]], "surface": "order"}
        if entry["type"] == "ORDER_CANCELLATION":
            reason = str(data.get("reason") or "")
            for nth, line in enumerate(data.get("lines") or ()):
                whose = {"order_id": code, "line_id": str(line["orderLineId"]), "quantity": line["quantity"]}
                if reason.startswith("return "):
                    yield "returns", f"{name}.{nth}", at, {**whose, "return_id": reason[7:], "event": "closed"}
                else:
                    yield "line_changes", f"{name}.{nth}", at, {**whose, "change": "cancelled"}

    def _moved(self, entry: Entry) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
        at = instant(entry["at"])
        cell = (entry["sku"], entry["location"])
        for native, sign in _MOVES.get(entry["type"], ()):
            kind = "receive" if native == "adjust" and cell not in self.stocked else native
            self.stocked.add(cell)
            whose = {"order_id": entry["order"], "line_id": entry["line"]}
            goods = {"sku": entry["sku"], "location": entry["location"], "quantity": sign * entry["quantity"]}
            if entry["quantity"]:
                yield "stock_moves", f"m{entry['id']}.{native}", at, {**whose, **goods, "kind": kind}
            if kind == "reserve" and entry["order"] is not None:
                allocated = {**whose, "quantity": entry["quantity"], "change": "allocated"}
                yield "line_changes", f"m{entry['id']}", at, allocated

    def _modified(self, order: Entry) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
        """Tell what modifications added; what they took away is told as cancelled."""
        lines = {each["id"]: each for each in order["lines"]}
        market = MARKETS.get(str(order["channel"]))
        price = "unitPriceWithTax" if market is not None and market.includes_tax else "unitPrice"
        for change in order["modifications"]:
            for line in change["lines"]:
                known = lines.get(line["id"])
                if known is not None and line["quantity"] > 0:
                    goods = {"sku": known["sku"], "quantity": line["quantity"], "unit_price": known[price]}
                    at, name = instant(change["at"]), f"mod{change['id']}.{line['id']}"
                    yield "lines", name, at, {"order_id": order["code"], "line_id": line["id"], **goods}

    def _paid(self, order: Entry) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
        """Tell the money that the order says moved, under the gateway's own names where it keeps them."""
        for payment in order["payments"]:
            moved = payment["metadata"] or {}
            common = {
                "order_id": order["code"],
                "payment_id": moved.get("payment") or payment["transaction"],
                "gateway": "card",
                "tender": "card",
                "currency": order["currency"],
                "state": "succeeded",
                "amount": payment["amount"],
            }
            at, name = instant(payment["at"]), f"p{payment['id']}"
            changed_at = instant(payment.get("changed") or payment["at"])
            for kind in ("authorize", "capture", "void"):
                if kind in moved:
                    when = at if kind == "authorize" else changed_at
                    yield "payments", f"{name}.{kind}", when, {**common, "kind": kind, "effect_id": moved[kind]}
            if payment["method"] == "terminal":
                yield (
                    "payments",
                    f"{name}.capture",
                    at,
                    {**common, "kind": "capture", "effect_id": payment["transaction"]},
                )
            for back in payment["refunds"]:
                if back["state"] == "Settled":
                    amount = {"kind": "refund", "amount": back["total"], "effect_id": back["transaction"]}
                    yield "payments", f"r{back['id']}", instant(back["at"]), {**common, **amount}


def totals(order: Entry, *, gross: bool) -> dict[str, int]:
    """Give an order's totals as the ledgers have them: items before discounts, tax on top where prices exclude it."""
    line = "linePriceWithTax" if gross else "linePrice"
    shown = order.get("totals", order)
    ways = order["shippingLines"] if "shippingLines" in order else order["shipping_lines"]
    told = {
        "items": sum(each[line] for each in order["lines"]),
        "discount": -sum(each["amountWithTax" if gross else "amount"] for each in order["discounts"]),
        "shipping": sum(each["priceWithTax" if gross else "price"] for each in ways),
        "fees": sum(each["priceWithTax" if gross else "price"] for each in order.get("surcharges", ())),
        "tax": shown["totalWithTax"] - shown["total"],
        "total": shown["totalWithTax"],
    }
    return {name: round(amount) for name, amount in told.items()}  # versions of old keep fractions of a unit


def _reductions(entry: Entry, at: datetime, *, gross: bool) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
    amount = "amountWithTax" if gross else "amount"
    code = entry["code"]
    for whose in (*entry["lines"], *entry["shipping_lines"]):
        line = whose["id"] if "sku" in whose else None
        for nth, each in enumerate(whose["discounts"]):
            offer = {"line_id": line, "offer": each["description"], "amount": -each[amount]}
            if each[amount]:
                yield "discounts", f"{code}.{line or 'shipping'}.{nth}", at, {"order_id": code, **offer}


def _taxes(entry: Entry, at: datetime) -> Iterator[tuple[str, str, datetime, dict[str, Any]]]:
    code = entry["code"]
    for whose in (*entry["lines"], *entry["shipping_lines"]):
        line = whose["id"] if "sku" in whose else None
        net, gross = (
            (whose["proratedLinePrice"], whose["proratedLinePriceWithTax"])
            if line is not None
            else (whose["discountedPrice"], whose["discountedPriceWithTax"])
        )
        for nth, tax in enumerate(whose["taxLines"][:1]):
            yield (
                "taxes", f"{code}.{line or 'shipping'}.{nth}", at,
                {
                    "order_id": code,
                    "line_id": line,
                    "jurisdiction": entry["country"],
                    "category": str(tax["description"]).rpartition(" ")[2],
                    "rate": round(tax["taxRate"] * MILLIONTHS_PER_PERCENT),
                    "base": net,
                    "amount": gross - net,
                },
            )  # fmt: skip
