"""What can be planted: each fault by name, how the story that carries it ends, and the rules that must find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from orderproof.history.quoting import literal

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong: `ending` is completed, returned or cancelled; `rules` are all rules that it breaks.

    `key` is the column that names the subject: of the order that carries the fault, or of its first line's stock.
    """

    name: str
    ending: str
    rules: tuple[str, ...]
    key: str = "order_id"


FAULTS = (
    # money
    Fault("refund-exceeds-capture", "returned", ("money/refund-exceeds-capture",)),
    Fault("refunded-twice", "returned", ("money/duplicate-refund",)),
    Fault("refund-left-open", "returned", ("money/refund-resolves",)),
    Fault("capture-exceeds-authorization", "completed", ("money/capture-exceeds-authorization",)),
    Fault(
        "captured-twice",
        "completed",
        ("money/capture-once", "money/capture-exceeds-authorization", "money/payments-match-total"),
    ),
    Fault("captured-after-void", "cancelled", ("money/no-capture-after-void", "money/cancelled-not-charged")),
    Fault("captured-after-expiry", "completed", ("money/capture-before-expiry",)),
    Fault("captured-nothing", "completed", ("money/no-zero-payment",)),
    Fault("claimed-capture-differs", "completed", ("money/gateway-and-order-agree",)),
    Fault("never-paid", "completed", ("money/order-has-payment", "journey/stuck-order")),
    Fault("total-off", "completed", ("money/total-adds-up",)),
    Fault("total-differs-between-pages", "completed", ("money/total-unchanged",)),
    Fault("items-differ", "completed", ("money/total-matches-lines",)),
    Fault("price-differs", "completed", ("money/price-in-force",)),
    Fault("tax-rate-differs", "completed", ("money/tax-is-rate-times-base",)),
    Fault("discount-exceeds-items", "completed", ("money/discount-bounded",)),
    Fault("offer-used-too-often", "completed", ("money/offer-within-its-uses",), key="offer"),
    Fault("currency-not-sold", "completed", ("money/currency-of-the-channel",)),
    Fault("refunded-before-captured", "returned", ("money/refund-follows-capture", "story/owed-notice-sent")),
    Fault("invoice-differs", "completed", ("money/invoice-at-most-order",)),
    Fault("invoice-off", "completed", ("money/document-adds-up",)),
    Fault("invoice-number-lost", "completed", ("money/document-numbers-have-no-gaps",), key="series"),
    Fault("credit-note-differs", "returned", ("money/credit-equals-refund",)),
    # journey
    Fault("checkout-doubled", "completed", ("journey/one-order-per-checkout",), key="checkout_id"),
    Fault("shipped-before-paid", "completed", ("journey/shipped-before-paid",)),
    Fault("delivered-before-paid", "completed", ("journey/delivered-before-paid", "journey/shipped-before-paid")),
    Fault("paid-before-placing", "completed", ("journey/nothing-before-placing",)),
    Fault("lines-lost", "completed", ("journey/order-without-lines",)),
    Fault("shipped-more-than-ordered", "completed", ("journey/ships-at-most-ordered",)),
    Fault("cancelled-yet-shipped", "cancelled", ("journey/cancelled-yet-shipped", "journey/ships-at-most-ordered")),
    Fault(
        "cancelled-yet-delivered",
        "cancelled",
        ("journey/cancelled-yet-delivered", "journey/cancelled-yet-shipped", "journey/ships-at-most-ordered"),
    ),
    Fault("told-delivered-falsely", "completed", ("journey/told-delivered-undelivered",)),
    Fault(
        "told-shipped-falsely",
        "completed",
        ("journey/told-shipped-unshipped", "journey/never-shipped", "journey/stuck-order", "story/delay-told-in-time"),
    ),
    Fault("delivery-untold", "completed", ("journey/delivered-untold", "journey/stuck-order")),
    Fault("shipped-while-held", "completed", ("journey/hold-blocks",)),
    Fault("moved-after-terminal", "completed", ("journey/terminal-is-final", "journey/declared-transition")),
    Fault("order-stuck", "completed", ("journey/stuck-order", "journey/never-shipped", "story/delay-told-in-time")),
    Fault("returned-more-than-shipped", "returned", ("journey/returns-at-most-shipped",)),
    Fault("return-left-open", "returned", ("journey/return-closes",)),
    Fault("sold-unlisted", "completed", ("journey/sellable-when-bought",)),
    Fault("command-unanswered", "completed", ("journey/command-resolves",)),
    Fault("read-went-back", "completed", ("journey/reads-go-forward",), key="subject"),
    # stock
    Fault("stock-oversold", "completed", ("stock/on-hand-never-negative", "stock/told-level-not-negative"), key="sku"),
    Fault("stock-taken-twice", "completed", ("stock/shipped-units-leave-stock-once", "stock/release-within-reserve")),
    Fault("left-from-elsewhere", "completed", ("stock/ships-from-where-reserved",)),
    Fault("reservation-kept", "cancelled", ("stock/final-order-holds-nothing",)),
    Fault("kept-too-late", "completed", ("stock/allocated-when-paid",)),
    Fault(
        "released-more-than-kept",
        "cancelled",
        ("stock/release-within-reserve", "stock/reserved-never-negative"),
        key="sku",
    ),
    Fault("put-back-twice", "returned", ("stock/put-back-once",)),
    Fault("level-differs", "completed", ("stock/level-equals-moves",), key="sku"),
    Fault("available-differs", "completed", ("stock/available-adds-up",), key="sku"),
    # story
    Fault("scanned-before-handover", "completed", ("story/delivered-needs-handover",)),
    Fault("moving-after-delivery", "completed", ("story/scans-go-forward",)),
    Fault("shipped-late", "completed", ("story/shipped-late", "story/delay-told-in-time")),
    Fault("delivered-late", "completed", ("story/delivered-late",)),
    Fault("never-arrived", "completed", ("story/never-delivered", "story/parcel-keeps-moving", "journey/stuck-order")),
    Fault("confirmation-missing", "completed", ("story/owed-notice-sent",)),
    Fault("confirmation-doubled", "completed", ("story/notice-once", "story/confirmed-once")),
    Fault("shipped-notice-early", "completed", ("story/no-shipped-notice-before-handover",)),
    Fault("refund-notice-early", "returned", ("story/no-refund-notice-before-refund",)),
    Fault("told-total-differs", "completed", ("story/notice-total-true",)),
    Fault("told-tracking-differs", "completed", ("story/notice-tracking-true",)),
    Fault("label-unscanned", "completed", ("story/parcel-is-scanned", "story/never-delivered", "journey/stuck-order")),
    Fault(
        "trouble-left",
        "completed",
        (
            "story/trouble-on-the-way-is-handled",
            "story/parcel-keeps-moving",
            "story/never-delivered",
            "journey/stuck-order",
        ),
    ),
    Fault("delivered-abroad", "completed", ("story/delivered-in-its-country",)),
    Fault("delivered-notice-early", "completed", ("story/no-delivered-notice-before-delivery",)),
    Fault("arrival-told-twice", "completed", ("story/arrival-told-once",)),
    Fault("ready-told-early", "completed", ("story/no-pickup-notice-before-ready",)),
    Fault("cancel-told-falsely", "completed", ("story/cancelled-notice-true",)),
    Fault("confirmed-after-shipping", "completed", ("story/confirmed-before-shipped", "story/owed-notice-sent")),
    Fault("confirmed-again", "completed", ("story/confirmed-once",)),
    Fault("told-to-a-stranger", "completed", ("story/notice-to-the-right-person",)),
    Fault("told-refund-differs", "returned", ("story/notice-refund-true",)),
    Fault("told-items-differ", "completed", ("story/parcel-notice-items-true",)),
    Fault("told-date-differs", "completed", ("story/notice-date-true",)),
    Fault("part-told-as-whole", "completed", ("story/partly-shipped-is-said",)),
    Fault("attachment-not-issued", "completed", ("story/attachment-is-issued",)),
    Fault("said-to-be-sent", "completed", ("story/said-to-be-sent-is-sent",)),
    Fault("bounce-unanswered", "completed", ("story/bounce-is-answered",)),
    Fault("webhook-lost", "completed", ("story/webhook-arrives",)),
    Fault("date-not-promised", "completed", ("story/date-is-promised",)),
    Fault("promised-impossible", "completed", ("story/promise-can-be-kept",)),
    Fault("date-for-cancelled", "cancelled", ("story/no-date-for-cancelled",)),
    Fault("still-processing", "completed", ("story/status-follows-shipping",)),
    # evidence
    Fault("clock-off", "completed", ("evidence/clock-is-sane",), key="source"),
    Fault("scan-contradicted", "completed", ("evidence/contradicting-rows",), key="source"),
    Fault("currency-mixed", "completed", ("evidence/one-currency-per-order",)),
    Fault("payment-row-lost", "completed", ("evidence/sequence-has-no-gaps",), key="counted_for"),
    Fault("order-lost", "completed", ("evidence/references-resolve", "story/confirmed-order-exists")),
    Fault("tender-unnamed", "completed", ("evidence/payments-name-their-tender",)),
    Fault("promised-for-never", "completed", ("evidence/promise-in-reach",)),
    Fault("status-unmapped", "completed", ("evidence/statuses-are-mapped",), key="native"),
    Fault("scan-unmapped", "completed", ("evidence/scans-are-mapped",), key="native"),
    Fault("address-in-plain", "completed", ("evidence/people-are-hashed",), key="source"),
)
"""Each is planted in turn. A rule that is not in the rulebook is a mistake here: a test compares."""


@dataclass(frozen=True, slots=True)
class Planted:
    """One finding that must come: `rule` breaks for the subject whose column `key` is `value`."""

    fault: str
    rule: str
    key: str
    value: str


def read_planted(file: Path) -> tuple[Planted, ...]:
    """Read what `write_synthetic` planted."""
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT fault, rule, key, value FROM read_parquet({literal(str(file))})").fetchall()
    return tuple(Planted(*row) for row in rows)
