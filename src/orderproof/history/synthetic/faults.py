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
    Fault(
        "refund-exceeds-capture",
        "returned",
        ("money/refund-exceeds-capture", "money/refund-within-its-payment", "money/credit-at-most-invoice"),
    ),
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
    Fault("never-paid", "completed", ("money/order-has-payment", "money/paid-within-terms", "journey/stuck-order")),
    Fault("paid-late", "completed", ("money/paid-within-terms",)),
    Fault("total-off", "completed", ("money/total-adds-up",)),
    Fault("total-differs-between-pages", "completed", ("money/total-unchanged",)),
    Fault("items-differ", "completed", ("money/total-matches-lines", "money/shipping-price-in-force")),
    Fault("price-differs", "completed", ("money/price-in-force",)),
    Fault("tax-rate-differs", "completed", ("money/tax-is-rate-times-base", "money/tax-rate-in-force")),
    Fault("discount-exceeds-items", "completed", ("money/discount-bounded",)),
    Fault("offer-used-too-often", "completed", ("money/offer-within-its-uses",), key="offer"),
    Fault("currency-not-sold", "completed", ("money/currency-of-the-channel",)),
    Fault(
        "refunded-before-captured",
        "returned",
        ("money/refund-follows-capture", "money/returned-goods-refunded", "story/owed-notice-sent"),
    ),
    Fault("invoice-differs", "completed", ("money/invoice-at-most-order",)),
    Fault("invoice-off", "completed", ("money/document-adds-up",)),
    Fault("invoice-number-lost", "completed", ("money/document-numbers-have-no-gaps",), key="series"),
    Fault("credit-note-differs", "returned", ("money/credit-equals-refund",)),
    # money: payments, refunds, gift cards
    Fault("refunded-to-one-card", "returned", ("money/refund-within-its-payment",)),
    Fault("refunded-and-charged-back", "returned", ("money/refund-and-chargeback",)),
    Fault("authorization-kept", "cancelled", ("money/unused-authorization-released",)),
    Fault("payment-told-declined", "completed", ("money/payment-status-is-true",)),
    Fault("claimed-twice", "completed", ("money/one-event-one-booking",)),
    Fault("authorized-twice", "completed", ("money/authorized-once",)),
    Fault("key-used-again", "completed", ("money/one-key-one-amount",)),
    Fault(
        "charged-in-other-currency",
        "completed",
        ("money/captured-in-the-currency-agreed", "evidence/one-currency-per-order"),
    ),
    Fault("refund-failed", "returned", ("money/failed-refund-made-good", "money/returned-goods-refunded")),
    Fault("charged-too-soon", "completed", ("money/charged-when-shipped",)),
    Fault("cent-left-over", "returned", ("money/no-cents-left-over",)),
    Fault("cancelled-unit-kept", "completed", ("money/cancelled-units-not-kept",)),
    Fault("granted-less-paid", "returned", ("money/granted-refund-is-paid",)),
    Fault("refunded-as-credit", "returned", ("money/money-back-as-money",)),
    Fault("exchange-difference-kept", "completed", ("money/exchange-is-settled", "journey/replacement-is-sent")),
    Fault("card-overdrawn", "completed", ("money/stored-value-never-negative",)),
    Fault("card-loses-too-much", "completed", ("money/stored-value-adds-up",)),
    Fault("card-lapsed-early", "completed", ("money/stored-value-keeps-its-date",)),
    Fault("card-charged-more", "completed", ("money/stored-value-pays",)),
    Fault("paid-out-twice", "completed", ("money/paid-out-once",)),
    Fault("door-money-lost", "completed", ("money/collected-at-the-door", "money/paid-within-terms")),
    Fault("payment-left-hanging", "completed", ("money/pending-payment-resolves",)),
    Fault("return-unpaid", "returned", ("money/returned-goods-refunded",)),
    # prices, taxes and currencies
    Fault("told-total-not-payable", "completed", ("money/told-total-can-be-paid", "story/notice-total-true")),
    Fault("offer-lapsed", "completed", ("money/offer-in-force",)),
    Fault("discount-counted-twice", "completed", ("money/discounts-add-up",)),
    Fault("tax-untold", "completed", ("money/taxes-add-up",)),
    Fault("discount-taxed", "completed", ("money/taxed-at-most-charged",)),
    Fault("tax-rate-lapsed", "completed", ("money/tax-rate-in-force",)),
    Fault("tax-told-both-ways", "completed", ("money/one-tax-convention",)),
    Fault("shipping-overpriced", "completed", ("money/shipping-price-in-force",)),
    Fault("exchanged-at-no-rate", "completed", ("money/exchange-rate-in-force",)),
    Fault("two-rates-at-once", "completed", ("money/one-exchange-rate-at-a-time",), key="book"),
    Fault(
        "refunded-in-other-currency",
        "returned",
        (
            "money/refund-in-the-currency-paid",
            "money/refund-exceeds-capture",
            "money/credit-equals-refund",
            "evidence/one-currency-per-order",
        ),
    ),
    Fault("refund-shown-less", "returned", ("money/refund-returns-what-was-shown",)),
    # the papers and the books
    Fault("invoice-line-off", "completed", ("money/document-lines-sum",)),
    Fault("allowance-unlisted", "completed", ("money/document-allowances-sum",)),
    Fault("charge-unlisted", "completed", ("money/document-charges-sum",)),
    Fault("invoice-net-off", "completed", ("money/document-net",)),
    Fault("breakdown-off", "completed", ("money/document-tax-breakdown",)),
    Fault("invoice-gross-off", "completed", ("money/document-gross",)),
    Fault("paid-invoice-asks-again", "completed", ("money/document-due",)),
    Fault("breakdown-at-other-rate", "completed", ("money/document-tax-by-rate",)),
    Fault("taxed-base-off", "completed", ("money/document-taxable-by-rate",)),
    Fault("rounded-by-line", "completed", ("money/tax-rounded-once-per-rate",)),
    Fault("exemption-unexplained", "completed", ("money/exempt-has-reason",)),
    Fault("unit-invoiced-twice", "completed", ("money/invoices-cover-once",)),
    Fault("invoiced-at-other-price", "completed", ("money/invoice-line-at-most-its-price",)),
    Fault("credit-note-names-nothing", "returned", ("money/credit-note-names-its-invoice",)),
    Fault("credit-exceeds-invoice", "returned", ("money/credit-at-most-invoice",)),
    Fault("credited-tax-differs", "returned", ("money/credited-tax",)),
    Fault("credited-share-differs", "returned", ("money/credited-line-tax",)),
    Fault("invoice-late", "completed", ("money/invoiced-in-time",)),
    Fault("invoiced-before-shipment", "completed", ("money/not-invoiced-before-shipment",)),
    Fault("number-out-of-order", "completed", ("money/document-numbers-in-order",)),
    Fault("invoice-rewritten", "completed", ("money/issued-document-stays",)),
    Fault("posting-unbalanced", "completed", ("money/postings-balance",)),
    Fault("tax-misposted", "completed", ("money/posted-tax-is-document-tax",)),
    Fault("receivable-left-open", "completed", ("money/receivable-clears",)),
    Fault("revenue-kept", "cancelled", ("money/no-revenue-from-cancelled",)),
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
