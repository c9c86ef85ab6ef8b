"""The proposal as a folder: a SELECT for each ledger, a profile that says what was seen, and what is left to finish."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orderproof.errors import MappingError
from orderproof.history.proposal.drafting import FINISH, draft
from orderproof.history.proposal.eventlog import event_log_files
from orderproof.history.proposal.likely import likely_ledgers
from orderproof.history.proposal.looking import look_at
from orderproof.history.proposal.vocabulary import meant
from orderproof.history.skeleton import README, write_files
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.words import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import duckdb

    from orderproof.history.formats.table import RawTable
    from orderproof.history.proposal.likely import Likely
    from orderproof.history.proposal.looking import SeenTable


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was written: the files, and how many places a person has to finish."""

    files: tuple[Path, ...]
    unfinished: int


def write_proposal(con: duckdb.DuckDBPyConnection, tables: Iterable[RawTable], source: str, folder: Path) -> Proposal:
    """Look at the tables of a source and write a mapping for them into a new folder.

    MappingError where the folder holds anything, or no table looks like orders at all.
    """
    seen = look_at(con, tables)
    texts = event_log_files(seen)
    found: tuple[Likely, ...] = ()
    if not texts:
        found = likely_ledgers(seen)
        if not found:
            shown = ", ".join(each.name for each in seen)
            what = f"none of its tables is named like orders or what belongs to them: {shown}"
            raise MappingError(what, source, "Write the SQL yourself: `orderproof mappings init --out DIR` begins it.")
        texts = {f"{each.ledger}.sql": draft(each) for each in found}
    name = folder.resolve().name
    ledgers = [each.removesuffix(".sql") for each in texts if not each.startswith("_")]
    texts |= {"profile.toml": _profile(name, source, ledgers, found), "README.md": README.format(name=name)}
    if any(each.encoding for each in seen):
        texts["mapping.toml"] = _head(seen)
    marked = re.compile(rf"(--|#).*{FINISH}")
    unfinished = sum(len(marked.findall(text)) for file, text in texts.items() if file != "README.md")
    return Proposal(write_files(folder, texts), unfinished)


def _profile(name: str, source: str, ledgers: Sequence[str], found: Sequence[Likely]) -> str:
    """Name the system itself as witness, the kinds that were understood, and the words of its statuses."""
    facts = [each for each in LEDGERS if each in ledgers and LEDGERS[each].nature == "fact"]
    lines = [
        "# What this source declares about itself. Every key may be left out: absent is unknown, never zero.",
        f"name = {json.dumps(name)}",
        f"about = {json.dumps(f'Proposed from {source}.')}  # {FINISH} say what these orders are",
        "# as_of = 2018-10-17T00:00:00  # open deadlines are judged as of then; absent: the latest time recorded",
        "",
        "# Who is believed about facts. In an export nobody else witnesses: the system itself.",
        "[witness]",
        *(f'{each} = "system"' for each in facts),
        "",
        f"# {FINISH} the kinds that this source can show at all, also those that happen not to occur.",
        "[observes]",
        *_observed(found),
        "",
        f"# {FINISH} how exact are the times? Whole minutes may be 59 seconds late, whole days nearly a day.",
        "[clock]",
        'granularity = "0 s"',
        "",
        "# The system's own words for the statuses of orders, and what they mean.",
        "[statuses.order]",
        *_statuses(found),
        "",
        f"# {FINISH} where orders end; without it no order can be called perfect.",
        "[terminal]",
        '# order = ["delivered", "cancelled"]',
        "",
    ]
    return "\n".join(lines)


def _observed(found: Sequence[Likely]) -> list[str]:
    lines = []
    for likely in found:
        kind = LEDGERS[likely.ledger].kind_column
        seen = likely.columns.get(kind or "")
        if kind is None or seen is None:
            continue
        allowed = next(each.values for each in COLUMNS[likely.ledger] if each.name == kind)
        known = sorted({sense for word in seen.words if (sense := meant(word, allowed))})
        if known:
            lines.append(f"{likely.ledger} = {json.dumps(known)}")
    return lines


def _statuses(found: Sequence[Likely]) -> list[str]:
    words = next((each.columns["native"].words for each in found if "native" in each.columns), ())
    lines = []
    for word in words:
        sense = meant(word, STATUSES)
        lines.append(
            f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(sense)}"
            if sense
            else f'# {json.dumps(word, ensure_ascii=False)} = "..."  # {FINISH} one of {", ".join(STATUSES)}'
        )
    return lines


def _head(seen: Sequence[SeenTable]) -> str:
    lines = ["# CSV files that are not UTF-8, and what they seem to be.", "[encoding]"]
    for each in seen:
        if each.encoding is not None:
            lines.append(f"# {FINISH} does this read well? {each.line}")
            lines.append(f"{json.dumps(each.name)} = {json.dumps(each.encoding)}")
    return "\n".join((*lines, ""))
