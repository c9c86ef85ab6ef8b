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

TEXT_MAX, UNITS_MAX = 500, 1_000_000_000
LINE = ("line_id", "sku", "quantity")
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
        unsound = [name for name in ("event_id", *NEEDED[kind]) if not _is_sound(name, told.get(name))]
    except (ValueError, KeyError, TypeError) as fault:
        raise RefusedError(422, "validation", "this is no event that is known here") from fault
    if unsound:
        raise RefusedError(422, "validation", f"{unsound[0]} is missing, or makes no sense")

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


def _is_sound(name: str, value: object) -> bool:
    """Say whether a value is of the kind that its name asks for, and can be kept by every database."""
    if name == "lines":
        return isinstance(value, list) and all(
            isinstance(line, dict) and all(_is_sound(part, line.get(part)) for part in LINE) for line in value
        )
    if name == "quantity":
        return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= UNITS_MAX
    return isinstance(value, str) and 0 < len(value) <= TEXT_MAX and value.isprintable()


def _note(service: Service, con: Connection, due: Due, kind: str, told: dict[str, Any]) -> None:
    if kind == "stock.received":
        fulfilling.stock_came(con, due, told)
    elif kind == "shipped":
        fulfilling.shipped(service, con, due, told)
    elif kind == "scan":
        fulfilling.scanned(service, con, due, told)
    elif kind == "return.inspected":
        returning.inspected(service, con, due, told)
