"""The baseline: findings that are known and accepted, each with a reason and the last day on which that holds.

Acceptance changes what fails, never what is true: counts, grades and money stay as they were judged.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from orderproof.errors import InputError
from orderproof.model.verdict import Acceptance, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from orderproof.model.verdict import Finding, Judgement, RuleVerdict

TABLE = "accepted"
REQUIRED = ("fingerprint", "reason", "until")
KNOWN = (*REQUIRED, "rule", "says")
SHAPE = 'An entry is [[accepted]] with fingerprint = "16 hex digits", reason = "why" and until = 2027-01-31.'
HEAD = """\
# Known findings that Orderproof accepts until a day (the day itself included). Take an entry out when it is mended.
"""
_HEADER = re.compile(r"\s*\[\[\s*accepted\s*\]\]")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_SAID_MAX = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding; `rule` and `says` are for readers only and may be empty."""

    fingerprint: str
    acceptance: Acceptance
    rule: str = ""
    says: str = ""


def read_baseline(path: Path) -> dict[str, Entry]:
    """Read a baseline file, entries by fingerprint; InputError names the line of what is wrong and how to mend it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        why = "is not UTF-8 text" if isinstance(fault, UnicodeDecodeError) else "cannot be read"
        raise InputError(f"the baseline {why}", str(path), "`orderproof baseline RUN` writes one.") from fault
    try:
        form = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = re.search(r"at line (\d+)", str(fault))
        line = int(found.group(1)) if found else text.count("\n") + 1
        raise InputError(f"it is not TOML: {fault}", f"{path}:{line}", SHAPE) from fault
    starts = [number for number, line in enumerate(text.splitlines(), start=1) if _HEADER.match(line)]
    tables = form.pop(TABLE, [])
    if form or not isinstance(tables, list) or len(starts) < len(tables):
        unknown = next(iter(form), TABLE)
        line = next((n for n, each in enumerate(text.splitlines(), start=1) if unknown in each), 1)
        raise InputError(f"`{unknown}` is nothing that a baseline holds", f"{path}:{line}", SHAPE)
    entries: dict[str, Entry] = {}
    for line, table in zip(starts, tables, strict=False):
        entry = _entry(table, f"{path}:{line}")
        if entry.fingerprint in entries:
            raise InputError(f"{entry.fingerprint} stands twice", f"{path}:{line}", "Take one of the two entries out.")
        entries[entry.fingerprint] = entry
    return entries


def _entry(table: Mapping[str, object], where: str) -> Entry:
    missing = next((name for name in REQUIRED if name not in table), None)
    if missing is not None:
        raise InputError(f"the entry has no `{missing}`", where, SHAPE)
    unknown = next((name for name in table if name not in KNOWN), None)
    if unknown is not None:
        raise InputError(f"an entry has no key `{unknown}`", where, f"Keys are {', '.join(KNOWN)}.")
    fingerprint, reason, until = (table[name] for name in REQUIRED)
    if not isinstance(fingerprint, str) or not _FINGERPRINT.fullmatch(fingerprint):
        raise InputError(f"`{fingerprint}` is no fingerprint", where, "It is the 16 hex digits in findings.ndjson.")
    if not isinstance(reason, str) or not reason.strip():
        raise InputError("the reason is empty", where, 'Say why it is accepted: reason = "...".')
    if not isinstance(until, date) or isinstance(until, datetime):
        raise InputError(f"`until = {until}` is no day", where, "Write it without quotes: until = 2027-01-31.")
    return Entry(fingerprint, Acceptance(reason, until), str(table.get("rule", "")), str(table.get("says", "")))


def spell_baseline(entries: Iterable[Entry]) -> str:
    """Spell a baseline file, by rule and fingerprint, so that two of them can be compared line by line."""
    told = sorted(entries, key=lambda each: (each.rule, each.fingerprint))
    return "\n".join([HEAD, *(_spell(each) for each in told)])


def _spell(entry: Entry) -> str:
    rows = {"fingerprint": entry.fingerprint, "rule": entry.rule, "says": entry.says, "reason": entry.acceptance.reason}
    lines = [f"[[{TABLE}]]", *(f"{name} = {_quoted(value)}" for name, value in rows.items() if value)]
    return "\n".join([*lines, f"until = {entry.acceptance.until.isoformat()}", ""])


def _quoted(text: str) -> str:
    """Write a TOML basic string: JSON's, but for the two escapes that they do not share."""
    return json.dumps(text.encode("utf-8", "backslashreplace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")


def accept(judgement: Judgement, entries: Mapping[str, Entry], today: date) -> Judgement:
    """Mark the findings that the baseline accepts today, and say which of its entries are expired or match nothing."""
    valid = {name: each for name, each in entries.items() if each.acceptance.until >= today}
    findings = tuple(
        replace(each, accepted=valid[each.fingerprint].acceptance) if each.fingerprint in valid else each
        for each in judgement.findings
    )
    found = {each.fingerprint for each in findings}
    accepted = Counter(each.rule for each in findings if each.accepted is not None)
    rules = tuple(_with_accepted(each, accepted[each.rule]) for each in judgement.rules)
    expired = [f"{each.fingerprint} on {each.acceptance.until}" for name, each in entries.items() if name not in valid]
    unmatched = [name for name in valid if name not in found]
    notes = [
        *_said("baseline: acceptance has expired", expired),
        *_said("baseline: accepted, but not found any more (take it out)", unmatched),
    ]
    return replace(judgement, rules=rules, findings=findings, notes=(*judgement.notes, *notes))


def accepted_again(
    entries: Mapping[str, Entry], findings: Iterable[Finding], acceptance: Acceptance, today: date
) -> dict[str, Entry]:
    """Add findings to a baseline: those that it accepts already keep their own reason and day."""
    fresh = {
        each.fingerprint: Entry(each.fingerprint, acceptance, each.rule, each.says)
        for each in findings
        if each.fingerprint not in entries or entries[each.fingerprint].acceptance.until < today
    }
    return {**entries, **fresh}


def _with_accepted(rule: RuleVerdict, accepted: int) -> RuleVerdict:
    """Count what is accepted of a rule; the one finding of a suspect rule stands for all that it broke on."""
    if rule.verdict is not Verdict.BROKEN or not accepted:
        return rule
    return replace(rule, accepted=rule.broken if rule.suspect else min(accepted, rule.broken))


def _said(what: str, names: Sequence[str]) -> list[str]:
    more = f" and {len(names) - _SAID_MAX:,} more" if len(names) > _SAID_MAX else ""
    return [f"{what}: {', '.join(sorted(names)[:_SAID_MAX])}{more}"] if names else []
