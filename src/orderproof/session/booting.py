"""A world and a system in it, booted together and ended together, for whoever plays, checks or only looks."""

from __future__ import annotations

import secrets
import tempfile
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.drive.clock import BusinessClock
from orderproof.drive.doors import World
from orderproof.drive.postgres import check_reachable, embedded_postgres
from orderproof.drive.setting import Setting
from orderproof.errors import InputError
from orderproof.session import cache_folder
from orderproof.systems.shelf import system_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from orderproof.drive.port import Running
    from orderproof.systems.shelf import SystemModule

EMBEDDED, OWN_FILE = "embedded", "sqlite"
SCHEMES = ("sqlite:///", "postgresql+psycopg://")


def installs() -> Path:
    """Say where systems that had to be installed are kept: the cache, or where there is none, temporary files."""
    return cache_folder() or Path(tempfile.gettempdir()) / "orderproof"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boot:
    """How to boot: which version, what is swapped in, on which database, with clocks so many microseconds off."""

    cache: Path = field(default_factory=installs)
    seed: int = 1
    version: str | None = None
    database: str | None = None
    swap: tuple[str, ...] = ()
    skew_us: int = 0
    world_skew_us: int = 0


@dataclass(frozen=True, slots=True)
class Booted:
    """A running world and a running system; `token` is the operator's."""

    world: World
    system: Running
    clock: BusinessClock
    token: str


def ready(name: str, version: str | None, tell: Callable[[str], None], *, database: str | None = None) -> SystemModule:
    """Look a system up and see that it can run here, installing its version where that was not done yet.

    InputError for what there is none of, and for what this machine lacks. `tell` hears of work that takes long.
    """
    system = system_of(name)
    if version is not None and not system.VERSIONS:
        raise InputError(f"{name} has no versions", "--version", "Leave it out.")
    lacking = system.missing()
    if lacking:
        raise InputError(f"{name} cannot be started here", "SYSTEM", "It lacks " + "; ".join(lacking) + ".")
    if system.VERSIONS:
        own_file = (database or system.DATABASE or OWN_FILE).startswith(OWN_FILE)
        system.install(version or system.VERSIONS[0], installs(), tell, own_file=own_file)
    return system


@contextmanager
def database_of(asked: str | None) -> Iterator[str | None]:
    """Give the URL of the database that was asked for; None: the system's own file.

    InputError for what is no database, or does not let us in.
    """
    if asked is None or asked == OWN_FILE:
        yield None
        return
    if asked == EMBEDDED:
        with embedded_postgres() as own:
            yield own
        return
    url = asked.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith(SCHEMES):
        raise InputError(
            f"`{asked}` is no database",
            "--database",
            "Write `embedded`, `sqlite`, or a URL like postgresql://user@127.0.0.1/name or sqlite:////folder/file.db.",
        )
    if url.startswith("postgresql"):
        check_reachable(url)
    yield url


@asynccontextmanager
async def booted(system: SystemModule, folder: Path, boot: Boot) -> AsyncIterator[Booted]:
    """Boot the witnesses, then the system in that setting; both end with the block."""
    clock = BusinessClock()
    token, secret, hash_key = (secrets.token_hex(16) for _ in range(3))
    world = World(folder / "world", token, secret, hash_key, seed=boot.seed, skew_us=boot.world_skew_us)
    running: Running | None = None
    try:
        await world.start()
        setting = Setting(
            folder=folder / "system",
            clock=clock,
            token=secrets.token_hex(16),
            world_token=token,
            secret=secret,
            hash_key=hash_key,
            gateway=world.url("gateway"),
            warehouse=world.url("warehouse"),
            smtp=f"127.0.0.1:{world.ports['inbox']}",
            cache=boot.cache,
            version=boot.version,
        )
        setting = replace(setting, database=boot.database, swap=boot.swap, skew_us=boot.skew_us)
        running = system.make(setting)
        await running.start()
        await world.serve(running.url)
        yield Booted(world, running, clock, setting.token)
    finally:
        if running is not None:
            await running.stop()
        await world.stop()
