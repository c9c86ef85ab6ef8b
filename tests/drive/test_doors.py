"""The doors of the world: its process is started and ended, its people are asked, and refusals come in our words."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.doors import World
from orderproof.errors import OwnFault
from orderproof.history.recorder import read_recorded
from tests.drive.made import wish

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path
    from typing import Any

    from orderproof.model.commands import Outcome

    Run = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, runner: asyncio.Runner) -> Iterator[World]:
    opened = World(tmp_path_factory.mktemp("world"), "token", "secret", "key")
    runner.run(opened.start())
    yield opened
    runner.run(opened.stop())


@pytest.fixture
def ask(world: World, runner: asyncio.Runner) -> Callable[..., Outcome]:
    def asked(verb: str, order_id: str | None = None, **arguments: object) -> Outcome:
        return runner.run(world.perform(wish(verb, order_id=order_id, arguments=arguments)))

    return asked


def release(world: World, runner: asyncio.Runner, order_id: str) -> None:
    lines = [{"line_id": "1", "sku": "MUG", "quantity": 1}]
    body: dict[str, object] = {"fulfilment_id": f"{order_id}-F", "order_id": order_id, "location": "berlin"}
    assert runner.run(world._ask("POST", "warehouse", "/releases", body | {"lines": lines}))[0] == 201


def test_people_do_their_work_through_the_doors(
    world: World, runner: asyncio.Runner, ask: Callable[..., Outcome]
) -> None:
    release(world, runner, "o-1")
    shipped = ask("ship", fulfilment_id="o-1-F")
    found: Any = ask("releases", "o-1").body["releases"]
    line = {"line_id": "1", "sku": "MUG", "quantity": 1}
    outcomes = [
        shipped,
        ask("receive_stock", sku="MUG", location="berlin", quantity=2),
        ask("scan", tracking_number=shipped.body["tracking_number"], status="delivered"),
        ask("receive_return", "o-1", return_id="R1", location="berlin", lines=[line]),
        ask("inspect_return", return_id="R1", disposition="scrap"),
    ]
    assert [each.state for each in outcomes] == ["ok"] * 5
    assert [(each["fulfilment_id"], each["state"]) for each in found] == [("o-1-F", "shipped")]


def test_refusals_come_in_the_words_of_the_port(
    world: World, runner: asyncio.Runner, ask: Callable[..., Outcome]
) -> None:
    release(world, runner, "o-2")
    ask("ship", fulfilment_id="o-2-F")
    refused = [
        ask("ship", fulfilment_id="none"),
        ask("ship", fulfilment_id="o-2-F"),
        ask("receive_stock", sku="MUG", location="berlin", quantity=0),
    ]
    assert [(each.state, each.refusal, each.native_status) for each in refused] == [
        ("refused", "not_found", "404"), ("refused", "invalid_state", "409"), ("refused", "validation", "422"),
    ]  # fmt: skip


def test_an_order_without_releases_has_none(ask: Callable[..., Outcome]) -> None:
    assert ask("releases", "unknown").body == {"releases": []}


def test_the_world_is_told_the_time(world: World, runner: asyncio.Runner, ask: Callable[..., Outcome]) -> None:
    runner.run(world.set_clock(86_400_000_000))
    ask("receive_stock", sku="LATER", location="berlin", quantity=1)
    (row,) = (row for row in read_recorded(world.books / "warehouse") if getattr(row, "sku", None) == "LATER")
    assert row.occurred_at is not None
    ahead = row.occurred_at - datetime.now(UTC).replace(tzinfo=None)
    assert timedelta(hours=23, minutes=59) < ahead <= timedelta(days=1)


def test_what_nobody_acknowledged_is_pending(world: World, runner: asyncio.Runner, ask: Callable[..., Outcome]) -> None:
    before = runner.run(world.pending())
    ask("receive_stock", sku="PENDING", location="berlin", quantity=1)
    runner.run(world.serve("http://127.0.0.1:9"))
    assert runner.run(world.pending()) > before


def test_a_world_that_does_not_start_says_its_last_words(tmp_path: Path) -> None:
    async def play() -> None:
        world = World(tmp_path, "token", "secret", "key")
        world.books.write_text("a file where the books belong", encoding="utf-8")
        try:
            await world.start()
        finally:
            await world.stop()

    with pytest.raises(OwnFault, match="the world did not start"):
        asyncio.run(play())


def test_a_world_that_is_not_running_is_no_connection(tmp_path: Path) -> None:
    async def play() -> None:
        await World(tmp_path, "token", "secret", "key").pending()

    with pytest.raises(ConnectionError):
        asyncio.run(play())


def test_a_stopped_world_listens_no_more_and_can_be_stopped_again(tmp_path: Path) -> None:
    async def play() -> tuple[int | None, bool]:
        world = World(tmp_path, "token", "secret", "key")
        await world.start()
        await world.stop()
        await world.stop()
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", world.ports["gateway"])
        except OSError:
            return world._child.returncode if world._child else None, False
        writer.close()
        return None, True

    assert asyncio.run(play()) == (0, False)
