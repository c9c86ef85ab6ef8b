"""The gateway books each movement once for each key, loses answers where a card says so, and guards nothing."""

from __future__ import annotations

import http.client
import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.world.ear import until

if TYPE_CHECKING:
    from tests.world.asked import Asked

NUMBERS = itertools.count()


def payment(card: str = "ok", **more: object) -> dict[str, object]:
    nth = next(NUMBERS)
    return {"reference": f"O{nth}", "intent": f"O{nth}-1", "amount": 1000, "currency": "EUR", "card": card, **more}


def started(world: Asked, card: str = "ok", **more: object) -> Any:
    status, answer = world.ask("POST", "gateway", "/payments", payment(card, **more), key=f"start-{next(NUMBERS)}")
    assert status == 201
    return answer


def moves(world: Asked, payment_id: str) -> list[tuple[str, str, int]]:
    rows = world.rows("gateway")
    return [(row.kind, row.state, row.amount) for row in rows if row.payment_id == payment_id]


def test_a_call_under_a_known_key_is_answered_again_and_not_booked_again(world: Asked) -> None:
    body = payment()
    first = world.ask("POST", "gateway", "/payments", body, key="again")
    assert world.ask("POST", "gateway", "/payments", body, key="again") == first
    assert moves(world, first[1]["payment_id"]) == [("authorize", "succeeded", 1000)]


def test_another_call_under_a_known_key_is_refused(world: Asked) -> None:
    world.ask("POST", "gateway", "/payments", payment(), key="mine")
    assert world.ask("POST", "gateway", "/payments", payment(amount=1), key="mine")[0] == 422


def test_a_sale_books_what_was_set_aside_and_what_was_taken(world: Asked) -> None:
    answer = started(world, capture=True)
    assert answer["kind"] == "capture"
    assert answer["authorization_id"] != answer["transaction_id"]
    assert [kind for kind, _, _ in moves(world, answer["payment_id"])] == ["authorize", "capture"]


def test_a_declined_card_is_booked_as_a_failure(world: Asked) -> None:
    answer = started(world, "declined")
    assert (answer["state"], answer["reason"]) == ("failed", "declined")
    assert moves(world, answer["payment_id"]) == [("authorize", "failed", 1000)]


def test_a_void_gives_up_what_was_not_taken(world: Asked) -> None:
    path = f"/payments/{started(world)['payment_id']}"
    world.ask("POST", "gateway", f"{path}/captures", {"amount": 300}, key=f"{path}-c")
    assert world.ask("POST", "gateway", f"{path}/voids", {}, key=f"{path}-v")[1]["amount"] == 700


def test_it_witnesses_wrong_doing_and_does_not_prevent_it(world: Asked) -> None:
    payment_id = started(world)["payment_id"]
    for door, amount in (("captures", 1500), ("refunds", 4000)):
        body = {"amount": amount, "refund": "R1"}
        assert world.ask("POST", "gateway", f"/payments/{payment_id}/{door}", body, key=f"{payment_id}{door}")[0] == 201
    assert moves(world, payment_id)[1:] == [("capture", "succeeded", 1500), ("refund", "succeeded", 4000)]


@pytest.mark.parametrize(("card", "door"), [("lost-capture", "captures"), ("lost-capture+lost-refund", "refunds")])
def test_a_lost_answer_is_booked_and_can_be_read_back_by_its_key(world: Asked, card: str, door: str) -> None:
    path = f"/payments/{started(world, card)['payment_id']}/{door}"
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        world.ask("POST", "gateway", path, {"amount": 10, "refund": "R"}, key=path)
    status, answer = world.ask("GET", "gateway", f"/transactions?key={path}")
    assert (status, answer["amount"]) == (200, 10)
    assert world.ask("POST", "gateway", path, {"amount": 10, "refund": "R"}, key=path)[1] == answer


def test_a_lost_start_is_lost_once(world: Asked) -> None:
    body = payment("lost-authorize")
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        world.ask("POST", "gateway", "/payments", body, key="lost start")
    assert world.ask("POST", "gateway", "/payments", body, key="lost start")[0] == 201
    assert [row.kind for row in world.rows("gateway") if row.order_id == body["reference"]] == ["authorize"]


def test_a_busy_gateway_books_nothing(world: Asked) -> None:
    payment_id = started(world, "busy-capture")["payment_id"]
    path = f"/payments/{payment_id}/captures"
    assert world.ask("POST", "gateway", path, {"amount": 5}, key=path)[0] == 503
    assert world.ask("GET", "gateway", f"/transactions?key={path}")[0] == 404
    assert world.ask("POST", "gateway", path, {"amount": 5}, key=path)[0] == 201


