"""Orders, entries and programs as Vendure's side of a test has them: two mugs that cost 30.88 EUR with their parcel."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from orderproof.drive.setting import Setting
from orderproof.model.commands import Command

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.fromisoformat("2026-01-05T09:00:00")
AT = "2026-01-05T08:00:00.000Z"
OFF = {"adjustmentSource": "PROMOTION:1", "description": "mug-20", "amount": -437, "amountWithTax": -520}
MUGS = {
    "id": "7", "quantity": 2, "unitPrice": 1092, "unitPriceWithTax": 1299, "linePrice": 2183, "linePriceWithTax": 2598,
    "proratedLinePrice": 2183, "proratedLinePriceWithTax": 2598, "discounts": [],
}  # fmt: skip
SUMS = {
    "subTotal": 2183, "subTotalWithTax": 2598, "shipping": 412, "shippingWithTax": 490, "total": 2595,
    "totalWithTax": 3088,
}  # fmt: skip


class StandingClock:
    """A clock at which it is always nine."""

    def now(self) -> datetime:
        return NOW


def shown(**more: Any) -> dict[str, Any]:
    """Write an order as both APIs show it."""
    return {
        "id": "1", "code": "C1", "state": "AddingItems", "currencyCode": "EUR", "totalQuantity": 2, **SUMS,
        "couponCodes": [], "discounts": [], "taxSummary": [],
        "shippingLines": [{"price": 412, "priceWithTax": 490}],
        "lines": [{**MUGS, "productVariant": {"id": "v1", "sku": "MUG"}}],
        **more,
    }  # fmt: skip


def whole(**more: Any) -> dict[str, Any]:
    """Write an order as the admin API shows it."""
    channels = [{"code": "__default_channel__", "token": "all"}, {"code": "eu", "token": "eu"}]
    return shown(**{"state": "PaymentSettled", "channels": channels, "payments": [paid()], "fulfillments": [], **more})


def paid(name: str = "1", amount: int = 3088, state: str = "Settled", *, back: int = 0) -> dict[str, Any]:
    """Write a payment as the admin API shows it, with so much of it given back."""
    refunds = [{"id": "1", "total": back, "state": "Settled"}] if back else []
    return {"id": name, "method": "card-eu", "amount": amount, "state": state, "refunds": refunds}


def placed(**more: Any) -> dict[str, Any]:
    """Write an order as the journal keeps it when it is placed."""
    tax = [{"description": "DE standard", "taxRate": 19}]
    parcel = {
        "id": "3", "method": "post-eu", "price": 412, "priceWithTax": 490, "discountedPrice": 412,
        "discountedPriceWithTax": 490, "discounts": [], "taxLines": tax,
    }  # fmt: skip
    return {
        "code": "C1", "customer": "ann@mailbox.example", "currency": "EUR", "state": "PaymentAuthorized",
        "placed_at": AT, "country": "DE", "region": "BE", "postcode": "10115", "totals": SUMS, "discounts": [],
        "surcharges": [], "shipping_lines": [parcel], "lines": [{**MUGS, "sku": "MUG", "taxLines": tax}],
        **more,
    }  # fmt: skip


def kept(**more: Any) -> dict[str, Any]:
    """Write an order as it stands, as our plugin tells it."""
    return {**placed(), "channel": "eu", "payments": [], "modifications": [], **more}


def read(**more: Any) -> dict[str, Any]:
    """Write one reading of the journal."""
    return {"placed": [], "history": [], "moves": [], **more}


def move(kind: str, quantity: int, nth: int = 1, **more: Any) -> dict[str, Any]:
    """Write a stock movement of mugs in Berlin."""
    goods = {"sku": "MUG", "location": "berlin", "quantity": quantity, "line": None, "order": None}
    return {"id": str(nth), "type": kind, "at": AT, **goods, **more}


def wish(verb: str, order_id: str | None = "C1", key: str | None = None, **arguments: Any) -> Command:
    return Command(verb=verb, client="ann", order_id=order_id, key=key, arguments=arguments)


def setting_in(folder: Path, **more: Any) -> Setting:
    nowhere = "http://127.0.0.1:9"
    told: dict[str, Any] = {
        "folder": folder / "system", "clock": StandingClock(), "token": "operator", "world_token": "world",
        "secret": "secret", "hash_key": "key", "gateway": nowhere, "warehouse": nowhere, "smtp": "127.0.0.1:9",
        "cache": folder / "cache",
    }  # fmt: skip
    return Setting(**(told | more))


def program(folder: Path, name: str, *lines: str) -> Path:
    """Put a small program into a folder: the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    file.chmod(0o755)
    return folder


def node_listening_at(folder: Path, port: int | str) -> str:
    """Put a `node` into a folder that says where it listens and stays: a PATH that has it first."""
    ready = f"""echo '{{"ready":true,"port":{port}}}'"""
    words = 'printf \'%s\\n\' "$(/bin/cat "$2")" >> "$2.log"'
    return f"{program(folder, 'node', words, 'echo a word before', ready, 'exec /bin/cat')}:{os.environ['PATH']}"
