"""How shops name their tables, columns and states: what makes a proposal likely. Widened freely; it decides nothing."""

from __future__ import annotations

import re

TABLES: dict[str, tuple[str, ...]] = {
    "orders": (
        "order",
        "sales_order",
        "web_order",
        "customer_order",
        "purchase",
        "orders_sample",
        "invoice",
        "checkout",
        "sale",
    ),
    "lines": ("order_item", "order_line", "line_item", "order_detail", "invoice_line", "item", "position", "detail"),
    "payments": ("payment", "transaction", "charge", "refund", "capture", "pay"),
    "parcels": ("shipment", "parcel", "package", "fulfillment", "fulfilment", "delivery"),
    "scans": ("scan", "tracking_event", "carrier_event", "tracking"),
    "returns": ("return", "rma", "return_item"),
    "stock_moves": ("stock_move", "stock_movement", "inventory_transaction", "inventory_movement"),
    "stock_levels": ("stock_level", "inventory_level", "inventory", "stock"),
    "notices": ("mail", "email", "notification", "message"),
    "documents": ("credit_note", "credit_memo", "document"),
    "discounts": ("discount", "coupon_use", "adjustment"),
    "taxes": ("tax", "tax_line"),
}
"""By ledger: names of tables, in the singular, likeliest first."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "order_id": ("order_id", "order_no", "order_number", "order", "invoice_id", "sales_order_id", "increment_id"),
    "line_id": ("line_id", "order_line_id", "order_item_id", "item_id", "line_no", "line", "invoice_line_id"),
    "sku": ("sku", "product_id", "variant_id", "product", "article", "item_code", "track_id"),
    "quantity": ("quantity", "qty", "qty_ordered", "units", "count"),
    "unit_price": ("unit_price", "price", "item_price"),
    "currency": ("currency", "currency_code", "order_currency"),
    "placed_at": (
        "placed_at", "ordered_at", "order_date", "placed", "purchase_timestamp", "created_at", "invoice_date", "date",
    ),
    "customer": ("customer_id", "customer", "client_id", "user_id", "buyer"),
    "channel": ("channel", "sales_channel", "store"),
    "ship_country": ("ship_country", "shipping_country"),
    "amount": ("amount", "payment_value", "value", "total", "paid"),
    "payment_id": ("payment_id", "authorization_id", "charge_id"),
    "tender": ("tender", "payment_type", "payment_method", "method"),
    "kind": ("kind", "type", "action", "transaction_type", "movement_type"),
    "state": ("state", "status", "result"),
    "total": ("total", "grand_total", "order_total", "total_price", "amount", "price"),
    "shipping": ("shipping", "freight", "shipping_amount", "freight_value"),
    "native": ("status", "state", "order_status"),
    "parcel_id": ("parcel_id", "shipment_id", "package_id"),
    "tracking_number": ("tracking_number", "tracking", "tracking_code"),
    "carrier": ("carrier", "ship_via", "shipper"),
    "event": ("event", "status", "state", "type"),
    "status": ("status", "state", "event"),
    "return_id": ("return_id", "rma_id"),
    "reason": ("reason",),
    "location": ("location", "warehouse", "location_id", "warehouse_id", "store"),
    "on_hand": ("on_hand", "stock", "quantity", "units_in_stock"),
    "available": ("available",),
    "ship_by": ("ship_by", "required_date", "shipping_limit_date", "ship_before"),
    "deliver_by": ("deliver_by", "estimated_delivery_date", "promised_date", "delivery_date_promised"),
    "template": ("template", "subject", "type"),
    "offer": ("offer", "coupon", "coupon_code", "code"),
    "document_id": ("document_id", "number", "credit_note_id"),
    "occurred_at": ("occurred_at", "at", "timestamp", "time", "created_at", "shipped_date", "date", "created"),
}  # fmt: skip
"""By column of a ledger: names of columns, likeliest first."""

MEANINGS: dict[str, tuple[str, ...]] = {
    "authorize": ("auth", "authorization", "authorise", "reserve"),
    "capture": ("charge", "sale", "payment", "paid", "debit", "settlement"),
    "void": ("cancel", "release", "reversal"),
    "refund": ("refunded", "credit", "reimbursement"),
    "chargeback": ("dispute",),
    "succeeded": ("ok", "success", "successful", "complete", "completed", "done", "paid", "approved", "settled"),
    "failed": ("declined", "error", "failure", "denied", "rejected"),
    "pending": ("processing", "open", "waiting"),
    "handed_over": ("shipped", "sent", "dispatched", "handed over"),
    "packed": ("packaged", "boxed"),
    "cancelled": ("canceled", "void", "voided"),
    "placed": ("new", "created", "ordered", "open", "received"),
    "confirmed": ("accepted", "approved", "paid"),
    "processing": ("invoiced", "in progress", "picking"),
    "delivered": ("arrived",),
    "completed": ("complete", "done", "fulfilled"),
    "attempt_failed": ("failed delivery", "failed attempt"),
    "accepted": ("picked up", "collected"),
    "received": ("arrived",),
    "requested": ("open", "new", "created"),
    "receive": ("received", "inbound", "purchase"),
    "ship": ("shipped", "sale", "outbound"),
}
"""By word of a ledger's vocabulary: other words for it."""


VAGUE = frozenset(
    ("at", "count", "created", "date", "item", "method", "number", "order", "state", "time", "type", "value")
)
"""Names that say something only where they stand alone: BillingState is no status."""


def parts(name: str) -> tuple[str, ...]:
    """Take a name apart: OrderID and order-id are order, id."""
    spaced = re.sub(r"([a-z0-9])([A-Z])|([A-Z]+)([A-Z][a-z])", r"\1\3_\2\4", name)
    return tuple(each for each in re.split(r"[^a-z0-9]+", spaced.lower()) if each)


def likeness(name: str, known: tuple[str, ...]) -> int:
    """Say how much a name is like the known ones, likeliest first: 0 is not at all, whole names beat ends of names."""
    own = _singular(parts(name))
    best = 0
    for rank, each in enumerate(known):
        words = tuple(each.split("_"))
        if own == words:
            best = max(best, 200 - rank)
        elif each in VAGUE:
            continue
        elif own[-len(words) :] == words or own[: len(words)] == words:
            best = max(best, 100 - rank)
    return best


def meant(word: str, allowed: tuple[str, ...]) -> str | None:
    """Say which allowed word a source's own word stands for, if that is known."""
    own = " ".join(parts(word))
    direct = own.replace(" ", "_")
    if direct in allowed:
        return direct
    return next((each for each in allowed if own in MEANINGS.get(each, ())), None)


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    """Put the last word into the singular, as the known names are."""
    if not words or words[-1] in ("status", "units", "details", "address") or words[-1].endswith("ss"):
        return (*words[:-1], "detail") if words and words[-1] == "details" else words
    last = words[-1]
    ending = "y" if last.endswith("ies") else ""
    cut = 3 if last.endswith("ies") else 1 if last.endswith("s") else 0
    return (*words[:-1], last[: len(last) - cut] + ending) if cut else words
