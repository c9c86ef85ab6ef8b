"""Composes docs/rulebook-status.md: what became of each of the 303 drafts that the rulebook was built from."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.rulebook.book import load_book

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = Path(__file__).parent / "rulebook"
BUILT, MERGED, WAITING = "built", "merged", "waiting"
INTRODUCTION = """\
# What became of the drafts

Written by `make docs` from `docs/rulebook/*.toml`; do not edit.

The rulebook was drawn from 303 drafts. *Built*: a rule judges it. *Merged*: rules of other names judge it together with
something else. *Waiting*: nothing judges it yet, and why. Where a severe draft (S1) is judged, the last column says
what exercises it besides its cases: the embedded shop, Vendure, or recorded orders (olist, ocel).
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft and what became of it. `rules` judge it; without any, `waiting` says why."""

    id: str
    name: str
    severity: str
    rules: tuple[str, ...]
    is_merged: bool
    waiting: str
    exercised: str
    unexercised: str
    corrected: str

    @property
    def state(self) -> str:
        """Say it in one word."""
        return WAITING if not self.rules else MERGED if self.is_merged else BUILT


def drafts(folder: Path = FOLDER) -> dict[str, tuple[Draft, ...]]:
    """Read every file: its name -> its drafts, as they stand there; ValueError says which draft is off, and how."""
    return {
        file.stem: tuple(_draft(name, told) for name, told in tomllib.loads(file.read_text(encoding="utf-8")).items())
        for file in sorted(folder.glob("*.toml"))
    }


def status_page() -> str:
    """Compose docs/rulebook-status.md."""
    families = drafts()
    everything = [draft for family in families.values() for draft in family]
    parts = [INTRODUCTION, _counts(everything)]
    for family, those in families.items():
        told = Counter(draft.state for draft in those)
        counted = ", ".join(f"{told[state]} {state}" for state in (BUILT, MERGED, WAITING))
        parts.append(f"## {family}\n\n{len(those)} drafts: {counted}.\n")
        parts.append(_table(("draft", "name", "severity", "state", "judged by, or why not", "exercised by"), those))
    beyond = sorted(set(load_book().rules) - {rule for draft in everything for rule in draft.rules})
    parts.append("## Beyond the drafts\n\nRules that answer none of them, found while building.\n")
    parts.append("".join(f"- `{rule}`\n" for rule in beyond))
    return "\n".join(parts)


def _draft(name: str, told: dict[str, object]) -> Draft:
    merged = told.get("merged", [])
    rule = told.get("rule")
    if sum(key in told for key in ("rule", "merged", "waiting")) != 1 or not isinstance(merged, list):
        raise ValueError(f"{name}: one of `rule`, `merged` (a list) and `waiting` has to be there")
    word = {
        key: str(told.get(key, "")) for key in ("name", "severity", "waiting", "exercised", "unexercised", "corrected")
    }
    rules = (str(rule),) if rule is not None else tuple(map(str, merged))
    return Draft(id=name, rules=rules, is_merged=rule is None, **word)


def _counts(everything: Sequence[Draft]) -> str:
    states = Counter((draft.severity, draft.state) for draft in everything)
    lines = ["| severity | drafts | built | merged | waiting |", "| --- | --- | --- | --- | --- |"]
    for severity in ("S1", "S2", "S3", "S4", "all"):
        row = [
            sum(n for (s, t), n in states.items() if severity in (s, "all") and t == state)
            for state in (BUILT, MERGED, WAITING)
        ]
        lines.append(f"| {severity} | {sum(row)} | {' | '.join(map(str, row))} |")
    return "\n".join(lines) + f"\n\nThe rulebook has {len(load_book().rules)} rules.\n"


def _table(head: Sequence[str], those: Sequence[Draft]) -> str:
    lines = [list(head), ["---"] * len(head)]
    for draft in those:
        judged = ", ".join(f"`{rule}`" for rule in draft.rules) or draft.waiting
        judged += f" (the draft was wrong: {draft.corrected})" if draft.corrected else ""
        seen = draft.exercised or (f"nothing: {draft.unexercised}" if draft.unexercised else "")
        lines.append([draft.id, draft.name, draft.severity, draft.state, judged, seen])
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
