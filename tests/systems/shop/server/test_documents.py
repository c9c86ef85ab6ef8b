"""Papers: every shipment is invoiced at what it cost, every refund of it credited, numbers have no gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


@pytest.mark.parametrize("channel", ["eu", "us"])
def test_the_invoices_of_an_order_add_up_to_its_total(street: Street, channel: str) -> None:
    street.receive("TENT", 1, "lyon")
    street.receive("STOVE", 2, "berlin")
    order = Shopper(street).buy({"TENT": 1, "STOVE": 2}, channel, coupon="WELCOME10")
    street.deliver(order["order_id"])
    papers = street.journal("document", order["order_id"])
    assert [each["kind"] for each in papers] == ["invoice", "invoice"]
    assert sum(each["gross"] for each in papers) == order["total"]
    assert sum(each["tax"] for each in papers) == order["tax"]
    for each in papers:
        assert each["net"] + each["tax"] == each["gross"]
        assert each["net"] == sum(line["net"] for line in each["lines"])


def test_a_paper_in_europe_follows_its_standard_and_sums_its_taxes_by_rate(street: Street) -> None:
    order = Shopper(street).buy({"MUG": 2, "BOOK": 1}, "eu")
    street.deliver(order["order_id"])
    (paper,) = street.journal("document", order["order_id"])
    taxes = {each["rate"]: (each["base"], each["amount"]) for each in paper["taxes"]}
    assert paper["standard"] == "en16931"
    assert set(taxes) == {190_000, 70_000}
    assert tuple(map(sum, zip(*taxes.values(), strict=True))) == (paper["net"], paper["tax"])
    assert (paper["lines_net"], paper["due"]) == (paper["net"], paper["gross"])


def test_a_paper_elsewhere_declares_no_standard(street: Street) -> None:
    order = Shopper(street).buy({"MUG": 1}, "us")
    street.deliver(order["order_id"])
    assert [each.get("standard") for each in street.journal("document", order["order_id"])] == [None]


def test_a_credit_note_names_the_invoice_of_its_goods(street: Street) -> None:
    street.receive("TENT", 1, "lyon")
    street.receive("STOVE", 1, "berlin")
    shopper = Shopper(street)
    order_id = shopper.buy({"TENT": 1, "STOVE": 1})["order_id"]
    street.deliver(order_id)
    invoices = {line["sku"]: each for each in street.journal("document", order_id) for line in each["lines"]}
    for line_id, sku in (("1", "TENT"), ("2", "STOVE")):
        asked = {"lines": [{"line_id": line_id, "quantity": 1}], "reason": "x"}
        return_id = shopper.change(order_id, "returns", asked).body["return_id"]
        street.take_back(order_id, return_id, [{"line_id": line_id, "sku": sku, "quantity": 1}], "scrap")
        note = street.journal("document", order_id)[-1]
        assert (note["kind"], note["refers_to"]) == ("credit_note", invoices[sku]["document_id"])
        assert note["gross"] == street.journal("payment", order_id)[-1]["amount"]


def test_what_was_never_invoiced_is_not_credited(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 1}, "us")["order_id"]
    assert shopper.change(order_id, "cancel").status == 200
    assert street.journal("document", order_id) == []


def test_numbers_have_no_gap_and_no_double(street: Street) -> None:
    shopper = Shopper(street)
    for order_id in [shopper.buy({"MUG": 1})["order_id"] for _ in range(3)]:
        street.ship(order_id)
    for series in ("INV", "CRN"):
        numbers = [each["number"] for each in street.journal("document") if each["series"] == series]
        assert numbers == list(range(1, len(numbers) + 1))
