"""Known bugs, executed: the bad version is to be convicted, the good one to be quiet on the same rules."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.hunt.known_bugs import known_bug, known_bugs
from orderproof.session import silent
from orderproof.session.booting import installs
from orderproof.session.play import PlayRequest, play
from orderproof.systems.shelf import system_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from orderproof.hunt.known_bugs import KnownBug
    from orderproof.session import Progress

SHOWN, NOT_SHOWN, NOT_QUIET = "convicted", "not convicted", "the good version is convicted, too"
TABLE = "known-bugs.json"


@dataclass(frozen=True, slots=True)
class Executed:
    """How a pair ended: findings on the rules it aims at, on the bad version and on the good one."""

    name: str
    ended: str
    bad_version: str
    bad_findings: int
    good_version: str
    good_findings: int
    seconds: int


def execute(names: Sequence[str], out: Path, progress: Progress = silent) -> list[Executed]:
    """Execute pairs, all without names; what the table in `out` has already is not done again.

    InputError for a name that there is none of. Versions that were not installed before are removed again.
    """
    pairs = [known_bug(name) for name in names] or list(known_bugs().values())
    table = read_table(out)
    for nth, pair in enumerate(pairs):
        progress(f"known bug {pair.name}", nth, len(pairs))
        if pair.name not in table:
            table[pair.name] = _executed(pair, progress)
            _keep(table, out)
    return [table[pair.name] for pair in pairs]


def read_table(out: Path) -> dict[str, Executed]:
    """Read what was executed before."""
    file = out / TABLE
    if not file.is_file():
        return {}
    return {each["name"]: Executed(**each) for each in json.loads(file.read_text(encoding="utf-8"))}


def forget(names: Sequence[str], out: Path) -> None:
    """Take pairs out of the table, so that they are executed again."""
    table = read_table(out)
    _keep({name: each for name, each in table.items() if name not in names}, out)


def _executed(pair: KnownBug, progress: Progress) -> Executed:
    started = time.monotonic()
    found = {version: _findings(pair, version, progress) for version in (pair.bad, pair.good)}
    ended = SHOWN if found[pair.bad] and not found[pair.good] else NOT_QUIET if found[pair.good] else NOT_SHOWN
    seconds = round(time.monotonic() - started)
    return Executed(pair.name, ended, pair.bad, found[pair.bad], pair.good, found[pair.good], seconds)


def _findings(pair: KnownBug, version: str, progress: Progress) -> int:
    """Play what aims at the bug against one version: how often the rules that are to see it were broken."""
    with _only_for_now(pair.system, version), tempfile.TemporaryDirectory(prefix="orderproof-") as folder:
        request = PlayRequest(
            out=Path(folder) / "out",
            system=pair.system,
            version=version,
            journeys=(pair.journey,),
            orders=pair.times,
            days=1,
        )
        played = play(request, progress)
    return sum(each.broken for each in played.judgement.rules if each.rule in pair.rules)


@contextlib.contextmanager
def _only_for_now(system: str, version: str) -> Iterator[None]:
    """Remove a version again that was not installed before."""
    folder = installs() / f"{system}-{version}"
    was_there = folder.is_dir()
    try:
        yield
    finally:
        if not was_there:
            system_of(system).remove(version, installs())


def _keep(table: dict[str, Executed], out: Path) -> None:
    """Write the table whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    draft = out / f"{TABLE}.draft"
    draft.write_text(json.dumps([asdict(each) for each in table.values()], indent=1), encoding="utf-8")
    shutil.move(draft, out / TABLE)
