"""What a surface showed becomes claims: totals, a status, levels, prices, and that somebody looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from orderproof.model.words import STATUSES
from orderproof.systems.claims import Look, levels
from orderproof.systems.vendure.goods import OFFERS, articles
from orderproof.systems.vendure.showing import body_of, is_gross, offered, quoted, told_by
from tests.systems.vendure.made import MUGS, NOW, paid, shown

LATER = NOW + timedelta(seconds=1)
LOOK = Look("ann", "detail", NOW, LATER)


def told(**more: Any) -> list[Any]:
    return list(told_by(shown(**more), LOOK, "look-1"))


def test_an_order_is_given_in_the_words_that_journeys_know() -> None:
    body = body_of(shown(state="Shipped", payments=[paid()], return_id="R1"))
    assert (body["order_id"], body["cart_id"], body["status"], body["total"]) == ("C1", "C1", "Shipped", 3088)
    assert body["lines"] == [{"line_id": "7", "sku": "MUG", "quantity": 2}]
    assert (body["payments"], body["return_id"], "fulfillments" in body) == ([paid()], "R1", False)


def test_a_look_tells_totals_and_status_and_that_somebody_looked() -> None:
    totals, status, read = told(state="PaymentAuthorized")
    assert [each.ledger for each in (totals, status, read)] == ["order_totals", "statuses", "reads"]
    assert (totals.surface, totals.items, totals.shipping, totals.total) == ("detail", 2598, 490, 3088)
    assert (status.native, status.canonical, status.surface) == ("PaymentAuthorized", "placed", "detail")
    assert (read.client, read.subject, read.source, totals.source) == ("ann", "C1", "driver", "system")
    assert {(each.asked_at, each.observed_at) for each in (totals, status, read)} == {(NOW, LATER)}


def test_orders_that_are_looked_at_together_are_told_under_names_of_their_own() -> None:
    assert {each.row_id for each in [*told(), *told(code="C2")]} == {"look-1.C1", "look-1.C2"}


def test_a_state_that_is_no_common_word_stays_unmapped() -> None:
    assert told(state="Limbo")[1].canonical is None


def test_a_state_that_is_mapped_becomes_a_common_word() -> None:
    assert told(state="Delivered")[1].canonical in STATUSES


def test_the_currency_tells_whether_prices_include_tax() -> None:
    assert [is_gross(shown(currencyCode=currency)) for currency in ("EUR", "USD")] == [True, False]


def test_a_net_order_is_told_with_its_net_lines() -> None:
    line = {**MUGS, "linePrice": 2798, "linePriceWithTax": 3029}
    sums = {"total": 3593, "totalWithTax": 3824, "shippingLines": [{"price": 795, "priceWithTax": 795}]}
    totals = told(currencyCode="USD", lines=[line], **sums)[0]
    assert (totals.items, totals.shipping, totals.tax, totals.total) == (2798, 795, 231, 3824)


def test_a_quote_is_the_total_before_there_was_an_order() -> None:
    row: Any = quoted(shown(), LOOK, "look-2")
    assert (row.ledger, row.surface, row.order_id, row.total, row.row_id) == (
        "order_totals", "quote", "C1", 3088, "look-2",
    )  # fmt: skip


@pytest.mark.parametrize(("channel", "currency", "price"), [("eu", "EUR", 1299), ("us", "USD", 1399)])
def test_a_price_is_told_in_the_currency_of_its_channel(channel: str, currency: str, price: int) -> None:
    rows: list[Any] = list(offered(NOW))
    (mug,) = [each for each in rows if each.ledger == "prices" and (each.sku, each.channel) == ("MUG", channel)]
    assert (mug.currency, mug.price) == (currency, price)


def test_all_that_is_sold_is_listed_in_both_channels_and_every_offer_with_its_limit() -> None:
    rows: list[Any] = list(offered(NOW))
    listed = {(each.sku, each.channel) for each in rows if each.ledger == "listings" and each.sellable}
    limits = {each.offer: each.uses for each in rows if each.ledger == "offers"}
    assert listed == {(each.sku, channel) for each in articles() for channel in ("eu", "us")}
    assert limits == {each.name: each.uses for each in OFFERS}
    assert (limits["last-0"], limits["welcome"]) == (1, None)


def test_every_level_of_one_reading_is_a_row_of_its_own() -> None:
    level = {"location": "berlin", "on_hand": 5, "reserved": 2, "available": 3}
    rows: list[Any] = levels([{"sku": sku, **level} for sku in ("MUG", "BOOK")], LOOK, "s1")
    assert [(row.sku, row.available, row.row_id, row.as_of) for row in rows] == [
        ("MUG", 3, "s1.0", NOW), ("BOOK", 3, "s1.1", NOW),
    ]  # fmt: skip
