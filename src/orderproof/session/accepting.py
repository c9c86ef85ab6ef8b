"""Writing a baseline: what an earlier audit found is accepted, and stays accepted in the file that is there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.audit.baseline import accepted_again, read_baseline, spell_baseline
from orderproof.errors import InputError
from orderproof.report.explain import findings_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from orderproof.model.verdict import Acceptance


def accept_findings(
    run: Path, file: Path, acceptance: Acceptance, today: date, only: Sequence[str] = ()
) -> tuple[int, int]:
    """Accept the findings of a run (`only`: rules or beginnings of fingerprints) in a baseline file, written whole.

    Returns how many entries are new or renewed, and how many there are. InputError: no run, a broken file, an `only`
    that picks nothing, or a file that cannot be written.
    """
    before = read_baseline(file) if file.exists() else {}
    found = findings_of(run)
    for name in only:
        if not any(name == each.rule or each.fingerprint.startswith(name) for each in found):
            raise InputError(
                "no finding is of this rule or begins so", f"--only {name}", f"{run} lists what was found."
            )
    wanted = [each for each in found if not only or any(n == each.rule or each.fingerprint.startswith(n) for n in only)]
    after = accepted_again(before, wanted, acceptance, today)
    _replace(file, spell_baseline(after.values()))
    return sum(before.get(name) != each for name, each in after.items()), len(after)


def _replace(file: Path, text: str) -> None:
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False, newline="\n") as draft:
            draft.write(text)
        path = Path(draft.name)
        path.chmod(file.stat().st_mode if file.exists() else 0o666 & ~_umask())
        path.replace(file)
    except OSError as fault:
        raise InputError(f"it cannot be written ({fault.strerror})", str(file), "Give --out another file.") from fault


def _umask() -> int:
    """Read the process's umask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
