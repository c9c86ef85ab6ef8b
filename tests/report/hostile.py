"""Texts that a page must show letter by letter, and a judgement that holds them in every field there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from orderproof.audit.handoffs import Count, Passage
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.verdict import Amount, Finding, Judgement, OrderCounts, RuleVerdict, Verdict
from orderproof.model.words import HANDOFFS
from orderproof.report.campaign import Campaign, Latency
from orderproof.report.digest import digest
from orderproof.report.exhibit import exhibit_of
from orderproof.report.webpage import Matter
from tests.report.judgements import AS_OF

if TYPE_CHECKING:
    from orderproof.model.verdict import JsonValue
    from orderproof.report.digest import Digest

HOSTILE = (
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "' onfocus='window.hit=1' autofocus='",
    "</style><style>*{display:none}</style>",
    "--><svg onload=window.hit=1>",
    "]]><b>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:window.hit=1",
    "a\u202eb\u2066c\u200ed",
    "nul\x00esc\x1b[31m\ufffe\ud800",
    "<iframe src=//evil.example></iframe>",
)
"""Markup, quotes, events, templates, marks that turn the reading direction, letters that no XML holds."""
ALL_OF_THEM = " ".join(HOSTILE)


@dataclass(slots=True)
class Marked:
    """Gives each field a text of its own: the hostile ones, and a number to find it by."""

    count: int = 0

    def __call__(self) -> str:
        self.count += 1
        return f"n{self.count}n {ALL_OF_THEM}"


def hostile_rows(mark: Marked) -> list[tuple[str, dict[str, Any]]]:
    """Make a row of every ledger, with hostile text in every column that holds text."""
    rows = []
    for number, ledger in enumerate(LEDGERS):
        row: dict[str, Any] = {}
        for column in COLUMNS[ledger]:
            if column.sql_type == "TIMESTAMP":
                row[column.name] = AS_OF + timedelta(seconds=number)
            elif column.sql_type == "BIGINT":
                row[column.name] = number
            elif column.sql_type == "BOOLEAN":
                row[column.name] = True
            elif column.name.endswith("currency"):
                row[column.name] = "EUR"
            elif column.sql_type == "VARCHAR":
                row[column.name] = mark()
            else:
                row[column.name] = {mark(): mark()}
        rows.append((ledger, row))
    return rows


def hostile_page() -> tuple[Digest, Matter, int]:
    """Build a judgement and its matter, hostile in every field; the last is how many texts were given."""
    mark = Marked()
    rules = [_rule(mark, verdict) for verdict in Verdict] + [_rule(mark, Verdict.BROKEN, suspect=True)]
    findings = [_finding(mark, each) for each in rules if each.verdict is Verdict.BROKEN]
    judgement = Judgement(
        mark(), AS_OF, tuple(rules), tuple(findings), OrderCounts(1, 2, 3), (Amount(mark(), 8),), (mark(), mark()),
        (mark(),), (mark(),),
    )  # fmt: skip
    matter = Matter(
        exhibits={each.fingerprint: exhibit_of(hostile_rows(mark)) for each in findings},
        passages=tuple(Passage(name, Count(1, 2), None, mark(), mark()) for name in HANDOFFS),
        customers={each.rule: mark() for each in rules},
        campaign=Campaign(mark(), 1, mark(), (mark(),), (Latency(mark(), 1, 1, 2, 3),), ((mark(), mark()),)),
    )
    return digest(judgement, {each.rule: mark() for each in rules}), matter, mark.count


def _rule(mark: Marked, verdict: Verdict, *, suspect: bool = False) -> RuleVerdict:
    return RuleVerdict(mark(), mark(), mark(), mark(), mark(), verdict, 5, 3, 2, suspect, mark(), (Amount(mark(), 7),))


def _finding(mark: Marked, rule: RuleVerdict) -> Finding:
    subject: dict[str, JsonValue] = {mark(): mark(), "n": None}
    evidence: dict[str, JsonValue] = {mark(): mark()}
    amount = Amount(mark(), 9)
    return Finding(rule.rule, subject, evidence, mark(), mark(), mark(), amount, mark(), rule.suspect)
