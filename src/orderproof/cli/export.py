"""`orderproof export`: recorded orders in a form that other programs read, and that comes back the same."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from orderproof.report.exits import NOTHING_BROKEN


def export(
    source: Annotated[
        str,
        typer.Argument(help="A recorded history, or anything that `audit` reads."),
    ],
    *,
    ocel: Annotated[Path, typer.Option(help="OCEL 2.0 file to write: .sqlite, .json or .jsonocel.")],
    mapping: Annotated[str | None, typer.Option(help="As for `audit`.")] = None,
    profile: Annotated[Path | None, typer.Option(help="As for `audit`.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> int:
    """Write recorded orders as an object-centric event log.

    Every row of every ledger becomes an event with all its columns; `orderproof audit` reads the file back as the same
    history.
    """
    from orderproof.history.sources import source_of  # noqa: PLC0415 - loads the engine
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.session import exporting  # noqa: PLC0415

    done = exporting.export(source_of(source), ocel, mapping=mapping, profile=profile)
    if json:
        sys.stdout.write(page_of({"file": str(done.file), "rows": dict(done.rows)}))
    else:
        rows = sum(done.rows.values())
        sys.stdout.write(f"{done.file}: {rows} rows of {len(done.rows)} ledgers\n")
    return NOTHING_BROKEN
