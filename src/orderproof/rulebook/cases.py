"""The cases of a rule: small histories in notation, each with the verdict that the rule must give on it.

A file of cases, with a header and below it a story for each:

    # what was told and what was taken
    breaks: one cent more than taken
      place A 1xMUG 10.00 EUR | capture A 10.00
      refund A 10.01
    edge holds: exactly what was taken
      place A 1xMUG 10.00 EUR | capture A 10.00 | refund A 10.00
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from orderproof.errors import NotationError, RuleError
from orderproof.history.notation import parse_story
from orderproof.model.suggestion import allowed_instead
from orderproof.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from orderproof.rulebook.rule import Rule

WORDS: Mapping[str, Verdict] = {
    "breaks": Verdict.BROKEN,
    "holds": Verdict.HOLDS,
    "edge breaks": Verdict.BROKEN,
    "edge holds": Verdict.HOLDS,
    "doubt": Verdict.UNKNOWN,
    "idle": Verdict.NOT_EXERCISED,
}
"""What may stand before a label, and the verdict it expects. `edge` sits on a bound, or one beyond it."""
REQUIRED = ("breaks", "holds", "edge", "doubt")
IF_IT_APPLIES = ("idle",)
"""Required where the rule says `applies:`."""

_ANY_DAY = datetime(2026, 1, 1)  # noqa: DTZ001 - times of ledgers are naive UTC; here the day does not matter


@dataclass(frozen=True, slots=True)
class Case:
    """One history and the verdict that the rule owes it. `line` is that of its header in the cases file."""

    rule: str
    expected: Verdict
    word: str
    label: str
    story: str
    line: int


def read_cases(rule: Rule) -> tuple[Case, ...]:
    """Read the cases beside a rule; RuleError when there is no such file or it is off."""
    return parse_cases(_text(rule.cases_path), rule.name, str(rule.cases_path))


def lacking_cases(rule: Rule, cases: Iterable[Case]) -> tuple[str, ...]:
    """Name the kinds of case that a rule needs and has not: breaks, holds, edge, doubt, and idle where it applies."""
    there = {word for case in cases for word in (case.word, case.word.partition(" ")[0])}
    wanted = REQUIRED + (IF_IT_APPLIES if rule.applies else ())
    return tuple(word for word in wanted if word not in there)


def parse_cases(text: str, rule: str, file: str) -> tuple[Case, ...]:
    """Read the text of a cases file; RuleError with file and line for anything off, the stories' notation included."""
    cases: list[Case] = []
    for line, header, story in _blocks(text, file):
        case = _case(rule, line, header, story, f"{file}:{line}")
        twin = next((each for each in cases if each.label == case.label), None)
        if twin:
            raise RuleError(
                f"`{case.label}` stands twice", f"{file}:{line}", f"Line {twin.line} has that label: give another."
            )
        cases.append(case)
    if not cases:
        raise RuleError("there is no case in it", file, "Write `breaks: <label>` and, indented below it, a story.")
    return tuple(cases)


def _blocks(text: str, file: str) -> list[tuple[int, str, list[str]]]:
    """Part the text into (line, header, story lines)."""
    blocks: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{file}:{number}"
        if "\t" in line:
            raise RuleError("there is a tab", where, "Indent with two spaces.")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line.startswith(" "):
            blocks.append((number, line.strip(), []))
        elif blocks:
            blocks[-1][2].append(line.strip().strip("|").strip())
        else:
            raise RuleError("a story stands before any header", where, "Write `breaks: <label>` above it.")
    return blocks


def _case(rule: str, line: int, header: str, story: list[str], where: str) -> Case:
    """Check one block."""
    word, colon, label = (part.strip() for part in header.partition(":"))
    if not colon or word not in WORDS:
        raise RuleError(f"`{word}` is no kind of case", where, allowed_instead(word, WORDS))
    if not label:
        raise RuleError(f"`{word}:` has no label", where, "Say in a few words what happens.")
    if not story:
        raise RuleError(f"`{label}` has no story", where, "Write it below, indented by two spaces.")
    case = Case(rule, WORDS[word], word, label, " | ".join(story), line)
    try:
        parse_story(case.story, run="case", ends_at=_ANY_DAY)
    except NotationError as fault:
        raise RuleError(f"{fault.what} in {fault.where}", where, fault.mend) from fault
    return case


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else fault
        raise RuleError(f"cannot be read ({reason})", str(path), "Write the rule's cases there (UTF-8).") from fault
