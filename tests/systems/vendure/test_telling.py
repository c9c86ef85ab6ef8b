"""What Vendure writes of its orders becomes rows of the common ledgers: once, and without names of people."""

from __future__ import annotations

from typing import Any

import pytest

from orderproof.history.events import event_line, read_event
from orderproof.model.words import STATUSES
from orderproof.systems.claims import instant
from orderproof.systems.vendure.telling import CANONICAL, Telling, totals
from orderproof.world.books import hashed
from tests.systems.vendure.made import AT, MUGS, NOW, OFF, SUMS, kept, move, placed, read, shown

LINES = [{"orderLineId": 7, "quantity": 1}]
CARD = {
    "id": "4", "at": AT, "method": "card-eu", "amount": 3088, "state": "Settled", "transaction": "auth-1",
    "metadata": {"payment": "pay-1", "authorize": "auth-1", "capture": "cap-1"}, "refunds": [],
}  # fmt: skip


def told(telling: Telling | None = None, orders: list[Any] | None = None, **journal: Any) -> list[Any]:
    telling = telling or Telling("key")
    return list(telling.rows(read(**journal), [kept()] if orders is None else orders, NOW))


def happened(kind: str, nth: int = 1, **data: Any) -> dict[str, Any]:
    return {"id": str(nth), "type": kind, "at": AT, "order": "C1", "data": data}


def of(ledger: str, rows: list[Any]) -> list[Any]:
    return [each for each in rows if each.ledger == ledger]


def moves(*given: dict[str, Any]) -> list[tuple[str, int]]:
    return [(each.kind, each.quantity) for each in of("stock_moves", told(moves=list(given)))]


@pytest.mark.parametrize(
    ("native", "quantity", "expected"),
    [
        ("SALE", -2, [("ship", 2), ("release", 2)]),
        ("ALLOCATION", 2, [("reserve", 2)]),
        ("RELEASE", 2, [("release", 2)]),
        ("CANCELLATION", 2, [("restock", 2)]),
        ("ADJUSTMENT", 0, []),
        ("RETURN", 2, []),
    ],
)
def test_a_movement_becomes_what_it_does_to_shelf_and_reservation(
    native: str, quantity: int, expected: list[tuple[str, int]]
) -> None:
    assert moves(move(native, quantity)) == expected


def test_the_first_adjustment_at_a_place_is_goods_coming_in_and_later_ones_are_corrections() -> None:
    lyon = move("ADJUSTMENT", 5, 3, location="lyon")
    assert moves(move("ADJUSTMENT", 9, 1), move("ADJUSTMENT", -2, 2), lyon) == [
        ("receive", 9), ("adjust", -2), ("receive", 5),
    ]  # fmt: skip


def test_a_correction_in_a_later_reading_is_no_second_delivery() -> None:
    telling = Telling("key")
    told(telling, moves=[move("ADJUSTMENT", 9, 1)])
    assert [each.kind for each in told(telling, moves=[move("ADJUSTMENT", 3, 2)])] == ["adjust"]


def test_units_that_are_allocated_are_told_of_their_line_too() -> None:
    (change,) = of("line_changes", told(moves=[move("ALLOCATION", 2, order="C1", line="7")]))
    assert (change.order_id, change.line_id, change.quantity, change.change) == ("C1", "7", 2, "allocated")


def test_lines_that_come_back_are_a_return_and_others_were_cancelled() -> None:
    rows = told(
        history=[
            happened("ORDER_CANCELLATION", 1, reason="return R1", lines=LINES),
            happened("ORDER_CANCELLATION", 2, reason="customer", lines=LINES),
            happened("ORDER_CANCELLATION", 3, lines=LINES),
        ]
    )
    (back,), gone = of("returns", rows), of("line_changes", rows)
    assert (back.return_id, back.event, back.line_id, back.quantity) == ("R1", "closed", "7", 1)
    assert [(each.change, each.line_id, each.row_id) for each in gone] == [
        ("cancelled", "7", "h2.0"), ("cancelled", "7", "h3.0"),
    ]  # fmt: skip


