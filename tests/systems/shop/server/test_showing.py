"""What customers see of their orders is one and the same on every surface."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import insert

from orderproof.systems.shop.server.app import Running
from orderproof.systems.shop.server.carts import hash_of
from orderproof.systems.shop.server.database import dump
from orderproof.systems.shop.server.mailing import money
from orderproof.systems.shop.server.showing import LIST_MAX, listed, page
from orderproof.systems.shop.server.tables import orders, shoppers
from tests.systems.shop.server.street import Shopper
from tests.systems.shop.server.test_app import config

if TYPE_CHECKING:
    from pathlib import Path

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


def test_the_list_tells_the_newest_orders_oldest_first(tmp_path: Path) -> None:
    service = Running(config(tmp_path)).service
    service.parts = replace(service.parts, show=lambda order: order["placed_at"])
    instants = [f"2026-01-01T00:00:00.{nth:06d}Z" for nth in range(LIST_MAX + 50)]
    person = {"shopper_id": "S", "token_hash": "h", "email": "e", "name": "n"}
    rows = [
        {"order_id": f"O{hash_of(at)}", "shopper_id": "S", "status": "placed", "placed_at": at,
         "document": dump({"placed_at": at})}
        for at in instants
    ]  # fmt: skip
    service.database.write(lambda con: con.execute(insert(shoppers).values(person)))
    service.database.write(lambda con: con.execute(insert(orders), rows))
    assert listed(service, "S") == {"orders": instants[50:]}
    service.database.close()


def test_on_a_page_whatever_comes_from_outside_is_text() -> None:
    evil = "<script>alert('x')</script>&\""
    figures = dict.fromkeys(("items", "discount", "shipping", "tax", "total", "due"), 0)
    told = {
        **figures, "order_id": evil, "status": evil, "currency": "EUR",
        "lines": [{"sku": evil, "quantity": 1, "unit_price": 1}], "parcels": [{"tracking_number": evil}],
    }  # fmt: skip
    written = page(told)
    assert "<script" not in written
    assert written.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;&quot;") == 5
