"""Speed of the play: the driver against a bare loop that asks the same, and orders a second of the embedded shop.

    python -m tests.bench.play [--fills 150] [--orders 300]

Run by `make bench` after the audit's figures. Nothing here is a test: figures are for reading.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from orderproof.drive.campaign import open_business
from orderproof.drive.clock import BusinessClock
from orderproof.drive.doors import World
from orderproof.drive.pacing import Arrival
from orderproof.drive.play import Play
from orderproof.drive.postgres import embedded_postgres
from orderproof.drive.setting import Setting
from orderproof.drive.stage import LiveStage
from orderproof.history.recorder import Recorder
from orderproof.journeys.customer import Customer
from orderproof.systems.shelf import system_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Sequence

AT_ONCE = 8
ADDRESS = {
    "name": "A. Customer", "street": "Linienstr. 1", "city": "Berlin", "country": "DE", "region": "BE",
    "postcode": "10115",
}  # fmt: skip


def main() -> None:
    """Measure on SQLite and on PostgreSQL."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.play")
    parser.add_argument("--fills", type=int, default=150, help="carts that are filled by each loop")
    parser.add_argument("--orders", type=int, default=300, help="orders that are placed on each database")
    args = parser.parse_args()
    asyncio.run(_measure("SQLite", None, args.fills, args.orders))
    with embedded_postgres() as url:
        asyncio.run(_measure("PostgreSQL", url, 0, args.orders))


async def _measure(name: str, database: str | None, fills: int, orders: int) -> None:
    with tempfile.TemporaryDirectory(prefix="orderproof-bench-") as folder:
        async with _playing(Path(folder), database) as play:
            if fills:
                bare = min([await _bare(play.system.url, fills) for _ in range(3)])
                driven = min([await _driven(play, fills, 1000 * nth) for nth in range(1, 4)])
                print(f"  {4 * fills} requests, {AT_ONCE} customers at once, best of 3:")
                print(f"    bare aiohttp loop {4 * fills / bare:8.0f} requests/s")
                print(f"    driver            {4 * fills / driven:8.0f} requests/s, recorded")
                print(f"    driver / bare: {100 * bare / driven:.0f} % (aim: 70 %)", flush=True)
            seconds = await _placed(play, orders)
            print(f"  {name}: {orders / seconds:.0f} orders/s placed ({orders} orders, {AT_ONCE} at once)", flush=True)


@asynccontextmanager
async def _playing(folder: Path, database: str | None) -> AsyncIterator[Play]:
    clock = BusinessClock()
    token, secret, hash_key = (secrets.token_hex(16) for _ in range(3))
    world = World(folder / "world", token, secret, hash_key)
    await world.start()
    setting = Setting(
        folder=folder / "system", clock=clock, token=secrets.token_hex(16), world_token=token, secret=secret,
        hash_key=hash_key, gateway=world.url("gateway"), warehouse=world.url("warehouse"),
        smtp=f"127.0.0.1:{world.ports['inbox']}", database=database, cache=folder,
    )  # fmt: skip
    shop = system_of("shop")
    running = shop.make(setting)
    try:
        await running.start()
        await world.serve(running.url)
        with Recorder(folder / "driver") as recorder:
            play = Play(1, running, world, clock, recorder)
            await open_business(play, shop.opening())
            yield play
    finally:
        await running.stop()
        await world.stop()


async def _bare(url: str, fills: int) -> float:
    """Fill carts as a plain loop does: open one, put goods in, say where they go, ask for a quote."""
    async with aiohttp.ClientSession() as session:
        heads = [await _registered(session, url, f"bare-{nth}-{time.monotonic_ns()}") for nth in range(fills)]
        start = time.perf_counter()
        await _at_once([_fill(session, url, head) for head in heads])
        return time.perf_counter() - start


async def _fill(session: aiohttp.ClientSession, url: str, head: dict[str, str]) -> None:
    async with session.post(f"{url}/carts", json={"channel": "eu"}, headers=head) as answer:
        cart = (await answer.json())["cart_id"]
    steps = (
        ("PUT", "lines", {"sku": "MUG", "quantity": 1}),
        ("PUT", "address", ADDRESS),
        ("GET", "quote", None),
    )
    for method, path, body in steps:
        async with session.request(method, f"{url}/carts/{cart}/{path}", json=body, headers=head) as answer:
            await answer.json()


async def _registered(session: aiohttp.ClientSession, url: str, name: str) -> dict[str, str]:
    async with session.post(f"{url}/shoppers", json={"email": f"{name}@shop.example", "name": name}) as answer:
        return {"Authorization": f"Bearer {(await answer.json())['token']}"}


async def _driven(play: Play, fills: int, first: int) -> float:
    """Fill carts as journeys do: every step a command, timed and recorded."""
    customers = [_customer(play, first + nth) for nth in range(fills)]
    for customer in customers:  # known to the shop before the clock starts, as in the bare loop
        await customer.ask("look", surface="list")
    start = time.perf_counter()
    await _at_once([customer.fill({"MUG": 1}) for customer in customers])
    return time.perf_counter() - start


async def _placed(play: Play, orders: int) -> float:
    """Place carts that are filled already, with a card that always works."""
    customers = [_customer(play, 100_000 + nth) for nth in range(orders)]
    await _at_once([customer.fill({"MUG": 1}) for customer in customers])
    start = time.perf_counter()
    await _at_once([customer.place_surely("ok") for customer in customers])
    return time.perf_counter() - start


def _customer(play: Play, index: int) -> Customer:
    return Customer(LiveStage(play, Arrival(index, 0, 0.0, "bench"), time.monotonic()), "eu")


async def _at_once(works: Sequence[Awaitable[object]]) -> None:
    """Run everything, so many at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(work: Awaitable[object]) -> None:
        async with gate:
            await work

    await asyncio.gather(*(one(work) for work in works))


if __name__ == "__main__":
    main()
