"""`orderproof demo`: make up a small history with planted faults, audit it, and say whether all were found."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orderproof.cli.audit import judge_and_show
from orderproof.errors import InputError, OwnFault
from orderproof.report.exits import exit_code_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orderproof.history.synthetic import Planted
    from orderproof.model.verdict import Finding

HISTORY = "history"


def demo(
    out: Annotated[Path | None, typer.Option(help="Folder for the made-up history and the answer files.")] = None,
) -> int:
    """Audit made-up orders with planted faults.

    The orders are generated here, so that nothing has to be at hand to see what is found. Ends with 1: something is
    broken.
    """
    from orderproof.history.synthetic import DEMO, read_planted, write_synthetic  # noqa: PLC0415 - loads the engine
    from orderproof.session import AuditRequest  # noqa: PLC0415

    if out is not None and (out / HISTORY).exists():
        raise InputError("there is a history already", str(out / HISTORY), "Give --out a folder without one.")
    with tempfile.TemporaryDirectory(prefix="orderproof-") as folder:
        planted_file = Path(folder) / "planted.parquet"
        history = Path(folder if out is None else out) / HISTORY
        write_synthetic(history, planted_file, DEMO)
        planted = read_planted(planted_file)
        judgement = judge_and_show(AuditRequest(source=history, out=out), json=False)
    missed = [each for each in planted if not _is_found(each, judgement.findings)]
    sys.stdout.write(f"planted: {len(planted)} faults, {len(planted) - len(missed)} of them found\n")
    if missed:
        raise OwnFault(f"{missed[0].rule} does not break for {missed[0].key}={missed[0].value}, which was planted")
    return exit_code_of(judgement)


def _is_found(planted: Planted, findings: Iterable[Finding]) -> bool:
    return any(
        each.rule == planted.rule and {**each.evidence, **each.subject}.get(planted.key) == planted.value
        for each in findings
    )
