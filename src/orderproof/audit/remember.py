"""What an audit keeps so that the next one can look at the changes alone: hashes of rows, and what each rule said."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from orderproof import __version__
from orderproof.audit.cache import spelt
from orderproof.audit.count import Counts
from orderproof.model.ledgers import COLUMNS
from orderproof.model.verdict import Amount, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from orderproof.model.profile import Profile
    from orderproof.rulebook.book import Book
    from orderproof.rulebook.rule import Rule

STATE, ROWS, MARKS, CONVICTED = "since.json", "since-rows.parquet", "since-orders.parquet", "since-findings.ndjson"
FORM = 1
"""The form of these files; another one is not read."""
MARKED = "judged_orders"
"""The table (rule, key, order_id, is_broken, is_perhaps) of the orders that rules convict or cannot judge."""


@dataclass(frozen=True, slots=True)
class LedgerMarks:
    """How many rows a ledger had, what their hashes add up to, and who was its witness."""

    rows: int
    total: int
    witnesses: str


@dataclass(frozen=True, slots=True)
class Memory:
    """An earlier audit: by which book and profile, up to when, each ledger's marks, and what each rule counted.

    `findings` are those of rules that were not suspect. `folder` holds the hashes and the marked orders.
    """

    identity: Mapping[str, str]
    as_of: datetime
    ledgers: Mapping[str, LedgerMarks]
    counts: Mapping[str, Counts]
    whole: frozenset[str] = frozenset()
    """Rules whose findings are not all kept: the next audit asks them in full."""
    findings: tuple[Finding, ...] = ()
    folder: Path = field(default_factory=Path)


def identity_of(book: Book, rules: Sequence[Rule], profile: Profile, *, mapped: bool) -> dict[str, str]:
    """Name what a verdict depends on besides rows and time; a reader is told which of these changed."""
    texts = [spelt(replace(rule, path=Path())) for rule in rules]
    texts += [spelt(replace(view, path=Path())) for view in book.views.values()]
    return {
        "version of Orderproof": __version__,
        "version of DuckDB": duckdb.__version__,
        "rulebook": _digest("\0".join(texts)),
        "profile": _digest(spelt(profile)),
        "way of reading": str(mapped),
    }


def hash_of(ledger: str) -> str:
    """Write the hash of a whole row of a ledger in SQL: 64 bits over all its columns."""
    return f"hash({', '.join(column.name for column in COLUMNS[ledger])})"


def hash_rows(con: duckdb.DuckDBPyConnection, ledger: str, relation: str, witnesses: object) -> LedgerMarks:
    """Keep the hash of every row of a ledger in a temp table `rows_<ledger>`, and sum them up."""
    con.execute(f"create or replace temp table rows_{ledger} as select {hash_of(ledger)} as h from {relation}")
    found = con.execute(f"select count(*), coalesce(sum(h::hugeint), 0) from rows_{ledger}").fetchone()
    count, total = found or (0, 0)
    return LedgerMarks(count, int(total), repr(witnesses))


def save(con: duckdb.DuckDBPyConnection, memory: Memory, folder: Path) -> None:
    """Write what the next audit needs into a folder; the state file names the digests of the others."""
    rows = " union all ".join(f"select '{name}' as ledger, h from rows_{name}" for name in memory.ledgers)
    con.execute(f"copy ({rows}) to '{_path(folder / ROWS)}' (format parquet, compression zstd)")
    con.execute(f"copy {MARKED} to '{_path(folder / MARKS)}' (format parquet, compression zstd)")
    with (folder / CONVICTED).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(_finding_form(each), ensure_ascii=False) + "\n" for each in memory.findings)
    form = {
        "form": FORM,
        "identity": dict(memory.identity),
        "as_of": memory.as_of.isoformat(),
        "ledgers": {n: [m.rows, str(m.total), m.witnesses] for n, m in memory.ledgers.items()},
        "counts": {n: [c.subjects, c.certain, c.broken, c.unknown] for n, c in memory.counts.items()},
        "whole": sorted(memory.whole),
        "files": {name: _digest_of(folder / name) for name in (ROWS, MARKS, CONVICTED)},
    }
    (folder / STATE).write_text(json.dumps(form, indent=1) + "\n", encoding="utf-8")


def load(folder: Path) -> Memory | str:
    """Read what an earlier audit kept; where there is nothing to be used, say why."""
    if not (folder / STATE).exists():
        return f"{folder} remembers no audit (run it with --remember)"
    try:
        form = json.loads((folder / STATE).read_text(encoding="utf-8"))
        if form["form"] != FORM:
            return f"{folder} was written by another version of Orderproof"
        if any(_digest_of(folder / name) != digest for name, digest in form["files"].items()):
            return f"the files of {folder} do not belong together"
        return Memory(
            identity=form["identity"],
            as_of=datetime.fromisoformat(form["as_of"]),
            ledgers={n: LedgerMarks(rows, int(total), who) for n, (rows, total, who) in form["ledgers"].items()},
            counts={name: Counts(*each) for name, each in form["counts"].items()},
            whole=frozenset(form["whole"]),
            findings=tuple(_findings(folder / CONVICTED)),
            folder=folder,
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return f"{folder} cannot be read as an audit's memory ({type(fault).__name__})"


def _finding_form(finding: Finding) -> list[Any]:
    at_risk = finding.at_risk and [finding.at_risk.currency, finding.at_risk.amount_minor]
    told = [finding.rule, dict(finding.subject), dict(finding.evidence), finding.says]
    return [*told, finding.severity, finding.handoff, at_risk, finding.fingerprint]


def _findings(path: Path) -> Iterator[Finding]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            rule, subject, evidence, says, severity, handoff, at_risk, fingerprint = json.loads(line)
            amount = None if at_risk is None else Amount(*at_risk)
            yield Finding(rule, subject, evidence, says, severity, handoff, amount, fingerprint)


def _path(path: Path) -> str:
    return str(path).replace("'", "''")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
