"""GraphQL as Vendure speaks it: in whose name, in which channel, in which currency, and what came back."""

from __future__ import annotations

from typing import Any

import pytest

from orderproof.systems.vendure.graphql import Answer, NoAnswerError, Speaker, Staff, Whose
from tests.systems.vendure.talk import NEVER, Asked, Fault, Talk, asking, patience_of

SAYS = {"shop": {"id": "1"}}


def asked_as(whose: Whose) -> Asked:
    async def work(talk: Talk, speaker: Speaker) -> Asked:
        await speaker.ask("shop-api", "{ shop { id } }", whose=whose)
        return talk.asked[0]

    found: Asked = asking(work, SAYS)
    return found


def test_somebody_asks_with_their_token_in_their_channel_and_their_currency() -> None:
    asked = asked_as(Whose("t1", "us", "EUR"))
    assert (asked.path, asked.parameters) == ("/shop-api", {"currencyCode": "EUR"})
    assert (asked.headers["Authorization"], asked.headers["vendure-token"]) == ("Bearer t1", "us")


def test_nobody_asks_without_a_token_and_without_a_channel() -> None:
    asked = asked_as(Whose())
    assert (asked.parameters, {"Authorization", "vendure-token"} & set(asked.headers)) == ({}, set())


def test_an_answer_holds_what_was_asked_for_and_the_token_that_came_along() -> None:
    async def work(_talk: Talk, speaker: Speaker) -> tuple[Answer, Answer]:
        login = "mutation($u: String!) { login(username: $u) { __typename } }"
        return await speaker.ask("shop-api", "{ shop { id } }"), await speaker.ask("shop-api", login, {"u": "ann"})

    shop, login = asking(work, SAYS)
    assert (shop.status, shop.first(), shop.token, shop.error_code()) == (200, {"id": "1"}, None, None)
    assert login.token == "token of ann"  # noqa: S105 - made up


@pytest.mark.parametrize(("code", "read"), [("FORBIDDEN", "FORBIDDEN"), (None, "UNKNOWN")])
def test_an_error_is_known_by_its_code(code: str | None, read: str) -> None:
    async def work(_talk: Talk, speaker: Speaker) -> Answer:
        return await speaker.ask("shop-api", "{ shop { id } }")

    answer = asking(work, {"shop": Fault(code, 400)})
    assert (answer.status, answer.error_code(), answer.first()) == (400, read, None)


def test_who_asks_waits_no_longer_than_they_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(_talk: Talk, speaker: Speaker) -> None:
        await speaker.ask("shop-api", "{ shop { id } }", seconds=0.05)

    seen = patience_of(monkeypatch)
    with pytest.raises(TimeoutError):
        asking(work, {"shop": NEVER})
    assert seen == [0.05]


def test_where_nobody_listens_there_is_no_answer() -> None:
    async def work(_talk: Talk, speaker: Speaker) -> None:
        await Speaker(speaker.session, "http://127.0.0.1:9").ask("shop-api", "{ shop { id } }")

    with pytest.raises(OSError, match="Cannot connect"):
        asking(work)


def at_the_office(says: dict[str, Any], *channels: str | None) -> Talk:
    async def work(talk: Talk, speaker: Speaker) -> Talk:
        staff = Staff(speaker, "a password")
        for channel in channels:
            assert await staff.do("{ shop { id } }", channel=channel) == {"id": "1"}
        return talk

    found: Talk = asking(work, says)
    return found


def test_staff_log_in_once_and_ask_with_the_token_of_it() -> None:
    talk = at_the_office({**SAYS, "login": {"__typename": "CurrentUser"}}, "eu", None)
    login, first, second = talk.asked
    assert (login.field, login.path, login.variables) == ("login", "/admin-api", {"p": "a password"})
    assert {each.headers["Authorization"] for each in (first, second)} == {"Bearer token of None"}
    assert (first.headers["vendure-token"], "vendure-token" in second.headers) == ("eu", False)


def test_where_an_error_comes_back_staff_hear_the_words_of_the_server() -> None:
    with pytest.raises(NoAnswerError, match="the shop is shut"):
        at_the_office({"shop": Fault("INTERNAL_SERVER_ERROR", message="the shop is shut")}, None)
