"""Systems to look at: one started until it is stopped again, and the contract suite tried on one."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.drive.bench import Bench, Check, UnmetError
from orderproof.drive.campaign import open_business
from orderproof.drive.contract import CHECKS
from orderproof.drive.play import Play
from orderproof.errors import InputError
from orderproof.history.recorder import Recorder
from orderproof.model.profile import Profile, parse_profile
from orderproof.model.suggestion import allowed_instead
from orderproof.report.shelves import Checked
from orderproof.session.booting import Boot, booted, database_of, installs, ready
from orderproof.systems.shelf import system_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from orderproof.systems.shelf import SystemModule

    Tell = Callable[[str], None]


def silent(_said: str) -> None:
    """Say nothing."""


def check(name: str, database: str | None = None, version: str | None = None, tell: Tell = silent) -> list[Checked]:
    """Try every promise of the port on a fresh instance: how each ended, and why it did not hold."""
    system = ready(name, version, tell, database=database)
    profile = declared(system.profile(version), f"{name}'s profile")
    with (
        tempfile.TemporaryDirectory(prefix="orderproof-") as folder,
        database_of(system.DATABASE if database is None else database) as url,
    ):
        return asyncio.run(_check(system, profile, Path(folder), Boot(version=version, database=url)))


def up(name: str, database: str | None, out: TextIO, version: str | None = None) -> None:
    """Start a system with its world and full shelves; it runs until it is interrupted, or `down` is asked for."""
    system = ready(name, version, lambda said: _say(out, said), database=database)
    with (
        tempfile.TemporaryDirectory(prefix="orderproof-") as folder,
        database_of(system.DATABASE if database is None else database) as url,
    ):
        _say(out, f"starting {name}")
        asyncio.run(_up(system, name, Path(folder), Boot(version=version, database=url), out))


def down(name: str) -> str:
    """Ask what `up` started to end, by its own process id: one sentence about what was done."""
    system_of(name)
    state = _state_file(name)
    if not state.is_file():
        return f"{name} is not running."
    pid = int(json.loads(state.read_text(encoding="utf-8"))["pid"])
    command = Path(f"/proc/{pid}/cmdline")
    if command.is_file() and b"orderproof" in command.read_bytes():
        os.kill(pid, signal.SIGTERM)
        return f"{name} was asked to end (process {pid})."
    state.unlink(missing_ok=True)
    return f"{name} is not running any more."


async def _check(system: SystemModule, profile: Profile, folder: Path, boot: Boot) -> list[Checked]:
    async with booted(system, folder, boot) as made:
        with Recorder(folder / "driver") as recorder:
            play = Play(1, made.system, made.world, made.clock, recorder)
            await open_business(play, system.opening())
            bench = Bench(play, profile)
            return [await tried(bench, each) for each in CHECKS]


def declared(toml: str, file: str) -> Profile:
    """Read the profile of a system; InputError where it lacks a check that there is not."""
    profile = parse_profile(toml, file)
    names = [each.name for each in CHECKS]
    for name in profile.lacks:
        if name not in names:
            raise InputError(f"{name!r} is no check of the contract", f"{file}, lacks", allowed_instead(name, names))
    return profile


async def tried(bench: Bench, each: Check) -> Checked:
    """Try one check: it passed, failed, or is a gap that the profile declares; a declared gap that holds has failed."""
    lacked = bench.profile.lacks.get(each.name)
    unmet, more = await _unmet(bench, each)
    if unmet is None:
        if lacked is not None:
            return Checked(each.name, "failed", "declared as lacking, but it holds")
        return Checked(each.name, "passed", each.why if more is None else f"{each.why}; {more}")
    return Checked(each.name, "failed", unmet) if lacked is None else Checked(each.name, "declared gap", lacked)


async def _unmet(bench: Bench, each: Check) -> tuple[str | None, str | None]:
    """Say what is unmet of a check, or None and what there is to say of how it was kept."""
    try:
        return None, await asyncio.wait_for(each.run(bench), each.seconds)
    except UnmetError as unmet:
        return str(unmet), None
    except Exception as fault:  # noqa: BLE001 - whatever goes wrong, the next check is tried
        return f"{type(fault).__name__}: {fault}", None


async def _up(system: SystemModule, name: str, folder: Path, boot: Boot, out: TextIO) -> None:
    async with booted(system, folder, boot) as made:
        with Recorder(folder / "driver") as recorder:
            await open_business(Play(1, made.system, made.world, made.clock, recorder), system.opening())
        state = _state_file(name)
        state.parent.mkdir(parents=True, exist_ok=True)
        state.touch(mode=0o600)
        state.write_text(
            json.dumps({"pid": os.getpid(), "url": made.system.url, "token": made.token}), encoding="utf-8"
        )
        out.write(f"{name} listens at {made.system.url}; its operator's token is in {state}\n")
        out.write(f"Stop it with Ctrl-C, or `orderproof systems down {name}`.\n")
        out.flush()
        ended = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, ended.set)
        await ended.wait()
        state.unlink(missing_ok=True)


def _say(out: TextIO, said: str) -> None:
    out.write(f"{said}\n")
    out.flush()


def _state_file(name: str) -> Path:
    return installs() / f"{name}.up.json"
