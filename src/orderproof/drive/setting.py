"""The setting of one play: where a system finds the world around it, and the clock that both are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class Now(Protocol):
    """Something that reads the business clock."""

    def now(self) -> datetime:
        """Read it: naive UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a system is told before it boots.

    `gateway` and `warehouse` are URLs, `smtp` is host:port, `database` a URL or None for the system's own file;
    `version` is the one that was asked for or None for the system's first, `cache` the folder that keeps installs;
    `swap` names planted defects, `skew_us` is how far the system's clock is off, in microseconds.
    """

    folder: Path
    clock: Now
    token: str
    world_token: str
    secret: str
    hash_key: str
    gateway: str
    warehouse: str
    smtp: str
    cache: Path
    version: str | None = None
    database: str | None = None
    swap: tuple[str, ...] = ()
    skew_us: int = 0
