"""What can be planted: each fault by name, how the story that carries it ends, and the rules that must find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from orderproof.history.quoting import literal
from orderproof.history.synthetic.fault import Fault
from orderproof.history.synthetic.money_faults import MONEY_FAULTS

if TYPE_CHECKING:
    from pathlib import Path


FAULTS = (
    *MONEY_FAULTS,
    # journey
    Fault("replacement-unsent", "completed", ("journey/replacement-is-sent",)),
    Fault("sent-back-silently", "completed", ("journey/sent-back-parcel-made-good", "journey/stuck-order")),
    Fault("return-asked-too-often", "returned", ("journey/returns-asked-within-shipped",)),
    Fault("return-turned-down", "returned", ("journey/return-in-time-accepted",)),
    Fault("replaced-and-paid", "completed", ("journey/one-remedy-per-unit",)),
    Fault("key-answered-twice", "completed", ("journey/one-request-per-key",)),
    Fault("return-refused-yet-begun", "returned", ("journey/refused-means-undone",)),
    Fault("checkout-doubled", "completed", ("journey/one-order-per-checkout",), key="checkout_id"),
    Fault("shipped-before-paid", "completed", ("journey/shipped-before-paid",)),
    Fault("delivered-before-paid", "completed", ("journey/delivered-before-paid", "journey/shipped-before-paid")),
    Fault("paid-before-placing", "completed", ("journey/nothing-before-placing",)),
    Fault("lines-lost", "completed", ("journey/order-without-lines",)),
    Fault("shipped-more-than-ordered", "completed", ("journey/ships-at-most-ordered",)),
    Fault(
        "cancelled-yet-shipped",
        "cancelled",
        (
            "journey/cancelled-yet-shipped",
            "journey/ships-at-most-ordered",
            "journey/parcels-within-the-order",
            "money/invoiced-in-time",
        ),
    ),
    Fault(
        "cancelled-yet-delivered",
        "cancelled",
        (
            "journey/cancelled-yet-delivered",
            "journey/cancelled-yet-shipped",
            "journey/ships-at-most-ordered",
            "journey/parcels-within-the-order",
            "money/invoiced-in-time",
        ),
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
    Fault(
        "order-stuck",
        "completed",
        (
            "journey/stuck-order",
            "journey/never-shipped",
            "money/authorization-lapses-unused",
            "money/paid-within-terms",
            "story/delay-told-in-time",
        ),
    ),
    Fault("picked-too-early", "completed", ("journey/work-waits-its-turn",)),
    Fault("returned-more-than-shipped", "returned", ("journey/returns-at-most-shipped",)),
    Fault("return-left-open", "returned", ("journey/return-closes",)),
    Fault("sold-unlisted", "completed", ("journey/sellable-when-bought",)),
    Fault("command-unanswered", "completed", ("journey/command-resolves",)),
    Fault("read-went-back", "completed", ("journey/reads-go-forward",), key="subject"),
    Fault("left-in-two-parts", "completed", ("journey/ships-together", "story/owed-notice-sent")),
    Fault("left-before-its-day", "completed", ("journey/not-before-its-day",)),
    Fault("left-from-two-places", "completed", ("journey/one-way-per-fulfilment", "stock/parcel-names-its-place")),
    Fault("tracking-number-shared", "completed", ("journey/one-tracking-number-one-customer",), key="tracking_number"),
    Fault("replaces-nothing", "completed", ("journey/replacement-names-a-parcel",)),
    Fault("told-sent-in-part", "completed", ("journey/told-whole-sent-in-part",)),
    Fault("completed-in-part", "completed", ("journey/completed-accounts-for-all",)),
    Fault("shipping-untold", "completed", ("journey/shipped-untold", "journey/stuck-order")),
    Fault("delivered-more-than-shipped", "completed", ("journey/delivers-at-most-shipped",)),
    Fault("sent-too-much", "completed", ("journey/parcels-within-the-order",)),
    Fault("cancel-left-waiting", "cancelled", ("journey/cancel-reaches-the-warehouse",)),
    Fault("cancel-without-effect", "cancelled", ("journey/cancel-takes-effect", "journey/stuck-order")),
    Fault("digital-not-given", "completed", ("journey/digital-goods-arrive",)),
    Fault("digital-before-payment", "completed", ("journey/digital-after-payment",)),
    Fault("marketplace-order-lost", "completed", ("journey/channel-order-arrives",), key="external_ref"),
    Fault("marketplace-order-unknown", "completed", ("journey/channel-order-is-known",)),
    Fault("marketplace-line-differs", "completed", ("journey/channel-lines-as-sold",), key="external_ref"),
    Fault("marketplace-address-differs", "completed", ("journey/channel-order-as-sold",), key="external_ref"),
    Fault("channel-changed", "completed", ("journey/channel-stays",)),
    Fault("number-doubled", "completed", ("journey/order-number-is-one-orders",), key="public_number"),
    Fault("label-outdated", "completed", ("journey/label-address-current",)),
    Fault("substituted-unasked", "completed", ("journey/substitution-needs-consent",)),
    Fault("edit-unsettled", "completed", ("journey/edit-is-settled",)),
    Fault("other-line-cancelled", "cancelled", ("journey/cancel-touches-its-line",)),
    # stock
    Fault(
        "stock-oversold",
        "completed",
        (
            "stock/on-hand-never-negative",
            "stock/told-level-not-negative",
            "stock/reserved-within-stock",
            "stock/sold-within-supply",
        ),
        key="sku",
    ),
    Fault("stock-taken-twice", "completed", ("stock/shipped-units-leave-stock-once", "stock/release-within-reserve")),
    Fault("left-from-elsewhere", "completed", ("stock/ships-from-where-reserved", "stock/parcel-names-its-place")),
    Fault("reservation-kept", "cancelled", ("stock/final-order-holds-nothing", "stock/cancelled-units-let-go")),
    Fault("kept-too-late", "completed", ("stock/allocated-when-paid",)),
    Fault(
        "released-more-than-kept",
        "cancelled",
        ("stock/release-within-reserve", "stock/reserved-never-negative", "stock/offer-equals-moves"),
        key="sku",
    ),
    Fault("sorted-twice", "returned", ("stock/returned-units-sorted-once",)),
    Fault("put-back-twice", "returned", ("stock/put-back-once",)),
    Fault("level-differs", "completed", ("stock/level-equals-moves", "stock/offer-equals-moves"), key="sku"),
    Fault(
        "available-differs",
        "completed",
        ("stock/available-adds-up", "stock/offered-within-stock", "stock/offer-equals-moves"),
        key="sku",
    ),
    Fault("transfer-grew", "completed", ("stock/transfer-brings-what-left",), key="sku"),
    Fault("transfer-lost", "completed", ("stock/transfer-arrives",), key="sku"),
    Fault("reserved-late", "completed", ("stock/reserved-when-placed",)),
    Fault("reserved-again-and-again", "completed", ("stock/reserved-once", "stock/final-order-holds-nothing")),
    Fault(
        "let-go-too-early",
        "completed",
        (
            "stock/kept-until-needed",
            "journey/stuck-order",
            "journey/never-shipped",
            "money/authorization-lapses-unused",
            "money/paid-within-terms",
            "story/delay-told-in-time",
        ),
    ),
    Fault("cart-kept", "completed", ("stock/lapsed-reservation-let-go",), key="reservation_id"),
    Fault("cart-taken-early", "completed", ("stock/reservation-lasts",), key="reservation_id"),
    Fault("safety-sold", "completed", ("stock/safety-stock-kept",), key="sku"),
    Fault("backorder-untold", "completed", ("stock/backorder-told",)),
    Fault("served-out-of-turn", "completed", ("stock/backorders-in-turn",)),
    Fault(
        "parcel-dropped",
        "completed",
        (
            "stock/rerouted-in-time",
            "journey/stuck-order",
            "journey/never-shipped",
            "money/authorization-lapses-unused",
            "money/paid-within-terms",
            "story/delay-told-in-time",
        ),
    ),
    Fault("picked-short", "completed", ("stock/ships-what-was-picked",)),
    Fault("packed-differs", "completed", ("stock/parcel-leaves-as-packed",)),
    Fault("left-where-it-may-not", "completed", ("stock/ships-from-a-place-that-may",)),
    Fault("sent-where-barred", "completed", ("stock/goods-may-go-there",)),
    Fault("sent-slower", "completed", ("stock/sent-as-fast-as-bought",)),
    Fault("bundle-lacks-part", "completed", ("stock/bundle-in-its-parts", "stock/bundle-ships-its-parts")),
    Fault("part-left-behind", "completed", ("stock/bundle-ships-its-parts", "stock/final-order-holds-nothing")),
    Fault("serial-sent-twice", "completed", ("stock/serial-ships-once",), key="serial"),
    Fault("sold-beyond-allotment", "completed", ("stock/sold-within-allotment",), key="sku"),
    Fault("restocked-elsewhere", "returned", ("stock/restocked-where-received",)),
    Fault("unfit-sold-again", "returned", ("stock/unfit-stays-off-the-shelf",)),
    Fault("level-went-back", "completed", ("stock/levels-go-forward",), key="sku"),
    Fault("channel-never-told", "completed", ("stock/surface-catches-up",), key="sku"),
    Fault("offered-though-delisted", "completed", ("stock/delisted-offers-nothing",), key="sku"),
    Fault("refused-though-free", "completed", ("stock/refused-though-free",), key="command_id"),
    Fault("corrected-by-nobody", "completed", ("stock/correction-has-an-owner",), key="row_id"),
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
