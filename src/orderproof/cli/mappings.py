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
    source: Annotated[
        str | None, typer.Argument(help="With `init`: the tables to look at, as for `audit`; none: a skeleton.")
    ] = None,
    *,
    out: Annotated[Path | None, typer.Option(help="With `init`: the new folder; default: SOURCE-mapping.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> int:
    """List, show or begin (init SOURCE) a mapping.

    `mappings init SOURCE` looks at tables and proposes a mapping with comments on what is left to finish; without
    SOURCE it writes a skeleton.
    """
    from orderproof.history.mapping import list_mappings, mapping_of, profile_of  # noqa: PLC0415 - loads the ledgers
    from orderproof.report import pages  # noqa: PLC0415 - loads rich
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.report.terminal import sheet_of  # noqa: PLC0415

    if name == INIT:
        return _init(source, out, json=json)
    if source is not None or out is not None:
        raise InputError(f"`{source or '--out'}` belongs to `init`", "mappings", "Give one name, or `init SOURCE`.")
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


def _init(source: str | None, out: Path | None, *, json: bool) -> int:
    """Write a mapping into a new folder, proposed or bare, and say what to do next."""
    from orderproof.report.answers import page_of  # noqa: PLC0415
    from orderproof.session import proposing  # noqa: PLC0415 - loads the engine

    try:
        folder, proposal = proposing.propose(source, out)
    except OSError as fault:
        raise InputError(
            f"it cannot be written ({fault.strerror})", str(out), "Name a folder that you may write to."
        ) from fault
    written = sorted(each.name for each in proposal.files)
    if json:
        sys.stdout.write(page_of({"folder": str(folder), "files": written, "unfinished": proposal.unfinished}))
        return NOTHING_BROKEN
    sys.stdout.write("".join(f"{folder / each}\n" for each in written))
    left = f"Look at the {proposal.unfinished} places marked `finish:`" if proposal.unfinished else "Fill them in"
    sys.stdout.write(f"{left}, remove what you lack, then: orderproof audit {source or 'SOURCE'} --mapping {folder}\n")
    return NOTHING_BROKEN
