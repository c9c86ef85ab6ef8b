"""Writes the reference pages that are read off the code: `make docs`. A test compares them with what is committed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docs.status import status_page
from orderproof.history.notation.page import notation_page
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.words import PILLARS
from orderproof.rulebook.book import load_book

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orderproof.model.columns import Column
    from orderproof.rulebook.rule import Rule

HERE = Path(__file__).parent

LEDGERS_INTRODUCTION = """\
# The ledgers

Written by `make docs` from the data classes in `src/orderproof/model/ledgers`; do not edit.

A ledger is an append-only table of what was done or told. Ledgers of *facts* say what happened, and the profile names
one witness for each; ledgers of *claims* say what a system tells. A source maps onto the ledgers it has and leaves the
rest out: absent is unknown, never zero. Money is integer minor units (cents, or whole yen) beside an ISO 4217
currency; quantities are integers in the SKU's unit step; times are UTC with microseconds.

Columns marked *yes* are never null. A closed vocabulary is listed in full: any other word is refused when the source
is read.
"""

RULES_INTRODUCTION = """\
# The rules

Written by `make docs` from the headers of `src/orderproof/rulebook`; do not edit. `orderproof rules NAME` prints the
whole page of one rule.

*Laws* must hold between facts alone. *Claims*: what is told equals the facts. *Promises*: what must happen by when.
*Choices*: a decision is one that the declared policy allows. *Evidence*: the recording itself is sound. Severities: S1
the customer loses money, goods or privacy; S2 late, misinformed or refused; S3 merchant, finance or legal harm; S4
evidence hygiene.
"""

PILLARS_ASK = {
    "journey": "Did the order go the way it should, from placing to return?",
    "stock": "Are goods conserved, and is what is sold really there?",
    "money": "Is money conserved, and is every amount the right one?",
    "story": "Was the customer told the truth, once, and in time?",
    "evidence": "Can the recording be relied upon?",
}


def ledgers_page() -> str:
    """Compose docs/ledgers.md."""
    envelope = [column for column in COLUMNS["orders"] if column.envelope]
    parts = [
        LEDGERS_INTRODUCTION,
        "## The envelope\n\nThe columns that every ledger has, before its own.\n",
        _columns(envelope),
    ]
    for name, row in LEDGERS.items():
        told = f"Nature: {row.nature}. Stored by {', '.join(f'`{key}`' for key in row.keys)}, then time."
        kinds = f" Its kinds stand in `{row.kind_column}`." if row.kind_column else ""
        own = [column for column in COLUMNS[name] if not column.envelope]
        parts += [f"## {name}\n\n{row.__doc__} {told}{kinds}\n", _columns(own)]
    return "\n".join(parts)


def rules_page() -> str:
    """Compose docs/rules.md."""
    rules = load_book().rules.values()
    parts = [RULES_INTRODUCTION]
    for pillar in PILLARS:
        of_pillar = [rule for rule in rules if rule.pillar == pillar]
        parts.append(f"## {pillar}\n\n{PILLARS_ASK[pillar]} {len(of_pillar)} rules.\n")
        parts.append(_table(("rule", "kind", "severity", "handoff", "what is promised"), map(_rule_cells, of_pillar)))
    return "\n".join(parts)


def _columns(columns: Iterable[Column]) -> str:
    return _table(("column", "type", "always", "meaning"), map(_column_cells, columns))


def _column_cells(column: Column) -> tuple[str, ...]:
    words = f": {', '.join(f'`{value}`' for value in column.values)}" if column.values else ""
    sign = "; not negative" if column.not_negative else ""
    return (f"`{column.name}`", column.sql_type, "yes" if column.required else "", f"{column.says}{sign}{words}")


def _rule_cells(rule: Rule) -> tuple[str, ...]:
    return (f"`{rule.name}`", rule.kind, rule.severity, rule.handoff, rule.statement)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


PAGES = {
    "rulebook-status.md": status_page,
    "ledgers.md": ledgers_page,
    "rules.md": rules_page,
    "notation.md": notation_page,
}

if __name__ == "__main__":
    for name, compose in PAGES.items():
        (HERE / name).write_text(compose(), encoding="utf-8")
