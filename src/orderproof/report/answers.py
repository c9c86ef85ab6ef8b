"""The answer files: what was judged, in forms that machines read, moved into place only when all of it is written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.errors import InputError
from orderproof.report.digest import findings_in_order, in_order
from orderproof.report.wording import instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from orderproof.model.verdict import Acceptance, Amount, Finding, JsonValue, Judgement, RuleVerdict

SCHEMA = 1
VERDICTS, FINDINGS, SUMMARY, REPORT, JUNIT, EVIDENCE, RUN = (
    "verdicts.json",
    "findings.ndjson",
    "summary.md",
    "report.html",
    "junit.xml",
    "evidence.ndjson",
    "run.json",
)


def verdicts_form(judgement: Judgement) -> dict[str, object]:
    """Shape verdicts.json: no clock and one order, so that the same history gives the same bytes."""
    return {
        "schema": SCHEMA,
        "source": judgement.source,
        "as_of": instant(judgement.as_of),
        "rules": [_rule_form(each) for each in in_order(judgement.rules)],
        "orders": {
            "perfect": judgement.orders.perfect,
            "imperfect": judgement.orders.imperfect,
            "unknown": judgement.orders.unknown,
        },
        "money_at_risk": [_amount_form(each) for each in _amounts(judgement.money_at_risk)],
        "notes": list(judgement.notes),
    }


def finding_form(finding: Finding) -> dict[str, object]:
    """Shape one line of findings.ndjson."""
    return {
        "rule": finding.rule,
        "subject": dict(finding.subject),
        "evidence": dict(finding.evidence),
        "says": finding.says,
        "severity": finding.severity,
        "handoff": finding.handoff,
        "at_risk": None if finding.at_risk is None else _amount_form(finding.at_risk),
        "fingerprint": finding.fingerprint,
        "suspect": finding.suspect,
        "accepted": None if finding.accepted is None else _acceptance_form(finding.accepted),
    }


def row_form(fingerprint: str, ledger: str, row: Mapping[str, object]) -> dict[str, object]:
    """Shape one line of evidence.ndjson: a row of a ledger that belongs to the finding's subject."""
    return {"fingerprint": fingerprint, "ledger": ledger, "row": {name: plain(value) for name, value in row.items()}}


def plain(value: object) -> JsonValue | dict[str, object]:
    """Turn a stored value into JSON's own words: times become ISO 8601 text in UTC, maps objects."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    return str(value)


def page_of(form: object) -> str:
    """Spell a JSON document for people and diffs: indented, ending in a line end."""
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def line_of(form: object) -> str:
    """Spell one line of a .ndjson file."""
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")) + "\n"


def verdicts_json(judgement: Judgement) -> str:
    """Spell verdicts.json."""
    return page_of(verdicts_form(judgement))


def finding_lines(judgement: Judgement) -> Iterator[str]:
    """Spell findings.ndjson line by line: there may be millions."""
    return (line_of(finding_form(each)) for each in findings_in_order(judgement))


@contextmanager
def draft(out: Path) -> Iterator[Path]:
    """Give an empty folder on the disk of `out`; moved in when the block ends well, removed when it does not.

    Opened before the judging, so that a folder nobody may write to is said at once. Files in `out` that are not
    answers stay; answers of an earlier run are replaced one by one, run.json with their digests last.
    """
    out = out.absolute()
    try:
        if out.exists() and not out.is_dir():
            raise NotADirectoryError(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        home = out if out.is_dir() else out.parent
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=home))
    except OSError as fault:
        raise _unwritable(out, fault) from fault
    try:
        yield folder
        _move_in(folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, lines: Iterable[str]) -> None:
    """Write text as UTF-8 with plain line ends; half a surrogate pair, which no text should have, is spelled out."""
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise _unwritable(path.parent, fault) from fault


def digests(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every answer file in a folder: run.json keeps them, to tell that files belong together."""
    return {name: digest_of(folder / name) for name in (VERDICTS, FINDINGS, SUMMARY, REPORT, JUNIT, EVIDENCE)}


def digest_of(path: Path) -> str:
    """Give a file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _move_in(folder: Path, out: Path) -> None:
    try:
        if not out.exists():
            folder.chmod(0o777 & ~_umask())
            folder.rename(out)
            return
        for each in sorted(folder.iterdir(), key=lambda path: (path.name == RUN, path.name)):
            each.replace(out / each.name)
    except OSError as fault:
        raise _unwritable(out, fault) from fault


def _umask() -> int:
    """Read the process's umask; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _unwritable(out: Path, fault: OSError) -> InputError:
    why = fault.strerror or ("is not a folder" if isinstance(fault, NotADirectoryError) else "cannot be written")
    return InputError(f"answers cannot be written there ({why})", str(out), "Give --out a folder you may write to.")


def _rule_form(rule: RuleVerdict) -> dict[str, object]:
    return {
        "rule": rule.rule,
        "pillar": rule.pillar,
        "kind": rule.kind,
        "severity": rule.severity,
        "handoff": rule.handoff,
        "verdict": rule.verdict.value,
        "subjects": rule.subjects,
        "broken": rule.broken,
        "unknown": rule.unknown,
        "suspect": rule.suspect,
        "reason": rule.reason,
        "at_risk": [_amount_form(each) for each in _amounts(rule.at_risk)],
        "accepted": rule.accepted,
    }


def _acceptance_form(acceptance: Acceptance) -> dict[str, object]:
    return {"reason": acceptance.reason, "until": acceptance.until.isoformat()}


def _amounts(amounts: Iterable[Amount]) -> list[Amount]:
    return sorted(amounts, key=lambda each: each.currency)


def _amount_form(amount: Amount) -> dict[str, object]:
    return {"currency": amount.currency, "amount_minor": amount.amount_minor}
