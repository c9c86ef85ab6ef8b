"""The shop through its adapter: what is asked is done, what is told becomes claims, a killed shop comes back."""

from __future__ import annotations

import asyncio
import resource
import socket
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.drive.pacing import Arrival
from orderproof.drive.quiet import quiesce
from orderproof.drive.stage import LiveStage
from orderproof.history.events import event_line
from orderproof.journeys.customer import Customer
from orderproof.model.commands import Command
from tests.systems.shop.running import running

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from orderproof.drive.play import Play

CROWD = 1000


def on_a_shop(folder: Path, work: Callable[[Play], Awaitable[Any]]) -> Any:
    async def inside() -> Any:
        async with running(folder) as play:
            return await work(play)

    return asyncio.run(inside())


def customer(play: Play, index: int, channel: str = "eu") -> Customer:
    return Customer(LiveStage(play, Arrival(index, 0, 0.0, "test"), time.monotonic()), channel)


async def ordered(play: Play, index: int, channel: str = "eu") -> Customer:
    one = customer(play, index, channel)
    await one.fill({"MUG": 2})
    await one.place_surely("ok")
    await quiesce(play)
    return one


def test_an_order_is_told_with_its_quote_its_total_and_its_status(tmp_path: Path) -> None:
    async def work(play: Play) -> list[Any]:
        one = customer(play, 1)
        await one.fill({"MUG": 2})
        return list((await one.place("ok")).claims)

    claims = on_a_shop(tmp_path, work)
    assert [(each.ledger, getattr(each, "surface", None)) for each in claims] == [
        ("order_totals", "quote"), ("order_totals", "detail"), ("statuses", "detail"), ("reads", "detail"),
    ]  # fmt: skip
    assert claims[0].total == claims[1].total
    assert all(each.asked_at <= each.observed_at for each in claims)


def test_the_journal_is_read_once_and_names_nobody(tmp_path: Path) -> None:
    async def work(play: Play) -> tuple[Customer, list[Any], list[Any]]:
        one = await ordered(play, 2)
        return one, list(await play.system.observe("journal")), list(await play.system.observe("journal"))

    one, first, again = on_a_shop(tmp_path, work)
    ledgers = {each.ledger for each in first if getattr(each, "order_id", None) == one.order_id}
    assert {"orders", "lines", "order_totals", "taxes", "statuses", "promises", "payments", "stock_moves"} <= ledgers
    assert again == []
    assert not any(one.name in event_line(each) or "@mailbox.example" in event_line(each) for each in first)


@pytest.mark.parametrize("surface", ["detail", "list", "page"])
def test_every_surface_can_be_looked_at(tmp_path: Path, surface: str) -> None:
    async def work(play: Play) -> Any:
        return await (await ordered(play, 3)).look(surface)

    assert on_a_shop(tmp_path, work).is_ok


def test_prices_and_levels_are_told_and_a_level_that_stands_is_told_once(tmp_path: Path) -> None:
    async def work(play: Play) -> tuple[Any, Any, Any]:
        first = await play.system.observe("stock")
        again = await play.system.observe("stock")
        return first, again, await play.system.observe("catalogue")

    first, again, catalogue = on_a_shop(tmp_path, work)
    assert {(each.sku, each.location): each.on_hand for each in first}["RARE-0", "berlin"] == 2
    assert list(again) == []
    assert {each.ledger for each in catalogue} == {"prices", "listings", "shipping_prices", "tax_rates"}


def test_refusals_are_told_in_common_words(tmp_path: Path) -> None:
    async def work(play: Play) -> list[tuple[str, str | None]]:
        one = await ordered(play, 4)
        stranger = customer(play, 5)
        stranger.order_id = one.order_id
        broke = customer(play, 6)
        await broke.fill({"MUG": 1})
        greedy = customer(play, 7)
        await greedy.fill({"RARE-9": 3})
        outcomes = [
            await stranger.look(),
            await broke.place("declined"),
            await greedy.place("ok"),
            await one.ask("edit", lines=[{"line_id": "1", "quantity": 0}]),
            await one.ask("hold"),
        ]
        return [(each.state, each.refusal) for each in outcomes]

    assert on_a_shop(tmp_path, work) == [
        ("refused", "not_found"), ("refused", "declined"), ("refused", "out_of_stock"), ("refused", "validation"),
        ("not_offered", None),
    ]  # fmt: skip


def test_a_thousand_open_connections_keep_nobody_else_out(tmp_path: Path) -> None:
    async def work(play: Play) -> bool:
        address = ("127.0.0.1", int(play.system.url.rpartition(":")[2]))
        crowd = [socket.create_connection(address, timeout=10) for _ in range(CROWD)]
        try:
            return (await (await ordered(play, 11)).look()).is_ok
        finally:
            for each in crowd:
                each.close()

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(4 * CROWD, hard)), hard))  # the shop inherits it
    assert on_a_shop(tmp_path, work)


def test_a_killed_shop_comes_back_with_everything_that_it_answered(tmp_path: Path) -> None:
    async def work(play: Play) -> tuple[str | None, bool, str]:
        one = await ordered(play, 8)
        await play.system.kill()
        down = await LiveStage(play, Arrival(9, 0, 0.0, "test"), time.monotonic()).perform(
            Command(verb="look", client=one.name, order_id=one.order_id)
        )
        await play.system.restart()
        return one.order_id, (await one.look()).is_ok, down.state

    order_id, is_there, while_down = on_a_shop(tmp_path, work)
    assert (bool(order_id), is_there, while_down) == (True, True, "unknown")


def test_business_time_is_what_the_shop_is_told(tmp_path: Path) -> None:
    async def work(play: Play) -> tuple[Any, Any]:
        before = play.clock.now()
        await play.system.set_clock(play.clock.jump(before + timedelta(days=3)))
        one = await ordered(play, 10)
        rows = await play.system.observe("journal")
        placed = next(row for row in rows if row.ledger == "orders" and getattr(row, "order_id", "") == one.order_id)
        return before, placed.occurred_at

    before, placed_at = on_a_shop(tmp_path, work)
    assert placed_at >= before + timedelta(days=3)
