"""`orderproof defects`: the planted defects, what each does, which rule convicts it, and the case it imitates."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from orderproof.report.exits import NOTHING_BROKEN


def defects(
    name: Annotated[str | None, typer.Argument(help="One planted defect.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """List the defects that can be planted in the embedded shop.

    With NAME: what it does, the rule that convicts it, and the public case that it imitates.
    """
    from orderproof.report import shelves  # noqa: PLC0415 - loads rich
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.report.terminal import sheet_of  # noqa: PLC0415
    from orderproof.session.shelf import planted  # noqa: PLC0415 - loads the engine

    found = planted("shop", name)
    if json:
        sys.stdout.write(page_of([shelves.defect_form(each) for each in found]))
    elif name is None:
        shelves.show_defects(sheet_of(sys.stdout), found)
    else:
        shelves.show_defect(sheet_of(sys.stdout), found[0])
    return NOTHING_BROKEN
