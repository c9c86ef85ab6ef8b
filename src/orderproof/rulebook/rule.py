"""A rule as its file says it: the header read and checked against closed vocabularies, the SQL left as text."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from orderproof.errors import RuleError
from orderproof.model.words import HANDOFFS, PILLARS, RULE_KINDS, SEVERITIES

if TYPE_CHECKING:
    from pathlib import Path

REQUIRED_FIELDS = ("kind", "severity", "handoff", "customer", "says", "source")
OPTIONAL_FIELDS = ("applies", "plants", "tolerance", "doubt", "pillar")
CLOSED_FIELDS = {"kind": RULE_KINDS, "severity": SEVERITIES, "handoff": HANDOFFS, "pillar": PILLARS}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what is promised, to whom it matters, and the SQL that convicts.

    `applies` and `doubt` are SQL conditions over the rule's sources; `tolerance` is in minor units or units.
    """

    name: str
    pillar: str
    statement: str
    kind: str
    severity: str
    handoff: str
    customer: str
    says: str
    source: str
    sql: str
    path: Path
    applies: str | None = None
    doubt: str | None = None
    tolerance: int | None = None
    plants: tuple[str, ...] = ()

    @property
    def cases_path(self) -> Path:
        """Where the rule's own histories stand."""
        return self.path.with_suffix(".cases")


def read_rule(path: Path) -> Rule:
    """Read one rule file; RuleError names the file, the header field and what is allowed."""
    statement, fields, body = _split(path)
    missing = [each for each in REQUIRED_FIELDS if each not in fields]
    if missing:
        raise RuleError(f"the header lacks `{missing[0]}:`", str(path), f"Add a line `-- {missing[0]}: ...`.")
    pillar = fields.get("pillar") or path.parent.name
    if pillar not in PILLARS:
        raise RuleError(
            f"the folder `{pillar}` is not a pillar",
            str(path),
            f"Put the file in a folder named one of {', '.join(PILLARS)}, or add a line `-- pillar: ...`.",
        )
    return Rule(
        name=f"{pillar}/{path.stem.replace('_', '-')}",
        pillar=pillar,
        statement=statement,
        kind=fields["kind"],
        severity=fields["severity"],
        handoff=fields["handoff"],
        customer=fields["customer"],
        says=fields["says"],
        source=fields["source"],
        sql=body,
        path=path,
        applies=fields.get("applies"),
        doubt=fields.get("doubt"),
        tolerance=_tolerance(fields.get("tolerance"), path),
        plants=tuple(each.strip() for each in fields.get("plants", "").split(",") if each.strip()),
    )


def split_header(path: Path) -> tuple[list[str], str]:
    """Part a rulebook file into its leading comment lines (without `--`) and the SQL below them."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise RuleError(f"cannot be read ({fault})", str(path), "Give a readable UTF-8 text file.") from fault
    top = 0
    while top < len(lines) and lines[top].startswith("--"):
        top += 1
    body = "\n".join(lines[top:]).strip().rstrip(";")
    if not body:
        raise RuleError("there is no SQL below the header", str(path), "Write one SELECT below the `--` lines.")
    return [line[2:].strip() for line in lines[:top]], body


def _split(path: Path) -> tuple[str, dict[str, str], str]:
    """Part a rule file into its statement, its fields and its SQL."""
    header, body = split_header(path)
    if "" not in header:
        raise RuleError(
            "the header is not a statement, an empty `--` line and fields",
            str(path),
            "Begin with `-- <what is promised>`, then `--`, then one `-- field: value` a line.",
        )
    gap = header.index("")
    statement = " ".join(header[:gap]).strip()
    if not statement:
        raise RuleError("the statement is missing", str(path), "Say in the first line what is promised.")
    fields: dict[str, str] = {}
    for number, line in enumerate(header[gap + 1 :], start=gap + 2):
        name, value = _field(line, f"{path}:{number}")
        if name in fields:
            raise RuleError(f"`{name}:` stands twice", f"{path}:{number}", "Keep one of the two lines.")
        fields[name] = value
    return statement, fields, body


def _field(line: str, where: str) -> tuple[str, str]:
    """Read `name: value`, checking the name and, where its vocabulary is closed, the value."""
    name, colon, value = (part.strip() for part in line.partition(":"))
    known = REQUIRED_FIELDS + OPTIONAL_FIELDS
    if not colon or name not in known:
        close = get_close_matches(name, known, 1)
        hint = f"Did you mean `{close[0]}:`?" if close else f"Allowed are {', '.join(known)}."
        raise RuleError(f"`{line}` is not a header field", where, hint)
    if not value:
        raise RuleError(f"`{name}:` is empty", where, "Give it a value or drop the line.")
    allowed = CLOSED_FIELDS.get(name)
    if allowed and value not in allowed:
        close = get_close_matches(value, allowed, 1)
        hint = f"Did you mean `{close[0]}`?" if close else f"Allowed are {', '.join(allowed)}."
        raise RuleError(f"`{value}` is not a {name}", where, hint)
    return name, value


def _tolerance(text: str | None, path: Path) -> int | None:
    if text is None:
        return None
    if not text.isdigit():
        raise RuleError(
            f"`tolerance: {text}` is not a whole number", str(path), "Give minor units or units, 0 or more."
        )
    return int(text)
