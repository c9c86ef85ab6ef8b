"""`orderproof mappings`: the data shapes that are known already, and a skeleton for one that is not."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotation
from typing import Annotated

import typer

from orderproof.errors import InputError
from orderproof.report.exits import NOTHING_BROKEN

INIT = "init"


def mappings(
    name: Annotated[str | None, typer.Argument(help="A built-in mapping, a folder with one, or `init`.")] = None,
    folder: Annotated[Path | None, typer.Argument(help="With `init`: the folder to write a skeleton into.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """List, show or begin (init DIR) a mapping.

    `mappings init DIR` writes a commented skeleton for tables of your own.
    """
    from orderproof.history.mapping import list_mappings, mapping_of, profile_of  # noqa: PLC0415 - loads the ledgers
    from orderproof.report import pages  # noqa: PLC0415 - loads rich
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.report.terminal import sheet_of  # noqa: PLC0415

    if name == INIT:
        return _init(folder, json=json)
    if folder is not None:
        raise InputError(f"`{name} {folder}` is more than one name", "mappings", "Give one, or `init DIR`.")
    found = [mapping_of(each) for each in (list_mappings() if name is None else (name,))]
    shown = [(each, profile_of(each).about) for each in found]
    if json:
        forms = [pages.mapping_form(*each) for each in shown]
        sys.stdout.write(page_of(forms if name is None else forms[0]))
    elif name is None:
        pages.show_mappings(sheet_of(sys.stdout), shown)
    else:
        pages.show_mapping(sheet_of(sys.stdout), *shown[0])
    return NOTHING_BROKEN


def _init(folder: Path | None, *, json: bool) -> int:
    """Write the skeleton of a mapping into a new folder and say what to do next."""
    from orderproof.history.mapping import write_skeleton  # noqa: PLC0415
    from orderproof.report.answers import page_of  # noqa: PLC0415

    if folder is None:
        raise InputError("the folder is missing", "mappings init", "Name it: `mappings init DIR`.")
    try:
        written = sorted(each.name for each in write_skeleton(folder))
    except OSError as fault:
        raise InputError(
            f"it cannot be written ({fault.strerror})", str(folder), "Name a folder that you may write to."
        ) from fault
    if json:
        sys.stdout.write(page_of({"folder": str(folder), "files": written}))
    else:
        sys.stdout.write("".join(f"{folder / each}\n" for each in written))
        sys.stdout.write(f"Fill them in, remove what you lack, then: orderproof audit SOURCE --mapping {folder}\n")
    return NOTHING_BROKEN
