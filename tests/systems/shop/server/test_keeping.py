"""What the operator sees and sets: time, what is left to do, any order, and the whole journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.systems.shop.server.processes import ask
from tests.systems.shop.server.street import TOKEN, Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


def test_the_journal_is_read_page_by_page_and_in_order(street: Street) -> None:
    Shopper(street).buy({"MUG": 1})
    street.quiet()
    whole = street.admin("GET", "/admin/journal?after=0&limit=10000")
    numbers = [each["seq"] for each in whole["entries"]]
    assert numbers == sorted(set(numbers))
    assert whole["last"] == numbers[-1]
    read, after = [], 0
    while True:
        page = street.admin("GET", f"/admin/journal?after={after}&limit=7")
        if not page["entries"]:
            break
        read += page["entries"]
        after = page["last"]
    assert read == whole["entries"]


@pytest.mark.parametrize("offset", [None, "1", 1.5, True])
def test_time_is_moved_by_whole_microseconds(street: Street, offset: object) -> None:
    answer = ask(
        street.shop.ports["port"], "POST", "/clock", {"offset_us": offset}, {"Authorization": f"Bearer {TOKEN}"}
    )
    assert answer.status == 422


@pytest.mark.parametrize("query", ["after=x", "limit=1.5"])
def test_a_page_that_is_none_is_refused(street: Street, query: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert ask(street.shop.ports["port"], "GET", f"/admin/journal?{query}", None, headers).status == 422


def test_an_order_that_is_not_there_is_not_found(street: Street) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    assert ask(street.shop.ports["port"], "GET", "/admin/orders/O-none", None, headers).status == 404


def test_nothing_is_left_to_do_when_all_is_done(street: Street) -> None:
    Shopper(street).buy({"MUG": 1})
    street.quiet()
    assert street.admin("GET", "/admin/quiet") == {"pending": 0}


@pytest.mark.parametrize("offset", [10**16, -(10**16), 10**30])
def test_a_time_beyond_every_calendar_is_refused_and_the_clock_goes_on(street: Street, offset: int) -> None:
    operator = {"Authorization": f"Bearer {TOKEN}"}
    port = street.shop.ports["port"]
    assert ask(port, "POST", "/clock", {"offset_us": offset}, operator).status == 422
    assert Shopper(street).buy({"MUG": 1})["status"] == "placed"


@pytest.mark.parametrize(
    "query", ["after=99999999999999999999999", "after=-1", "limit=99999999999999999999", "limit=-1"]
)
def test_a_page_beyond_the_journal_is_no_fault(either_street: Street, query: str) -> None:
    assert "entries" in either_street.admin("GET", f"/admin/journal?{query}")


@pytest.mark.parametrize("kind", ["cancel", "returns"])
@pytest.mark.parametrize("reason", ["\ud800", "\0", "\U0001f600", ["\udfff"], 7])
def test_no_reason_of_a_customer_keeps_the_operator_from_the_journal(
    either_street: Street, kind: str, reason: object
) -> None:
    shopper = Shopper(either_street)
    order_id = shopper.buy({"MUG": 2})["order_id"]
    if kind == "returns":
        either_street.deliver(order_id)
    asked = {"lines": [{"line_id": "1", "quantity": 1}], "reason": reason}
    assert shopper.change(order_id, kind, asked).status in {200, 201}
    assert either_street.journal("cancelled" if kind == "cancel" else "return", order_id)
