"""Messages: what is owed is sent, once however often it is tried, and it tells the order's own facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.systems.shop.server.mailing import message_id, money
from tests.systems.shop.server.processes import ask
from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street


def test_a_message_tells_what_the_order_says(street: Street) -> None:
    order = Shopper(street).buy({"MUG": 1, "BOOK": 2})
    (mail,) = street.mails(order["order_id"])["confirmation"]
    assert (mail.told["status"], mail.told["total"], mail.told["items"]) == ("placed", str(order["total"]), "3")
    assert (mail.cause_id, mail.order_id) == (order["order_id"], order["order_id"])
    (number,) = street.ship(order["order_id"])
    assert street.mails(order["order_id"])["shipped"][0].told["tracking"] == number


def test_a_refund_is_told_with_its_amount(street: Street) -> None:
    shopper = Shopper(street)
    order = shopper.buy({"MUG": 1}, "us")
    assert shopper.change(order["order_id"], "cancel").status == 200
    (mail,) = street.mails(order["order_id"])["refunded"]
    assert mail.told["refund"] == str(order["total"])
    (movement,) = [row for row in street.book("gateway", "payments", order["order_id"]) if row.kind == "refund"]
    assert mail.cause_id == movement.refund_id


@pytest.mark.parametrize("mailbox", ["lostmail", "busymail"])
def test_a_message_that_got_lost_or_refused_comes_under_one_id(street: Street, mailbox: str) -> None:
    order = Shopper(street, f"{mailbox}-{id(street)}@shop.example").buy({"MUG": 1})
    assert len(street.mails(order["order_id"])["confirmation"]) == 1


def test_a_message_is_told_under_the_name_it_is_sent_with(street: Street) -> None:
    order_id = Shopper(street).buy({"MUG": 1})["order_id"]
    told = [each["notice_id"] for each in street.journal("mail_queued", order_id)]
    assert told == [each.notice_id for group in street.mails(order_id).values() for each in group]


@pytest.mark.parametrize(
    "email", ["j\u00fcrgen@shop.example", "a@b,c@d", "@", "a@", "@b", "a b@c", "a@b\r\nX: y", 7, None]
)
def test_an_address_that_no_mail_reaches_is_refused_or_holds_nothing_up(street: Street, email: object) -> None:
    answer = ask(street.shop.ports["port"], "POST", "/shoppers", {"email": email, "name": "N"})
    assert answer.status == 422


def test_an_amount_is_written_with_its_decimals() -> None:
    assert [money(each, "EUR") for each in (0, 5, 1234, -99)] == ["0.00 EUR", "0.05 EUR", "12.34 EUR", "-0.99 EUR"]


def test_a_message_has_one_name_however_often_it_is_sent() -> None:
    assert message_id("mail-1", 1) == message_id("mail-1", 7)
