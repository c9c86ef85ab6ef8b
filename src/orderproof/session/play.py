"""The whole story of a play on one page: boot, play, gather, judge, report.

1. System, defects, mix and folder are looked up: what is wrong is said before anything starts.
2. The world boots (gateway, warehouse, carrier, inbox, each with a book of its own), and the system in that setting.
3. The warehouses receive what is sold; then customers come, at a rate, and live their journeys, day after day.
4. Everything comes to rest, and what driver, system and witnesses recorded is sealed as one history.
5. `audit` judges that history as it would judge anybody's, and writes the answers.
"""

from __future__ import annotations

import asyncio
import shlex
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.drive import campaign as drive
from orderproof.drive.gathering import gather
from orderproof.drive.play import Play
from orderproof.errors import InputError, OwnFault
from orderproof.history.recorder import Recorder
from orderproof.journeys.mix import DEFAULT_MIX, journeys, mix_name, only, read_mix
from orderproof.report.campaign import Campaign, Latency
from orderproof.session import AuditRequest, audit, silent
from orderproof.session.booting import EMBEDDED, OWN_FILE, Boot, booted, database_of, ready
from orderproof.systems.shelf import defect_of, system_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.journeys.mix import Mix
    from orderproof.model.verdict import Judgement
    from orderproof.session import Progress
    from orderproof.systems.shelf import SystemModule

HISTORY = "history"
DRIVER = "driver"
STOPPED_SHOWN_MAX = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayRequest:
    """What to play, against what, how often, and where it goes.

    `skew_us` and `world_skew_us` put clocks out by so many microseconds (the profile declares as much), and
    `interruptions` are seconds of wall time at which the system is killed and started again. `in_turn` has all
    steps of all stories done one after the other: the serial control of a race.
    """

    out: Path
    system: str = "shop"
    version: str | None = None
    seed: int = 1
    orders: int = 200
    for_seconds: int | None = None
    rate: int | None = None
    days: int = 5
    mix: Path | None = None
    journeys: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    database: str | None = None
    skew_us: int = 0
    world_skew_us: int = 0
    interruptions: tuple[float, ...] = ()
    in_turn: bool = False

    def command(self) -> str:
        """Give the command line that plays the same plan again."""
        words = ["orderproof", "run", self.system, "--seed", str(self.seed)]
        words += ["--version", self.version] if self.version is not None else []
        words += ["--rate", str(self.rate)] if self.rate is not None else []
        words += ["--orders", str(self.orders)] if self.for_seconds is None else ["--for", f"{self.for_seconds}s"]
        words += ["--mix", mix_name(self.mix)] if self.mix is not None else []
        words += [word for name in self.journeys for word in ("--journey", name)]
        words += [word for name in self.defects for word in ("--defect", name)]
        words += ["--in-turn"] if self.in_turn else []
        words += ["--database", self.database] if self.database in {EMBEDDED, OWN_FILE} else []
        return shlex.join(words)


@dataclass(frozen=True, slots=True)
class Played:
    """A play and its judgement."""

    request: PlayRequest
    campaign: drive.Campaign
    judgement: Judgement

    def told(self) -> list[str]:
        """Say in a few lines what was played."""
        made = self.campaign
        lines = [
            (
                f"played: {made.arrivals} customers over {made.business_days} business days in "
                f"{made.wall_seconds:.1f} s; {made.told} stories to their end, {len(made.stopped)} stopped by a refusal"
            ),
        ]
        if made.left_out:
            steps = ", ".join(f"{verb} ({times} times)" for verb, times in made.left_out.items())
            lines.append(f"left out, as {self.request.system} does not offer it: {steps}")
        if self.request.defects:
            lines.append(f"planted: {', '.join(self.request.defects)}")
        return lines


