"""One finding explained: its sentence, the rule it broke, and the rows of all ledgers in time order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from orderproof.audit.evidence import ROWS_MAX
from orderproof.errors import InputError
from orderproof.model.verdict import Acceptance, Amount, Finding
from orderproof.report.answers import EVIDENCE, FINDINGS, finding_form, plain
from orderproof.report.run import RuleWords, read_run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    Rows = Sequence[tuple[str, Mapping[str, Any]]]

NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding with its rule's words and its evidence: (ledger, row) in time order."""

    finding: Finding
    words: RuleWords
    rows: Rows

    @property
    def cut(self) -> bool:
        """Tell whether there may be more rows than are shown."""
        return len(self.rows) >= ROWS_MAX


def explain(folder: Path, fingerprint: str, reread: Callable[[Finding, Mapping[str, Any]], Rows]) -> Explanation:
    """Explain a finding of an earlier audit by its fingerprint or a unique beginning of it.

    Rows come from evidence.ndjson; for a finding whose rows were not kept, `reread(finding, request)` goes back to
    the source as run.json's `request` names it. InputError: no such finding (with the nearest), or several.
    """
    past = read_run(folder)
    finding = _find(folder, fingerprint.strip().lower())
    kept = [
        (str(form["ledger"]), dict(form["row"]))
        for form in _lines(folder / EVIDENCE)
        if form["fingerprint"] == finding.fingerprint
    ]
    rows: Rows = kept or [(ledger, _plain_row(row)) for ledger, row in reread(finding, past.request)]
    return Explanation(finding, past.rules.get(finding.rule, RuleWords("", "")), rows)


def explanation_form(explanation: Explanation) -> dict[str, object]:
    """Shape `explain --json`."""
    return {
        "finding": finding_form(explanation.finding),
        "statement": explanation.words.statement,
        "customer": explanation.words.customer,
        "rows": [{"ledger": ledger, "row": dict(row)} for ledger, row in explanation.rows],
        "cut": explanation.cut,
    }


def findings_of(folder: Path) -> tuple[Finding, ...]:
    """List all findings of an earlier audit, in the order of its file; InputError where it is not one."""
    read_run(folder)
    return tuple(_finding(form) for form in _lines(folder / FINDINGS))


def _find(folder: Path, beginning: str) -> Finding:
    known: list[str] = []
    found: dict[str, Finding] = {}
    for form in _lines(folder / FINDINGS):
        fingerprint = str(form["fingerprint"])
        known.append(fingerprint)
        if beginning and fingerprint.startswith(beginning):
            found[fingerprint] = _finding(form)
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise InputError(
            f"{len(found)} findings begin with `{beginning}`",
            str(folder / FINDINGS),
            f"Give more of it: {_some(sorted(found))}.",
        )
    nearest = sorted(set(known), key=lambda each: (-_shared(each, beginning), each))
    mend = f"The nearest are {_some(nearest)}." if nearest else "The audit found nothing broken."
    raise InputError(f"no finding has the fingerprint `{beginning}`", str(folder / FINDINGS), mend)


def _shared(one: str, other: str) -> int:
    """Count the letters that two texts begin with alike."""
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(other))


def _some(fingerprints: Sequence[str]) -> str:
    more = len(fingerprints) - NEAREST_SHOWN
    return ", ".join(fingerprints[:NEAREST_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _finding(form: Mapping[str, Any]) -> Finding:
    at_risk = form["at_risk"]
    return Finding(
        rule=form["rule"],
        subject=form["subject"],
        evidence=form["evidence"],
        says=form["says"],
        severity=form["severity"],
        handoff=form["handoff"],
        at_risk=None if at_risk is None else Amount(at_risk["currency"], at_risk["amount_minor"]),
        fingerprint=form["fingerprint"],
        suspect=form["suspect"],
        accepted=_acceptance(form.get("accepted")),
    )


def _acceptance(form: Mapping[str, Any] | None) -> Acceptance | None:
    return None if form is None else Acceptance(form["reason"], date.fromisoformat(form["until"]))


def _plain_row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: plain(value) for name, value in row.items()}


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                try:
                    form = json.loads(line)
                    form["fingerprint"]
                except (ValueError, KeyError, TypeError) as fault:
                    raise InputError(
                        "the line is not one that an audit wrote", f"{path}:{number}", "Run the audit again."
                    ) from fault
                yield form
    except OSError as fault:
        raise InputError("it cannot be read", str(path), "Run the audit again with --out.") from fault
