"""run.json: who asked what, when and with which rules, so that `explain` can go back to the source later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from orderproof.errors import InputError
from orderproof.report.answers import FINDINGS, RUN, SCHEMA, digest_of
from orderproof.report.wording import instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a rule promises, and what its breach means for the customer."""

    statement: str
    customer: str


@dataclass(frozen=True, slots=True)
class Run:
    """One audit as it was asked for. `request` holds the command's options in JSON's words, paths absolute."""

    version: str
    started_at: datetime
    milliseconds: int
    exit_code: int
    failed: tuple[str, ...]
    must_exercise_missed: tuple[str, ...]
    request: Mapping[str, Any]
    rules: Mapping[str, RuleWords]


def run_form(run: Run, files: Mapping[str, str]) -> dict[str, object]:
    """Shape run.json; `files` gives each answer file's SHA-256."""
    return {
        "schema": SCHEMA,
        "orderproof": run.version,
        "started_at": instant(run.started_at),
        "milliseconds": run.milliseconds,
        "exit_code": run.exit_code,
        "failed": list(run.failed),
        "must_exercise_missed": list(run.must_exercise_missed),
        "request": dict(run.request),
        "rules": {
            name: {"statement": words.statement, "customer": words.customer} for name, words in run.rules.items()
        },
        "files": dict(files),
    }


@dataclass(frozen=True, slots=True)
class PastRun:
    """What `explain` needs of a run.json."""

    request: Mapping[str, Any]
    rules: Mapping[str, RuleWords]


def read_run(folder: Path) -> PastRun:
    """Read run.json of an earlier audit; InputError when the folder holds none, or files of two audits."""
    path = folder / RUN
    try:
        form = json.loads(path.read_text(encoding="utf-8"))
        rules = {name: RuleWords(words["statement"], words["customer"]) for name, words in form["rules"].items()}
        request, digest = dict(form["request"]), str(form["files"][FINDINGS])
        mixed = digest_of(folder / FINDINGS) != digest
    except FileNotFoundError as fault:
        raise InputError(
            "there are no answers of an audit here", str(folder), "Give --run the folder that `audit --out` wrote."
        ) from fault
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise InputError(
            "it is not the run.json of an audit", str(path), "Give --run the folder that `audit --out` wrote."
        ) from fault
    if mixed:
        raise InputError(
            f"{FINDINGS} is not the file that {RUN} speaks of", str(folder), "Run the audit again with this --out."
        )
    return PastRun(request, rules)
