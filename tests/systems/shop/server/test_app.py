"""The shop put together: what is swapped in by name replaces a decision, and what is not there is said at once."""

from __future__ import annotations

import sys
import threading
import types
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.systems.shop.server import app
from orderproof.systems.shop.server.parts import Parts
from tests.systems.shop.server.street import catalogue

if TYPE_CHECKING:
    from pathlib import Path


def config(folder: Path, **more: Any) -> dict[str, Any]:
    return {
        "database": f"sqlite:///{folder / 'shop.db'}", "token": "t", "world_token": "w", "secret": "s",
        "gateway": "http://127.0.0.1:9", "warehouse": "http://127.0.0.1:9", "smtp": "127.0.0.1:9",
        "catalogue": catalogue(), **more,
    }  # fmt: skip


def test_an_honest_shop_has_the_honest_parts(tmp_path: Path) -> None:
    running = app.Running(config(tmp_path))
    assert running.service.parts == Parts()
    running.service.database.close()


def test_what_is_named_is_swapped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "orderproof.systems.shop.defects.free_of_charge"
    module: Any = types.ModuleType(name)
    module.swap = lambda _parts: Parts(total_of=lambda *_given, **_named: 0)
    monkeypatch.setitem(sys.modules, name, module)
    running = app.Running(config(tmp_path, swap=["free-of-charge"]))
    assert running.service.parts.total_of(1, 2, 3, 4, includes_tax=True) == 0
    running.service.database.close()


def test_what_is_not_there_cannot_be_swapped_in(tmp_path: Path) -> None:
    with pytest.raises(ModuleNotFoundError):
        app.Running(config(tmp_path, swap=["nowhere"]))


def test_the_time_goes_on_after_a_moment_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticked = threading.Event()
    moments: list[object] = []

    def failing_once(service: object) -> None:
        moments.append(service)
        if len(moments) == 1:
            raise KeyError("our own fault")
        ticked.set()

    monkeypatch.setattr(app, "complete_due", failing_once)
    monkeypatch.setattr(app, "TICK_SECONDS", 0.001)
    running = app.Running(config(tmp_path))
    running.start()
    assert ticked.wait(10)
    running.stop()
    running._ticking.join(10)
    running.service.database.close()
