"""Where the shop is put together: its parts, what is swapped in by name, its threads, its doors."""

from __future__ import annotations

import importlib
import logging
import threading
from typing import TYPE_CHECKING, Any

from .http import application
from .keeping import complete_due
from .parts import WORKS, Parts
from .service import Service
from .telling import Subscriber

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.applications import Starlette

TICK_SECONDS = 1.0
log = logging.getLogger("shop")


class Running:
    """One shop with its threads."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        parts = Parts()
        for name in config.get("swap", ()):
            parts = importlib.import_module(f"..defects.{name.replace('-', '_')}", __package__).swap(parts)
        self.service = Service(config, parts, dict(WORKS))
        self.service.subscribers.extend(Subscriber(self.service, each) for each in config.get("subscribers", ()))
        self._ended = threading.Event()
        self._ticking = threading.Thread(target=self._tick, name="tick", daemon=True)

    def start(self) -> Starlette:
        """Take up what was left, begin to tick, and open the doors."""
        self.service.jobs.start()
        for each in self.service.subscribers:
            each.start()
        self._ticking.start()
        return application(self.service)

    def stop(self) -> None:
        """Begin nothing more; what is kept goes on with the next process."""
        self._ended.set()
        self.service.jobs.stop()
        for each in self.service.subscribers:
            each.stop()

    def _tick(self) -> None:
        while not self._ended.wait(TICK_SECONDS):
            try:
                complete_due(self.service)
            except Exception:
                log.exception("what fell due could not be done, and is tried again")
