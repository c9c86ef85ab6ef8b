"""`orderproof known-bugs`: public bugs of real systems, and whether the rules see them in the version that has them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from orderproof.report.exits import NOTHING_BROKEN

BROKEN = 1
TABLE_IN = Path("orderproof-runs/known-bugs")


def known_bugs(
    name: Annotated[str | None, typer.Argument(metavar="ID", help="One known bug; without it: all.")] = None,
    *,
    run: Annotated[bool, typer.Option("--run", help="Install both versions, play what aims at it, and judge.")] = False,
    again: Annotated[bool, typer.Option("--again", help="With --run: forget what the table has of it.")] = False,
    out: Annotated[Path, typer.Option(help="Folder of the table, which a later --run goes on with.")] = TABLE_IN,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """List known bugs of real systems, or execute them.

    With --run the bad version has to be convicted by the rules that aim at the bug, and the good one has to be quiet on
    them: exit code 0 if all were, else 1. Versions that were not installed before are removed afterwards.
    """
    from orderproof.hunt.known_bugs import known_bug  # noqa: PLC0415
    from orderproof.hunt.known_bugs import known_bugs as listed  # noqa: PLC0415
    from orderproof.report import known_bugs as pages  # noqa: PLC0415 - loads rich
    from orderproof.report import terminal  # noqa: PLC0415
    from orderproof.report.answers import page_of  # noqa: PLC0415

    pairs = [known_bug(name)] if name is not None else list(listed().values())
    if not run:
        if json:
            sys.stdout.write(page_of([pages.bug_form(each) for each in pairs]))
        else:
            pages.show_bugs(terminal.sheet_of(sys.stdout), pairs)
        return NOTHING_BROKEN
    from orderproof.session.pairs import SHOWN, execute, forget  # noqa: PLC0415 - loads the engine

    if again:
        forget([each.name for each in pairs], out)
    with terminal.progress_on(terminal.sheet_of(sys.stderr)) as progress:
        done = execute([each.name for each in pairs], out, progress)
    if json:
        sys.stdout.write(page_of([pages.executed_form(each) for each in done]))
    else:
        pages.show_executed(terminal.sheet_of(sys.stdout), done)
    return NOTHING_BROKEN if all(each.ended == SHOWN for each in done) else BROKEN
