"""Pages asked for by name: a finding with its evidence, the rulebook, a rule, the mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from orderproof.model.words import PILLARS, RULE_KINDS
from orderproof.report.terminal import heading, indented, section, table
from orderproof.report.wording import accepted_words, figure, money, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import RenderableType

    from orderproof.history.mapping import LedgerMapping
    from orderproof.report.explain import Explanation
    from orderproof.report.terminal import Sheet
    from orderproof.rulebook.rule import Rule

UNSAID_COLUMNS = frozenset({"run", "occurred_at"})
"""Columns of an evidence row that the page leaves out: the same in every row, or shown as the time."""


def show_explanation(sheet: Sheet, explanation: Explanation) -> None:
    """Show a finding: the sentence, the promise, what it means for the customer, and the rows in time order."""
    finding = explanation.finding
    subject = ", ".join(f"{name}={one_line(value)}" for name, value in finding.subject.items())
    told = [
        ("finding", finding.fingerprint),
        ("rule", f"{finding.rule} ({finding.severity}, at {finding.handoff})"),
        ("promise", explanation.words.statement),
        ("customer", explanation.words.customer),
        ("subject", subject),
        ("at risk", "" if finding.at_risk is None else money(finding.at_risk)),
        ("convicts", ", ".join(f"{name}={one_line(value)}" for name, value in finding.evidence.items())),
        ("accepted", "" if finding.accepted is None else accepted_words(finding.accepted)),
        ("suspect", "rule, mapping or convention? It breaks on nearly every subject." if finding.suspect else ""),
    ]
    rows = [(_when(row), ledger, _said(row, finding.subject)) for ledger, row in explanation.rows]
    evidence = [table(("time (UTC)", "ledger", "row (money in minor units)"), rows)] if rows else []
    ending = [] if rows else [indented("No ledger holds a row about this subject.")]
    ending += [indented(f"Only the first {figure(len(rows))} rows are shown.")] if explanation.cut else []
    sheet.show(
        Text(one_line(finding.says), style="bold"),
        facts(told),
        *section("Evidence in time order", [*evidence, *ending]),
    )


def show_rules(sheet: Sheet, rules: Iterable[Rule]) -> None:
    """List the rulebook by pillar and kind."""
    parts: list[RenderableType] = []
    listed = in_rulebook_order(rules)
    for pillar in PILLARS:
        of_pillar = [each for each in listed if each.pillar == pillar]
        rows = [(each.kind, each.severity, each.name, each.statement) for each in of_pillar]
        if rows:
            listing = table(("kind", "", "rule", "promise"), rows)
            listing.columns[2].no_wrap = True
            parts += [heading(f"{pillar}: {figure(len(rows))} rules"), listing]
    sheet.show(*parts, Text(f"\n{figure(len(listed))} rules. `orderproof rules RULE` shows one."))


def show_rule(sheet: Sheet, rule: Rule, cases: str) -> None:
    """Show one rule's page; `cases` is the text of its cases file, empty where it has none."""
    told = [
        ("customer", rule.customer),
        ("kind", rule.kind),
        ("severity", rule.severity),
        ("handoff", rule.handoff),
        ("says", rule.says),
        ("applies", rule.applies or "always"),
        ("doubt", rule.doubt or ""),
        ("tolerance", "" if rule.tolerance is None else str(rule.tolerance)),
        ("source", rule.source),
        ("plants", ", ".join(rule.plants)),
        ("file", str(rule.path)),
    ]
    sheet.show(
        Text(one_line(rule.name), style="bold"),
        indented(one_line(rule.statement), 0),
        facts(told),
        *section("SQL", map(_verbatim, rule.sql.splitlines())),
        *section("Cases", map(_verbatim, cases.splitlines())),
    )


def rule_form(rule: Rule) -> dict[str, object]:
    """Shape one entry of `rules --json`."""
    return {
        "rule": rule.name,
        "pillar": rule.pillar,
        "kind": rule.kind,
        "severity": rule.severity,
        "handoff": rule.handoff,
        "statement": rule.statement,
        "customer": rule.customer,
        "says": rule.says,
        "applies": rule.applies,
        "source": rule.source,
        "plants": list(rule.plants),
        "tolerance": rule.tolerance,
    }


def rule_page_form(rule: Rule, cases: str) -> dict[str, object]:
    """Shape `rules RULE --json`: the entry, and the texts of its files."""
    return {**rule_form(rule), "doubt": rule.doubt, "sql": rule.sql, "cases": cases, "file": str(rule.path)}


def in_rulebook_order(rules: Iterable[Rule]) -> list[Rule]:
    """Sort rules by pillar, kind and name."""
    return sorted(rules, key=lambda each: (PILLARS.index(each.pillar), RULE_KINDS.index(each.kind), each.name))


def facts(pairs: Iterable[tuple[str, str]]) -> RenderableType:
    """Set names and texts beside each other, those without a text left out."""
    pairs_table = table(("", ""), [(Text(name, style="dim"), said) for name, said in pairs if said])
    pairs_table.show_header = False
    return pairs_table


def cases_of(rule: Rule) -> str:
    """Read a rule's cases file; empty where there is none."""
    return rule.cases_path.read_text(encoding="utf-8") if rule.cases_path.is_file() else ""


def show_mappings(sheet: Sheet, mappings: Iterable[tuple[LedgerMapping, str]]) -> None:
    """List mappings with what their profiles say they are."""
    rows = [(mapping.name, figure(len(mapping.ledgers)), about) for mapping, about in mappings]
    sheet.show(
        table(("mapping", "ledgers", "about"), rows, right=(1,)),
        Text("\n`orderproof mappings NAME` shows one, `orderproof mappings init SOURCE` proposes one of your own."),
    )


def show_mapping(sheet: Sheet, mapping: LedgerMapping, about: str) -> None:
    """Show one mapping: what it is, the files of its ledgers, and its conventions."""
    files = [(ledger, mapping.place(file)) for ledger, file in mapping.ledgers.items()]
    files += [(f"step {step}", mapping.place(file)) for step, file in mapping.steps.items()]
    readme = mapping.readme.read_text(encoding="utf-8") if mapping.readme else ""
    sheet.show(
        Text(one_line(mapping.name), style="bold"),
        *([indented(one_line(about), 0)] if about else []),
        *section("Ledgers", [table(("", ""), files)]),
        *section("Conventions", map(_verbatim, readme.splitlines())),
    )


def mapping_form(mapping: LedgerMapping, about: str) -> dict[str, object]:
    """Shape one entry of `mappings --json`."""
    return {
        "mapping": mapping.name,
        "about": about,
        "built_in": mapping.built_in,
        "ledgers": list(mapping.ledgers),
        "steps": list(mapping.steps),
    }


def _verbatim(line: str) -> RenderableType:
    """Set a line of code as it stands, its indent kept."""
    indent = len(line) - len(line.lstrip())
    return indented(one_line(line), 2 + indent)


def _when(row: Mapping[str, Any]) -> str:
    found = next((row[name] for name in ("occurred_at", "recorded_at", "observed_at") if row.get(name)), "-")
    return str(found)


def _said(row: Mapping[str, Any], subject: Mapping[str, Any]) -> str:
    return " ".join(
        f"{name}={one_line(value)}"
        for name, value in row.items()
        if value not in (None, {})
        and name not in UNSAID_COLUMNS
        and (name, value) != ("certainty", "certain")
        and subject.get(name) != value
    )
