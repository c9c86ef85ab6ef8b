"""`orderproof explain`: one finding of an earlier audit, with everything all ledgers say about it."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from orderproof.report.exits import NOTHING_BROKEN


def explain(
    fingerprint: Annotated[str, typer.Argument(help="Fingerprint of a finding, or a unique beginning of it.")],
    run: Annotated[Path, typer.Option(help="Folder that `audit --out` wrote.")],
    json: Annotated[bool, typer.Option("--json", help="Print the explanation as JSON.")] = False,
) -> int:
    """Explain one finding with its evidence.

    Prints the sentence, the promise that was broken, and the rows of all ledgers in time order.
    """
    from orderproof import session  # noqa: PLC0415 - loads the engine
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.report.explain import explanation_form  # noqa: PLC0415

    explanation = session.explain(run, fingerprint)
    if json:
        sys.stdout.write(page_of(explanation_form(explanation)))
        return NOTHING_BROKEN
    from orderproof.report.pages import show_explanation  # noqa: PLC0415 - loads rich
    from orderproof.report.terminal import sheet_of  # noqa: PLC0415

    show_explanation(sheet_of(sys.stdout), explanation)
    return NOTHING_BROKEN