@pytest.mark.parametrize(
    "wrong", [{"amount": -1}, {"amount": "10"}, {"amount": True}, {"currency": None}, {"card": ""}, {"reference": 7}]
)
def test_what_is_no_payment_is_refused(world: Asked, wrong: dict[str, object]) -> None:
    assert world.ask("POST", "gateway", "/payments", payment() | wrong, key=f"wrong-{next(NUMBERS)}")[0] == 422


def test_a_call_without_a_key_and_an_unknown_payment_are_refused(world: Asked) -> None:
    assert world.ask("POST", "gateway", "/payments", payment())[0] == 422
    assert world.ask("POST", "gateway", "/payments/none/captures", {"amount": 1}, key="k")[0] == 404


def test_the_rows_of_the_gateway_are_numbered_without_a_gap(world: Asked) -> None:
    numbers = [row.seq for row in world.rows("gateway")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_authorization_is_booked_with_all_that_was_said(world: Asked) -> None:
    body = payment(expires_days=7)
    _, answer = world.ask("POST", "gateway", "/payments", body, key="all that was said")
    (row,) = (row for row in world.rows("gateway") if row.order_id == body["reference"])
    assert (row.row_id, row.effect_id) == (answer["transaction_id"], answer["transaction_id"])
    assert (row.intent_id, row.idempotency_key, row.tender) == (body["intent"], "all that was said", "card")
    assert timedelta(days=7) - timedelta(seconds=5) < row.expires_at - row.occurred_at <= timedelta(days=7)


def test_a_key_under_way_is_a_conflict_and_its_answer_comes_late(world: Asked) -> None:
    payment_id = started(world, "late-capture")["payment_id"]
    call = ("POST", "gateway", f"/payments/{payment_id}/captures", {"amount": 400})
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(world.ask, *call, key="late")
        until(lambda: len(moves(world, payment_id)) == 2)
        assert world.ask(*call, key="late")[0] == 409
        assert not late.done()
    assert late.result()[0] == 201
    assert world.ask(*call, key="late") == late.result()
    assert moves(world, payment_id)[1:] == [("capture", "succeeded", 400)]


def test_thirty_calls_at_once_under_one_key_book_once(world: Asked) -> None:
    payment_id = started(world)["payment_id"]
    call = ("POST", "gateway", f"/payments/{payment_id}/captures", {"amount": 400})
    with ThreadPoolExecutor(30) as pool:
        tries = [pool.submit(world.ask, *call, key="thirty") for _ in range(30)]
    answers = {str(each.result()) for each in tries if each.result()[0] != 409}
    assert len(answers) == 1
    assert moves(world, payment_id)[1:] == [("capture", "succeeded", 400)]


def test_a_known_key_does_not_fit_another_door_or_another_payment(world: Asked) -> None:
    one, other = (started(world)["payment_id"] for _ in range(2))
    body = {"amount": 400}
    assert world.ask("POST", "gateway", f"/payments/{one}/captures", body, key="one door")[0] == 201
    assert world.ask("POST", "gateway", f"/payments/{one}/refunds", body, key="one door")[0] == 422
    assert world.ask("POST", "gateway", f"/payments/{other}/captures", body, key="one door")[0] == 422
    assert len(moves(world, one)) + len(moves(world, other)) == 3


def test_a_refund_is_booked_with_the_name_of_the_refund(world: Asked) -> None:
    payment_id = started(world, capture=True)["payment_id"]
    body = {"amount": 250, "refund": "R1"}
    _, answer = world.ask("POST", "gateway", f"/payments/{payment_id}/refunds", body, key="named refund")
    (row,) = (row for row in world.rows("gateway") if row.effect_id == answer["transaction_id"])
    assert (row.kind, row.refund_id, row.amount) == ("refund", "R1", 250)


def test_a_second_void_gives_up_nothing_more(world: Asked) -> None:
    path = f"/payments/{started(world)['payment_id']}/voids"
    assert [world.ask("POST", "gateway", path, {}, key=f"{path}{n}")[1]["amount"] for n in (1, 2)] == [1000, 0]


@pytest.mark.parametrize("amount", [-1, "1", 1.0, 2**63, None])
def test_a_malformed_amount_is_refused_and_leaves_the_key_free(world: Asked, amount: object) -> None:
    path = f"/payments/{started(world)['payment_id']}/captures"
    assert world.ask("POST", "gateway", path, {"amount": amount}, key=path)[0] == 422
    assert world.ask("POST", "gateway", path, {"amount": 1}, key=path)[0] == 201


@pytest.mark.parametrize("days", [-1, 10**12, "7"])
def test_an_impossible_expiry_is_refused_and_books_nothing(world: Asked, days: object) -> None:
    body = payment(expires_days=days)
    assert world.ask("POST", "gateway", "/payments", body, key=f"expiry {days}")[0] == 422
    assert [row for row in world.rows("gateway") if row.order_id == body["reference"]] == []
