"""What a story remembers: currencies of orders and documents wherever they are told, lines, and counts."""

from __future__ import annotations

from tests.history.notation.telling import rows_of, said


def test_money_is_in_the_currency_of_its_order_wherever_in_the_story_that_is_told() -> None:
    early, late = rows_of("tax A 1.00 | place A USD | place B JPY | tax B 3")[::3]
    assert (said(early), said(late)) == ({"order_id": "A", "amount": 100}, {"order_id": "B", "amount": 3})


def test_money_of_an_order_that_nobody_placed_is_in_euro() -> None:
    assert said(rows_of("total A 1.23")[0]) == {"order_id": "A", "surface": "order", "total": 123}


def test_a_line_of_a_document_is_in_the_currency_of_the_document_or_its_order() -> None:
    story = "docline D1 1 net=7 | invoice A D1 7 JPY | invoice B D2 7 | docline D2 1 net=0.007 | place B KWD"
    rows = rows_of(story)
    assert [said(row).get("net") for row in rows] == [7, None, None, 7, None]
    assert [said(row).get("gross") for row in rows] == [None, 7, 7000, None, None]


def test_a_payment_may_be_in_another_currency_than_its_order() -> None:
    told = said(rows_of("place A JPY | capture A 5.00 USD presentment_amount=800 presentment_currency=JPY")[1])
    assert (told["amount"], told["currency"], told["presentment_amount"]) == (500, "USD", 800)


def test_an_edit_of_a_line_keeps_its_sku_and_price() -> None:
    *_, less, more = rows_of("place A 2xMUG 10.00 1xCAP 5.00 EUR | edit A 2 -1 | edit A +1xPEN 2.00")
    assert said(less) == {"order_id": "A", "line_id": "2", "sku": "CAP", "quantity": -1, "unit_price": 500}
    assert said(more) == {"order_id": "A", "line_id": "3", "sku": "PEN", "quantity": 1, "unit_price": 200}


def test_messages_commands_and_reads_are_counted_each_for_themselves() -> None:
    rows = rows_of("notice A shipped | ask ship A | notice A delivered | read bob A | ask cancel A")
    named = [said(row).get("notice_id") or said(row).get("command_id") or said(row).get("read_id") for row in rows]
    assert named == ["m1", "c1", "m2", "r1", "c2"]
