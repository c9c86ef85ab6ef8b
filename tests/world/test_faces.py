"""What every witness shows over HTTP: the token, the bounds of a body, one clock for all, and what is still untold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orderproof.world.faces import BODY_BYTES_MAX, RefusedError, text, whole
from tests.world.asked import TOKEN, Asked
from tests.world.ear import Ear, until

WITNESSES = ("gateway", "warehouse", "carrier")


@pytest.mark.parametrize("witness", WITNESSES)
@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", "ü"])
def test_nobody_comes_in_without_the_token(world: Asked, witness: str, token: str | None) -> None:
    status, body = world.ask("GET", witness, "/quiet", token=token)
    assert (status, body) == (401, {"error": "no token, or a wrong one"})


@pytest.mark.parametrize("witness", WITNESSES)
def test_a_stranger_moves_neither_clock_nor_webhooks(world: Asked, witness: str) -> None:
    assert world.ask("POST", witness, "/clock", {"offset_us": 1}, token=None)[0] == 401
    assert world.ask("POST", witness, "/shop", {"url": "http://127.0.0.1:9"}, token=TOKEN[1:])[0] == 401


@pytest.mark.parametrize("witness", WITNESSES)
def test_a_body_is_read_up_to_one_megabyte(world: Asked, witness: str) -> None:
    head = b'{"offset_us": 0, "more": "'
    fits = head + b"x" * (BODY_BYTES_MAX - len(head) - 2) + b'"}'
    assert len(fits) == BODY_BYTES_MAX
    assert world.ask("POST", witness, "/clock", fits)[0] == 200
    assert world.ask("POST", witness, "/clock", fits + b" ")[0] == 413


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b'{"offset_us": "1"}',
        b'{"offset_us": true}',
        b'{"offset_us": 1.5}',
        b'{"offset_us": -1000000000000000001}',
        b'{"offset_us": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"offset_us": 0, "x": "\\ud800"}',
    ],
    ids=lambda raw: repr(raw[:24]),
)
def test_a_malformed_body_is_refused_with_a_reason(world: Asked, raw: bytes) -> None:
    status, body = world.ask("POST", "warehouse", "/clock", raw)
    assert status == 422
    assert body["error"]


def test_an_unknown_door_is_not_found(world: Asked) -> None:
    assert world.ask("GET", "carrier", "/nothing")[0] == 404


def test_all_witnesses_share_one_clock(world: Asked) -> None:
    day = 86_400_000_000
    assert world.ask("POST", "carrier", "/clock", {"offset_us": day}) == (200, {"offset_us": day})
    world.ask("POST", "warehouse", "/people/receive", {"location": "berlin", "sku": "DAY", "quantity": 1})
    world.ask(
        "POST",
        "gateway",
        "/payments",
        {"reference": "day", "amount": 1, "currency": "EUR", "card": "ok", "intent": "i"},
        key="day",
    )
    world.ask("POST", "gateway", "/clock", {"offset_us": 0})
    rows = world.rows("warehouse") + world.rows("gateway")
    ahead = {round((row.occurred_at - datetime.now(UTC).replace(tzinfo=None)) / timedelta(days=1), 3) for row in rows}
    assert len(rows) == 2
    assert ahead == {1.0}


def test_what_is_not_acknowledged_is_pending_at_every_witness(world: Asked, ear: Ear) -> None:
    ear.says = lambda _heard: 503
    world.ask("POST", "warehouse", "/people/receive", {"location": "berlin", "sku": "PENDING", "quantity": 1})
    until(lambda: bool(ear.of("sku", "PENDING")))
    pending = {world.ask("GET", witness, "/quiet")[1]["pending"] for witness in WITNESSES}
    ear.says = lambda _heard: 200
    world.rest()
    assert len(pending) == 1
    assert pending.pop() >= 1


def test_a_text_and_a_whole_number_are_taken_or_refused() -> None:
    assert text({"a": "x"}, "a") == "x"
    assert whole({"a": 0}, "a") == 0
    assert whole({"a": 2**63 - 1}, "a") == 2**63 - 1
    for given in (None, "", 1, ["x"]):
        with pytest.raises(RefusedError):
            text({"a": given}, "a")
    for number in (None, -1, True, "1", 1.0, 2**63):
        with pytest.raises(RefusedError):
            whole({"a": number}, "a")


@pytest.mark.parametrize("years", [-101, 101, 200_000])
def test_a_clock_is_not_set_to_where_there_are_no_dates(world: Asked, years: int) -> None:
    assert world.ask("POST", "warehouse", "/clock", {"offset_us": years * 366 * 86_400_000_000})[0] == 422
    assert world.ask("POST", "warehouse", "/people/receive", {"location": "l", "sku": "S", "quantity": 1})[0] == 201
