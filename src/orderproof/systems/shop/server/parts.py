"""The decisions of the shop, one by one: each a plain function that can be replaced where the shop is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import (
    cancelling,
    documents,
    editing,
    fulfilling,
    mailing,
    ordering,
    paying,
    placing,
    pricing,
    returning,
    showing,
)
from . import stocking as stock

Decision = Callable[..., Any]


def gateway_key(_attempt: int, job_id: str) -> str:
    """Name a call to the gateway: the same name however often it is tried."""
    return job_id


def answers_again(_attempt: int) -> bool:
    """Say whether a request under a known key is answered as before: always."""
    return True


@dataclass(frozen=True, slots=True)
class Parts:
    """Every decision that can be replaced, with the honest one as its default."""

    rate_of: Decision = pricing.rate_of
    tax_of: Decision = pricing.tax_of
    total_of: Decision = pricing.total_of
    discounts_of: Decision = pricing.discounts_of
    shipping_of: Decision = pricing.shipping_of
    status_of: Decision = ordering.status_of
    free_units: Decision = stock.free_units
    allocate: Decision = stock.allocate
    route: Decision = stock.route
    book_reserved: Decision = stock.book_reserved
    stock_level: Decision = stock.level
    units_asked: Decision = cancelling.units_asked
    let_go: Decision = cancelling.let_go
    warehouse_agrees: Decision = cancelling.warehouse_agrees
    settle_cancel: Decision = cancelling.settle_cancel
    bill_after_edit: Decision = editing.bill_after_edit
    may_place_again: Decision = placing.may_place_again
    answers_again: Decision = answers_again
    gateway_key: Decision = gateway_key
    capture_amount: Decision = paying.capture_amount
    refund_amount: Decision = paying.refund_amount
    after_refund_asked: Decision = paying.after_refund_asked
    after_refund: Decision = paying.after_refund
    close_return: Decision = paying.close_return
    invoice_lines: Decision = documents.invoice_lines
    credit_line: Decision = documents.line_of
    paper_of: Decision = documents.paper_of
    ship_from: Decision = fulfilling.ship_from
    after_release: Decision = fulfilling.after_release
    after_shipping: Decision = fulfilling.after_shipping
    is_news: Decision = fulfilling.is_news
    on_scan: Decision = fulfilling.on_scan
    goes_on_the_shelf: Decision = returning.goes_on_the_shelf
    is_owed: Decision = mailing.is_owed
    addressee: Decision = mailing.addressee
    message_id: Decision = mailing.message_id
    mail_text: Decision = mailing.mail_text
    show: Decision = showing.detail


WORKS = {
    "place": placing.place,
    "cancel": cancelling.cancel,
    "edit": editing.edit,
    "release": fulfilling.release,
    "allocate": fulfilling.allocate_backorders,
    "capture": paying.capture,
    "void": paying.void,
    "refund": paying.refund,
    "mail": mailing.send,
}
"""What each kind of job does."""