def test_a_state_that_customers_know_is_a_status_and_the_way_to_the_till_is_none() -> None:
    went = [happened("ORDER_STATE_TRANSITION", nth, to=to) for nth, to in enumerate(("ArrangingPayment", "Shipped"))]
    assert [(each.native, each.canonical) for each in told(history=went)] == [("Shipped", "shipped")]


def test_every_state_becomes_a_common_word() -> None:
    assert set(CANONICAL.values()) <= set(STATUSES)


def test_what_happens_to_a_cart_is_not_told() -> None:
    assert told(orders=[], history=[happened("ORDER_STATE_TRANSITION", 1, to="Cancelled")]) == []


def test_a_placed_order_is_told_with_its_lines_and_what_it_costs() -> None:
    rows = told(placed=[placed()])
    (order,), (line,), (costs,) = of("orders", rows), of("lines", rows), of("order_totals", rows)
    assert (order.order_id, order.channel, order.currency, order.price_includes_tax) == ("C1", "eu", "EUR", True)
    assert (order.placed_at, order.ship_country, order.shipping_method) == (instant(AT), "DE", "post-eu")
    assert (line.line_id, line.sku, line.quantity, line.unit_price) == ("7", "MUG", 2, 1299)
    assert (costs.surface, costs.items, costs.shipping, costs.tax, costs.total) == ("order", 2598, 490, 493, 3088)


def test_where_prices_exclude_tax_a_line_is_told_without_it() -> None:
    rows = told(orders=[kept(channel="us")], placed=[placed(currency="USD")])
    assert (of("lines", rows)[0].unit_price, of("orders", rows)[0].price_includes_tax) == (1092, False)


def test_a_customer_is_told_by_a_hash_that_nobody_can_turn_back() -> None:
    rows = told(placed=[placed()])
    assert of("orders", rows)[0].customer == hashed("ann@mailbox.example", "key")
    assert not any("ann@" in event_line(each) or "mailbox" in event_line(each) for each in rows)
    assert hashed("ann@mailbox.example", "key") != hashed("ann@mailbox.example", "another key")


def test_reductions_are_told_of_line_and_parcel_and_one_of_nothing_is_none() -> None:
    free = {**placed()["shipping_lines"][0], "discounts": [OFF, {**OFF, "amountWithTax": 0}]}
    entry = placed(lines=[{**placed()["lines"][0], "discounts": [OFF]}], shipping_lines=[free])
    rows = of("discounts", told(placed=[entry]))
    assert [(each.line_id, each.offer, each.amount) for each in rows] == [("7", "mug-20", 520), (None, "mug-20", 520)]


def test_taxes_are_told_with_their_rate_in_millionths() -> None:
    rows = of("taxes", told(placed=[placed()]))
    assert [(each.line_id, each.category, each.rate, each.base, each.amount) for each in rows] == [
        ("7", "standard", 190_000, 2183, 415), (None, "standard", 190_000, 412, 78),
    ]  # fmt: skip


def test_money_that_moved_is_told_under_the_names_of_the_gateway() -> None:
    rows = told(orders=[kept(payments=[CARD])])
    assert [(each.kind, each.effect_id, each.payment_id, each.amount) for each in rows] == [
        ("authorize", "auth-1", "pay-1", 3088), ("capture", "cap-1", "pay-1", 3088),
    ]  # fmt: skip


def test_a_terminal_took_the_money_at_once() -> None:
    paid = {**CARD, "method": "terminal", "transaction": "cap-9", "metadata": None}
    (row,) = told(orders=[kept(payments=[paid])])
    assert (row.kind, row.effect_id, row.payment_id) == ("capture", "cap-9", "cap-9")


def test_a_refund_is_told_once_it_is_settled() -> None:
    backs = [
        {"id": str(nth), "at": AT, "state": state, "total": 500, "transaction": f"back-{nth}"}
        for nth, state in enumerate(("Failed", "Pending", "Settled"))
    ]
    rows = told(orders=[kept(payments=[{**CARD, "refunds": backs}])])
    assert [(each.effect_id, each.amount) for each in rows if each.kind == "refund"] == [("back-2", 500)]