def play(request: PlayRequest, progress: Progress = silent) -> Played:
    """Play, judge, and write history and answers to `out`.

    InputError for what cannot be played, before anything starts; OwnFault where the driver itself failed.
    """
    system, mix = _checked(request, progress)
    history = request.out / HISTORY
    with (
        tempfile.TemporaryDirectory(prefix="orderproof-") as folder,
        database_of(system.DATABASE if request.database is None else request.database) as database,
    ):
        made = asyncio.run(_play(request, system, mix, Path(folder), database, progress))
        if made.faults:
            raise OwnFault(f"{len(made.faults)} stories failed by our own fault, the first: {made.faults[0]}")
        books = [Path(folder) / DRIVER, *sorted((Path(folder) / "world" / "books").iterdir())]
        gather(books, _profile(request, system), history, run=f"{request.system}-{request.seed}")
    judgement = audit(AuditRequest(source=history, out=request.out), progress, campaign=_told(request, made))
    return Played(request, made, judgement)


async def _play(
    request: PlayRequest,
    system: SystemModule,
    mix: Mix,
    folder: Path,
    database: str | None,
    progress: Progress,
) -> drive.Campaign:
    """Boot the world and the system in it, let the campaign run, and end both."""
    progress("starting", 0, 1)
    boot = Boot(
        seed=request.seed,
        version=request.version,
        database=database,
        swap=request.defects,
        skew_us=request.skew_us,
        world_skew_us=request.world_skew_us,
    )
    async with booted(system, folder, boot) as made:
        with Recorder(folder / DRIVER) as recorder:
            scene = Play(request.seed, made.system, made.world, made.clock, recorder, in_turn=request.in_turn)
            await drive.open_business(scene, system.opening())
            return await drive.run(scene, _plan(request, system, mix), journeys(), progress)


def _checked(request: PlayRequest, progress: Progress) -> tuple[SystemModule, Mix]:
    """Look up everything that the request names, and install what is not there yet."""
    system_of(request.system)
    for name in request.defects:
        defect_of(request.system, name)
    if (request.out / HISTORY).exists():
        raise InputError("there is a history already", str(request.out / HISTORY), "Give --out a folder without one.")
    mix = only(request.journeys) if request.journeys else read_mix(request.mix or DEFAULT_MIX)
    system = ready(request.system, request.version, lambda said: progress(said, 0, 1), database=request.database)
    return system, mix


def _plan(request: PlayRequest, system: SystemModule, mix: Mix) -> drive.Plan:
    return drive.Plan(
        orders=request.orders,
        for_seconds=request.for_seconds,
        rate=request.rate or system.RATE,
        days=request.days,
        weights=mix.weights,
        interruptions=request.interruptions,
        turns=bool(request.journeys),
    )


def _profile(request: PlayRequest, system: SystemModule) -> str:
    """Give the system's profile; clocks that were put out are declared to be."""
    skew_us = max(abs(request.skew_us), abs(request.world_skew_us))
    text = system.profile(request.version)
    return text if not skew_us else text.replace("[clock]\n", f'[clock]\nskew = "{skew_us} us"\n', 1)


def _database(request: PlayRequest) -> str:
    """Name the kind of database: a URL may hold a password."""
    asked = request.database or system_of(request.system).DATABASE or OWN_FILE
    return "SQLite" if asked.startswith(OWN_FILE) else "PostgreSQL"


def _told(request: PlayRequest, made: drive.Campaign) -> Campaign:
    left_out = ", ".join(made.left_out)
    figures: Sequence[tuple[str, str]] = [
        ("customers", f"{made.arrivals:,}"),
        ("stories told to their end", f"{made.told:,}"),
        ("stopped by a refusal", f"{len(made.stopped):,}"),
        ("business days", str(made.business_days)),
        ("wall time", f"{made.wall_seconds:.1f} s"),
        ("database", _database(request)),
        *([("steps left out, as the system does not offer them", left_out)] if left_out else []),
        *([("killed and started again", str(made.interruptions))] if made.interruptions else []),
    ]
    return Campaign(
        system=request.system,
        seed=request.seed,
        replay=request.command(),
        planted=request.defects,
        latencies=tuple(
            Latency(each.verb, each.calls, each.p50_us, each.p95_us, each.p99_us) for each in made.latencies
        ),
        figures=tuple(figures),
    )
