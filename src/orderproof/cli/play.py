"""`orderproof run`: play customers' journeys against a system, judge what happened, and show the first findings."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderproof.errors import InputError
from orderproof.report.exits import exit_code_of

if TYPE_CHECKING:
    from orderproof.session.play import PlayRequest

RUNS = Path("orderproof-runs")
DURATION = re.compile(r"(\d{1,5}) ?(s|min|m|h)?", re.ASCII)
SECONDS = {"s": 1, "": 1, "m": 60, "min": 60, "h": 3600}


def play(
    system: Annotated[
        str, typer.Argument(help="The system to play against; `orderproof systems` lists them.")
    ] = "shop",
    *,
    version: Annotated[str | None, typer.Option(help="The system's version; else the first one that it lists.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed plays the same plan.")] = 1,
    orders: Annotated[
        int | None, typer.Option(min=1, help="How many customers come; 200 unless --for is given.")
    ] = None,
    for_: Annotated[
        str | None, typer.Option("--for", help="Let customers come for this long instead, like 60s.")
    ] = None,
    rate: Annotated[
        int | None, typer.Option(min=1, help="How many customers come in a second; else what suits the system.")
    ] = None,
    mix: Annotated[
        str | None, typer.Option(help="A mix by its name, or a TOML file that weighs the journeys; else `everyday`.")
    ] = None,
    journey: Annotated[list[str] | None, typer.Option(help="Play this journey only; may be repeated.")] = None,
    times: Annotated[int | None, typer.Option(min=1, help="With --journey: how often each is played.")] = None,
    in_turn: Annotated[
        bool, typer.Option("--in-turn", help="Have all steps done one after the other: a race's serial control.")
    ] = False,
    defect: Annotated[list[str] | None, typer.Option(help="Plant this defect; may be repeated.")] = None,
    database: Annotated[
        str | None,
        typer.Option(
            help="`embedded` (a PostgreSQL of its own), `sqlite` (a file of its own) or a URL; else what suits it."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the history and the answers; else a new one.")] = None,
) -> int:
    """Play customers' journeys against a system and judge what happened.

    Boots the system and a world of witnesses around it, lets customers live their orders over HTTP, and shows every
    broken promise.
    """
    from orderproof.journeys.mix import mix_file  # noqa: PLC0415
    from orderproof.session.play import PlayRequest  # noqa: PLC0415 - loads the engine

    if orders is not None and for_ is not None:
        raise InputError("both a number and a time are given", "--orders, --for", "Give one of them.")
    if times is not None and not journey:
        raise InputError("nothing is named to be played so often", "--times", "Name it with --journey.")
    if times is not None and (orders is not None or for_ is not None):
        raise InputError("two numbers of customers are given", "--times, --orders, --for", "Give one of them.")
    request = PlayRequest(
        system=system,
        version=version,
        seed=seed,
        orders=_orders(orders, times, journey),
        for_seconds=None if for_ is None else seconds(for_),
        rate=rate,
        mix=None if mix is None else mix_file(mix),
        journeys=tuple(journey or ()),
        in_turn=in_turn,
        defects=tuple(each.replace("_", "-") for each in defect or ()),
        database=database,
        out=out if out is not None else RUNS / datetime.now(UTC).strftime("%Y%m%d-%H%M%S"),
    )
    return play_and_show(request)


def play_and_show(request: PlayRequest) -> int:
    """Play, judge and show; the exit code is decided by the judgement alone."""
    from orderproof.report import terminal  # noqa: PLC0415 - loads rich
    from orderproof.report.digest import digest  # noqa: PLC0415
    from orderproof.rulebook.book import load_book  # noqa: PLC0415
    from orderproof.session import play as session  # noqa: PLC0415

    with terminal.progress_on(terminal.sheet_of(sys.stderr)) as progress:
        played = session.play(request, progress)
    statements = {name: rule.statement for name, rule in load_book(()).rules.items()}
    terminal.show_judgement(terminal.sheet_of(sys.stdout), digest(played.judgement, statements))
    for line in played.told():
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"report: {request.out / 'report.html'}; history: {request.out / 'history'}\n")
    return exit_code_of(played.judgement)


def seconds(text: str) -> int:
    """Read a time like 60s, 5min or 1h as seconds."""
    found = DURATION.fullmatch(text.strip())
    if found is None or int(found[1]) == 0:
        raise InputError(f"`{text}` is no time", "--for", "Write it like 60s, 5min or 1h.")
    return int(found[1]) * SECONDS[found[2] or ""]


def _orders(orders: int | None, times: int | None, journeys: list[str] | None) -> int:
    if times is not None and journeys:
        return times * len(journeys)
    return orders if orders is not None else 200