def test_units_that_a_modification_added_are_told_and_those_taken_away_are_not() -> None:
    change = {"id": "5", "at": AT, "lines": [{"id": "7", "quantity": 1}, {"id": "8", "quantity": -1}]}
    lines = [{**MUGS, "sku": "MUG"}, {**MUGS, "id": "8", "sku": "LAMP"}]
    rows = of("lines", told(orders=[kept(modifications=[change], lines=lines)]))
    assert [(each.line_id, each.sku, each.quantity, each.unit_price) for each in rows] == [("7", "MUG", 1, 1299)]


def everything() -> dict[str, Any]:
    return read(
        placed=[placed()],
        history=[happened("ORDER_STATE_TRANSITION", 1, to="Shipped")],
        moves=[move("ALLOCATION", 2, 1, order="C1", line="7"), move("SALE", -2, 2, order="C1", line="7")],
    )


def test_nothing_is_told_twice() -> None:
    telling, orders = Telling("key"), [kept(payments=[CARD])]
    assert len(told(telling, orders, **everything())) > 8
    assert told(telling, orders, **everything()) == []


def test_goods_that_came_in_are_told_once_however_often_they_are_read() -> None:
    telling = Telling("key")
    assert len(told(telling, moves=[move("ADJUSTMENT", 9)])) == 1
    assert told(telling, moves=[move("ADJUSTMENT", 9)]) == []


def test_money_that_moved_later_is_all_that_is_told_then() -> None:
    telling = Telling("key")
    held = {**CARD, "metadata": {"payment": "pay-1", "authorize": "auth-1"}}
    told(telling, [kept(payments=[held])])
    assert [each.kind for each in told(telling, [kept(payments=[CARD])])] == ["capture"]


def test_every_row_can_be_recorded_and_read_again() -> None:
    rows = told(orders=[kept(payments=[CARD])], **everything())
    assert [read_event(event_line(each).encode(), "here") for each in rows] == rows


def test_a_row_happened_when_vendure_says_and_was_never_seen_before_it_happened() -> None:
    (row,) = told(moves=[move("CANCELLATION", 1)])
    assert (row.source, row.occurred_at, row.observed_at) == ("system", instant(AT), NOW)
    (ahead,) = told(moves=[move("CANCELLATION", 1, at="2026-01-05T10:00:00.000Z")])
    assert ahead.observed_at == ahead.occurred_at > NOW


GROSS = {
    **SUMS, "total": 2183, "totalWithTax": 2598,
    "discounts": [{**OFF, "amount": -412, "amountWithTax": -490}],
}  # fmt: skip
"""The parcel is free: what it costs is among the discounts."""
NET = {
    "total": 3093, "totalWithTax": 3324, "discounts": [{**OFF, "amount": -500, "amountWithTax": -541}],
    "lines": [{**MUGS, "linePrice": 2798, "linePriceWithTax": 3029}],
    "shippingLines": [{"price": 795, "priceWithTax": 861}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("order", "gross", "items", "discount", "shipping"),
    [
        (shown(), True, 2598, 0, 490),
        (shown(**GROSS), True, 2598, 490, 490),
        (placed(totals=GROSS, discounts=GROSS["discounts"]), True, 2598, 490, 490),
        (shown(**NET), False, 2798, 500, 795),
    ],
)
def test_what_an_order_costs_adds_up(
    order: dict[str, Any],
    gross: bool,  # noqa: FBT001 - it is what varies
    items: int,
    discount: int,
    shipping: int,
) -> None:
    found = totals(order, gross=gross)
    assert (found["items"], found["discount"], found["shipping"]) == (items, discount, shipping)
    on_top = 0 if gross else found["tax"]
    assert items - discount + shipping + found["fees"] + on_top == found["total"]


def test_a_surcharge_is_a_fee() -> None:
    order = placed(surcharges=[{"price": 84, "priceWithTax": 100}], totals={**SUMS, "totalWithTax": 3188})
    assert (totals(order, gross=True)["fees"], totals(order, gross=False)["fees"]) == (100, 84)
