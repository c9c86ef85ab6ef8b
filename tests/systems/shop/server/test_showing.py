"""What customers see of their orders is one and the same on every surface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from orderproof.systems.shop.server.mailing import money
from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


def test_detail_list_and_operator_tell_the_same(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    street.deliver(order_id)
    detail = shopper.order(order_id)
    assert shopper.ask("GET", "/orders").body == {"orders": [detail]}
    assert street.admin("GET", f"/admin/orders/{order_id}") == detail


def test_the_page_tells_the_facts_of_the_detail(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 2})["order_id"]
    (number,) = street.ship(order_id)
    page, detail = shopper.ask("GET", f"/orders/{order_id}/page").body, shopper.order(order_id)
    facts = dict(re.findall(r"data-fact='(\w+)'>([^<]*)<", page))
    assert facts["status"] == detail["status"]
    assert facts["tracking"] == number
    for name in ("items", "discount", "shipping", "tax", "total", "due"):
        assert facts[name] == money(detail[name], "EUR")


def test_every_change_is_a_version(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1})["order_id"]
    versions = [shopper.order(order_id)["version"]]
    street.ship(order_id)
    versions.append(shopper.order(order_id)["version"])
    assert shopper.order(order_id)["version"] == versions[-1] > versions[0] >= 1


def test_what_is_due_goes_down_as_money_is_taken(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 1})
    assert order["due"] == order["total"]
    street.ship(order["order_id"])
    assert shopper.order(order["order_id"])["due"] == 0
    assert shopper.buy({"MUG": 1}, "us")["due"] == 0
