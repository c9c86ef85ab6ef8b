"""The shop's process: knows nothing of who tests it, says what is wrong when it cannot start, and ends when asked."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from orderproof.drive.clock import BusinessClock
from orderproof.drive.doors import World
from orderproof.errors import OwnFault
from orderproof.systems.shop.process import SYSTEMS, ShopProcess, catalogue
from tests.systems.shop.running import setting_in

if TYPE_CHECKING:
    from pathlib import Path


def made(folder: Path) -> ShopProcess:
    world = World(folder / "world", "world", "secret", "key")
    world.ports = {"gateway": 9, "warehouse": 9, "inbox": 9}
    return ShopProcess(setting_in(folder, world, BusinessClock()))


def test_the_server_imports_nothing_of_orderproof() -> None:
    program = "import sys, shop.server.app; print(*[name for name in sys.modules if name.startswith('orderproof')])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env=os.environ | {"PYTHONPATH": str(SYSTEMS)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == ""


def test_a_restart_keeps_the_port_and_an_end_is_an_end(tmp_path: Path) -> None:
    async def work() -> tuple[str, str]:
        shop = made(tmp_path)
        await shop.start()
        first = shop.url
        await shop.kill()
        await shop.start()
        second = shop.url
        await shop.stop()
        await shop.stop()
        return first, second

    first, second = asyncio.run(work())
    assert first == second != "http://127.0.0.1:0"


def test_a_shop_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "system").mkdir()
    (tmp_path / "system" / "shop.db").mkdir()
    with pytest.raises(OwnFault, match="did not start"):
        asyncio.run(made(tmp_path).start())


def test_what_is_sold_has_a_price_in_every_channel() -> None:
    sold = catalogue()
    assert {tuple(each["prices"]) for each in sold["products"]} == {tuple(sold["channels"])}
