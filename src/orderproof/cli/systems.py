"""`orderproof systems`: what can be tested here, one of them started to be looked at, and the contract suite."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from orderproof.errors import InputError
from orderproof.model.suggestion import allowed_instead
from orderproof.report.exits import NOTHING_BROKEN

ACTIONS = ("up", "down", "check")


def systems(
    action: Annotated[str | None, typer.Argument(help="`up`, `down` or `check`; without it: the list.")] = None,
    name: Annotated[str, typer.Argument(help="A system.")] = "shop",
    *,
    version: Annotated[str | None, typer.Option(help="As for `run`.")] = None,
    database: Annotated[str | None, typer.Option(help="As for `run`.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """List what can be tested here; start (up), stop (down) or check one.

    `up` runs until it is stopped, with `down` from elsewhere or with Ctrl-C; `check` runs the contract suite.
    """
    from orderproof.report import shelves  # noqa: PLC0415 - loads rich
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.report.terminal import sheet_of  # noqa: PLC0415
    from orderproof.session.shelf import systems as on_shelf  # noqa: PLC0415 - loads the engine
    from orderproof.session.showroom import check, down, up  # noqa: PLC0415

    if action is None:
        listed = on_shelf()
        if json:
            sys.stdout.write(page_of([shelves.system_form(each) for each in listed]))
        else:
            shelves.show_systems(sheet_of(sys.stdout), listed)
        return NOTHING_BROKEN
    if action not in ACTIONS:
        raise InputError(
            f"`{action}` is nothing that can be done with a system", "systems", allowed_instead(action, ACTIONS)
        )
    if action == "check":
        checks = check(name, database, version, _say)
        if json:
            sys.stdout.write(page_of([shelves.checked_form(each) for each in checks]))
        else:
            shelves.show_checks(sheet_of(sys.stdout), name, checks)
        return NOTHING_BROKEN if all(each.ended != "failed" for each in checks) else 1
    if action == "up":
        up(name, database, sys.stdout, version)
    else:
        sys.stdout.write(f"{down(name)}\n")
    return NOTHING_BROKEN


def _say(said: str) -> None:
    sys.stderr.write(f"{said}\n")
