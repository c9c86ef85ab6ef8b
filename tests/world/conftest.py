"""One world for each file of tests: the real process, and a shop's ear that hears its webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.world.asked import Asked
from tests.world.ear import Ear, open_ear

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    asked = Asked(tmp_path_factory.mktemp("world"))
    yield asked
    asked.stop()


@pytest.fixture(scope="module")
def ear(world: Asked) -> Iterator[Ear]:
    with open_ear() as one:
        world.ask("POST", "warehouse", "/shop", {"url": one.url})
        yield one
