"""A shop in a world, booted once for a file of tests and asked through its adapter."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from orderproof.drive.campaign import open_business
from orderproof.drive.clock import BusinessClock
from orderproof.drive.doors import World
from orderproof.drive.play import Play
from orderproof.drive.setting import Setting
from orderproof.history.recorder import Recorder
from orderproof.systems.shop.shop import Shop
from orderproof.systems.shop.system import opening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TOKEN, WORLD_TOKEN, SECRET, HASH_KEY = "operator", "world", "secret", "hash key"


def setting_in(folder: Path, world: World, clock: BusinessClock) -> Setting:
    return Setting(
        folder=folder / "system",
        clock=clock,
        token=TOKEN,
        world_token=WORLD_TOKEN,
        secret=SECRET,
        hash_key=HASH_KEY,
        gateway=world.url("gateway"),
        warehouse=world.url("warehouse"),
        smtp=f"127.0.0.1:{world.ports['inbox']}",
        cache=folder,
    )


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Play]:
    """Boot world and shop, fill the shelves, and end both."""
    clock = BusinessClock()
    world = World(folder / "world", WORLD_TOKEN, SECRET, HASH_KEY)
    await world.start()
    shop = Shop(setting_in(folder, world, clock))
    try:
        await shop.start()
        await world.serve(shop.url)
        with Recorder(folder / "driver") as recorder:
            play = Play(1, shop, world, clock, recorder)
            await open_business(play, opening())
            yield play
    finally:
        await shop.stop()
        await world.stop()
