"""What the system is told: signed, in order for each order, again until it is acknowledged, some of it twice."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import threading
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from orderproof.world.books import one_in
from orderproof.world.webhooks import AT_ONCE_MAX, TWICE_ONE_IN, Webhooks
from tests.world.asked import SECRET
from tests.world.ear import Ear, Heard, open_ear

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SEED = 1


@pytest.fixture
def ear() -> Iterator[Ear]:
    with open_ear() as opened:
        yield opened


@asynccontextmanager
async def opened(url: str | None) -> AsyncIterator[Webhooks]:
    webhooks = Webhooks(SECRET, SEED)
    webhooks.url = url
    try:
        yield webhooks
    finally:
        await webhooks.close()


async def told(webhooks: Webhooks) -> None:
    async with asyncio.timeout(15):
        while webhooks.pending:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)


def names_once(count: int) -> list[str]:
    """Give event ids that are not sent twice."""
    names = (f"e{number}" for number in range(1000))
    return [name for name in names if not one_in(TWICE_ONE_IN, SEED, name)][:count]


def test_a_webhook_is_signed_over_its_very_bytes(ear: Ear) -> None:
    async def play() -> None:
        async with opened(ear.url) as webhooks:
            webhooks.tell("/webhooks/x", {"event_id": names_once(1)[0], "order_id": "o-ü"})
            await told(webhooks)

    asyncio.run(play())
    (heard,) = ear.heard
    expected = hmac.new(SECRET.encode(), heard.raw, hashlib.sha256).hexdigest()
    assert heard.path == "/webhooks/x"
    assert heard.headers["X-Signature"] == f"sha256={expected}"
    assert heard.headers["X-Event-Id"] == heard.body["event_id"]


def test_one_in_six_is_sent_twice_and_the_same_ones_each_time(ear: Ear) -> None:
    names = [f"event-{number}" for number in range(120)]

    async def play() -> None:
        async with opened(ear.url) as webhooks:
            for name in names:
                webhooks.tell("/", {"event_id": name, "order_id": name})
            await told(webhooks)

    asyncio.run(play())
    times = {name: len(ear.of("event_id", name)) for name in names}
    assert times == {name: 2 if one_in(TWICE_ONE_IN, SEED, name) else 1 for name in names}
    assert 10 < sum(count == 2 for count in times.values()) < 30


def test_a_refused_or_dropped_webhook_comes_again_until_it_is_acknowledged(ear: Ear) -> None:
    answers = iter([503, 0, 404, 204])
    ear.says = lambda _heard: next(answers)

    async def play() -> None:
        async with opened(ear.url) as webhooks:
            webhooks.tell("/", {"event_id": names_once(1)[0], "order_id": "o"})
            assert webhooks.pending == 1
            await told(webhooks)

    asyncio.run(play())
    assert len(ear.heard) == 4
    assert len({each.raw for each in ear.heard}) == 1


def test_the_events_of_one_order_keep_their_order_while_another_order_goes_on(ear: Ear) -> None:
    first, *rest = names_once(4)
    others = names_once(8)[4:]
    failing = iter([503, 503, 503])

    def says(heard: Heard) -> int:
        return next(failing, 200) if heard.body["event_id"] == first else 200

    ear.says = says

    async def play() -> None:
        async with opened(ear.url) as webhooks:
            for name in (first, *rest):
                webhooks.tell("/", {"event_id": name, "order_id": "held-up"})
            for name in others:
                webhooks.tell("/", {"event_id": name, "order_id": "other"})
            await told(webhooks)

    asyncio.run(play())
    held_up = [each.body["event_id"] for each in ear.of("order_id", "held-up")]
    assert held_up == [first] * 4 + rest
    assert [each.body["event_id"] for each in ear.of("order_id", "other")] == others
    events = [each.body["event_id"] for each in ear.heard]
    assert events.index(others[-1]) < events.index(rest[0])


def test_what_follows_an_acknowledgement_waits_for_it(ear: Ear) -> None:
    one, two = names_once(2)
    answers = iter([503, 200, 200])
    ear.says = lambda _heard: next(answers)

    async def play() -> None:
        async with opened(ear.url) as webhooks:
            webhooks.tell(
                "/", {"event_id": one, "order_id": "o"}, lambda: webhooks.tell("/", {"event_id": two, "order_id": "o"})
            )
            await told(webhooks)

    asyncio.run(play())
    assert [each.body["event_id"] for each in ear.heard] == [one, one, two]


def test_webhooks_wait_while_nobody_said_where_the_system_is(ear: Ear) -> None:
    async def play() -> int:
        async with opened(None) as webhooks:
            webhooks.tell("/", {"event_id": names_once(1)[0], "order_id": "o"})
            await asyncio.sleep(0.01)
            waiting = webhooks.pending
            webhooks.url = ear.url
            await told(webhooks)
            return waiting

    assert asyncio.run(play()) == 1
    assert len(ear.heard) == 1


def test_closing_leaves_what_nobody_takes_untold() -> None:
    async def play() -> int:
        async with opened("http://127.0.0.1:9") as webhooks:
            webhooks.tell("/", {"event_id": "e", "order_id": "o"})
            await asyncio.sleep(0.01)
            return webhooks.pending

    assert asyncio.run(play()) > 0


def test_many_orders_are_told_at_once_and_never_more_than_sixteen(ear: Ear) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def says(_heard: Heard) -> int:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.02)  # an answer takes its time, so that others can come meanwhile
        with lock:
            now -= 1
        return 200

    ear.says = says

    async def play() -> None:
        async with opened(ear.url) as webhooks:
            for name in names_once(60):
                webhooks.tell("/", {"event_id": name, "order_id": name})
            await told(webhooks)

    asyncio.run(play())
    assert len(ear.heard) == 60
    assert 1 < most <= AT_ONCE_MAX
