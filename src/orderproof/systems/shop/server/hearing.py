"""What warehouse and carrier tell the shop: signed, each event once however often it comes."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from . import fulfilling, returning
from .refusing import RefusedError
from .tables import events
from .working import LaterError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .service import Due, Service

NEEDED = {
    "stock.received": ("sku", "location", "quantity"),
    "shipped": ("order_id", "fulfilment_id", "parcel_id", "tracking_number", "lines"),
    "scan": ("order_id", "tracking_number", "status", "at"),
    "return.received": ("order_id", "return_id"),
    "return.inspected": ("order_id", "return_id", "disposition", "location", "lines"),
}


def hear(service: Service, raw: bytes, signature: str) -> tuple[int, dict[str, Any]]:
    """Take one event: 401 for a wrong signature, 422 for none, 503 where it came before what it is about."""
    expected = hmac.new(service.config["secret"].encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(f"sha256={expected}".encode(), signature.encode("utf-8", "replace")):
        raise RefusedError(401, "unauthorized", "the signature is wrong")
    try:
        told = json.loads(raw)
        kind, event_id = str(told["type"]), str(told["event_id"])
        missing = [name for name in NEEDED[kind] if name not in told]
    except (ValueError, KeyError, TypeError) as fault:
        raise RefusedError(422, "validation", "this is no event that is known here") from fault
    if missing:
        raise RefusedError(422, "validation", f"{missing[0]} is missing")

    def note(con: Connection, due: Due) -> None:
        if con.execute(select(events.c.event_id).where(events.c.event_id == event_id)).first() is not None:
            return
        con.execute(insert(events).values(event_id=event_id))
        _note(service, con, due, kind, told)

    try:
        service.transact(note)
    except LaterError as early:
        return 503, {"error": {"code": "busy", "message": str(early)}}
    return 200, {}


def _note(service: Service, con: Connection, due: Due, kind: str, told: dict[str, Any]) -> None:
    if kind == "stock.received":
        fulfilling.stock_came(con, due, told)
    elif kind == "shipped":
        fulfilling.shipped(service, con, due, told)
    elif kind == "scan":
        fulfilling.scanned(service, con, due, told)
    elif kind == "return.inspected":
        returning.inspected(service, con, due, told)
