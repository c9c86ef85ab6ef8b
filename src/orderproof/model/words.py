"""The closed vocabularies: kinds, events, states and surfaces that a ledger's columns may hold."""

from __future__ import annotations

CERTAINTIES = ("certain", "possible", "void")
SURFACES = ("quote", "order", "list", "detail", "invoice", "mail", "account", "marketplace", "channel", "status_page")
OBJECT_TYPES = ("order", "payment", "fulfilment", "return", "line")
STATUSES = (
    "draft", "unconfirmed", "placed", "confirmed", "on_hold", "modifying", "processing", "partially_shipped", "shipped",
    "partially_delivered", "delivered", "completed", "closed", "cancelled", "expired", "failed", "partially_returned",
    "returned", "requested", "approved", "declined", "authorized", "partially_captured", "captured", "voided",
    "partially_refunded", "refunded", "charged_back", "planned", "released", "picked", "packed", "ready_for_pickup",
    "picked_up", "rejected", "received", "inspected", "backordered",
)  # fmt: skip
LINE_CHANGES = (
    "cancelled", "backordered", "allocated", "picked", "shipped", "delivered", "return_requested", "returned",
    "restocked", "scrapped",
)  # fmt: skip
PAYMENT_KINDS = ("authorize", "adjust", "capture", "void", "refund", "refund_reverse", "chargeback", "settle")
PAYMENT_STATES = ("requested", "pending", "succeeded", "failed", "action_required")
STOCK_KINDS = (
    "receive", "ship", "restock", "adjust", "transfer_in", "transfer_out", "scrap", "count", "reserve", "release",
    "expire",
)  # fmt: skip
PARCEL_EVENTS = ("planned", "released", "packed", "handed_over", "cancelled")
SCAN_STATUSES = (
    "pre_transit", "accepted", "in_transit", "out_for_delivery", "attempt_failed", "available_for_pickup", "delivered",
    "exception", "return_to_sender", "lost", "unknown",
)  # fmt: skip
RETURN_EVENTS = ("requested", "approved", "declined", "in_transit", "received", "inspected", "closed", "cancelled")
REMEDIES = ("refund", "replacement", "credit", "exchange")
BALANCE_KINDS = ("issue", "redeem", "give_back", "expire", "adjust")
DOCUMENT_KINDS = ("invoice", "credit_note", "void")
DOCUMENT_STANDARDS = ("en16931", "jp_qualified")
ADJUSTMENT_KINDS = ("allowance", "charge")
ACCOUNTS = ("receivable", "revenue", "tax", "cash", "discount", "rounding", "fees", "credit", "stock", "other")
NOTICE_MEDIA = ("mail", "sms", "page")
NOTICE_EVENTS = ("queued", "sent", "delivered", "bounced")
NOTICE_CAUSES = (
    "placed", "confirmed", "authorized", "payment_problem", "backordered", "line_cancelled", "cancelled", "shipped",
    "tracking_changed", "delayed", "date_changed", "trouble", "ready_for_pickup", "delivered", "return_requested",
    "return_approved", "return_declined", "return_received", "refunded",
)  # fmt: skip
ADDRESS_USES = ("contact", "ship", "bill")
DELIVERY_EVENTS = ("due", "accepted", "refused", "unanswered")
HOLD_EVENTS = ("held", "released")
CONSENTS = ("substitution", "price", "split", "delay")
COMMAND_OUTCOMES = ("ok", "refused", "unknown")
VERBS = (
    "cart_add", "add_coupon", "remove_coupon", "set_address", "quote", "place", "pay", "look", "cancel", "cancel_line",
    "cancel_only", "edit", "create_return", "release", "recall", "mark_shipped", "mark_delivered", "capture", "void",
    "refund", "transition", "adjust_stock",
)  # fmt: skip
REFUSALS = ("out_of_stock", "declined", "invalid_state", "conflict", "busy", "validation", "not_found", "other")

PILLARS = ("journey", "stock", "money", "story", "evidence")
RULE_KINDS = ("law", "claim", "promise", "choice", "evidence")
SEVERITIES = ("S1", "S2", "S3", "S4")
HANDOFFS = (
    "checkout>order", "order>payment", "order>warehouse", "warehouse>carrier", "carrier>customer", "shipment>return",
    "order>books", "order>channel",
)  # fmt: skip
