"""`orderproof baseline`: accept what an audit found, with a reason and a last day, so that only news fails."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from orderproof.errors import InputError
from orderproof.report.exits import NOTHING_BROKEN


def baseline(
    run: Annotated[Path, typer.Argument(help="Folder that `audit --out` wrote.")],
    *,
    reason: Annotated[str, typer.Option(help="Why these findings are accepted.")],
    until: Annotated[str, typer.Option(help="Last day on which they are, like 2027-01-31.")],
    only: Annotated[
        list[str] | None, typer.Option(help="Rule, or beginning of a fingerprint, to accept; may be repeated.")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="Baseline file; what stands in it stays, unless it has expired and is found again.")
    ] = Path("orderproof-baseline.toml"),
) -> int:
    """Accept known findings.

    Writes the findings of an earlier audit into a baseline file, which `audit --baseline` takes.
    """
    from orderproof.model.verdict import Acceptance  # noqa: PLC0415
    from orderproof.session import utc_now  # noqa: PLC0415 - loads the engine
    from orderproof.session.accepting import accept_findings  # noqa: PLC0415

    last = _day(until)
    today = utc_now().date()
    if last < today:
        raise InputError(f"{last} is over", "--until", "Give a day that is still to come.")
    if not reason.strip():
        raise InputError("the reason is empty", "--reason", "Say why these findings are accepted.")
    added, total = accept_findings(run, out, Acceptance(reason.strip(), last), today, tuple(only or ()))
    sys.stdout.write(f"{out}: {added} added, {total} accepted findings in all\n")
    return NOTHING_BROKEN


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise InputError(f"`{text}` is no day", "--until", "Write it like 2027-01-31.") from fault
