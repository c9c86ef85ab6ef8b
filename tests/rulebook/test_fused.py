"""Fused equals one by one: rules counted in one query over shared tables say what each says alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from orderproof.audit.compile import compile_book
from orderproof.audit.count import Counts, count, counting_sql, inlined_sql
from orderproof.audit.judge import open_case
from orderproof.history.store import history_relations, write
from orderproof.rulebook.book import load_book
from tests.rulebook.histories import histories
from tests.rulebook.test_doubt import _prefixed
from tests.rulebook.trial import ENDS_AT, cases_profile

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row

HISTORIES = 200 if os.environ.get("ORDERPROOF_THOROUGH") else 8


def test_rules_counted_together_say_what_each_says_alone(tmp_path: Path) -> None:
    """On generated histories of a few hundred rows: as much as each alone over its own inlined, unpruned views."""
    rules = compile_book(book := load_book(), book.rules.values())
    drawn: list[list[tuple[Row, ...]]] = []

    @seed(7)
    @settings(max_examples=HISTORIES, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.lists(histories(), min_size=5, max_size=20))
    def collect(batch: list[tuple[Row, ...]]) -> None:
        drawn.append(batch)

    collect()
    compared = 0
    for place, batch in enumerate(drawn):
        rows = [_prefixed(row, f"h{number}/") for number, history in enumerate(batch) for row in history]
        folder = tmp_path / str(place)
        write(rows, folder, run="cases")
        con = duckdb.connect()
        case = open_case(con, history_relations(con, folder), cases_profile(), rules, as_of=ENDS_AT)
        fused = count(con, case.plan.ready, case.values, {}, by_prefix=True)
        assert dict(fused.failed) == {}
        for rule in case.plan.ready:
            alone = inlined_sql(
                case.plan, rule, case.known, case.values, counting_sql([rule], case.values, {}, by_prefix=True)
            )
            expected = {row[0]: Counts(*row[1:]) for row in con.execute(alone).fetchall()}
            assert {k[0]: v for k, v in fused.counts.items() if k[1] == rule.rule.name and v != Counts()} == {
                k: v for k, v in expected.items() if v != Counts()
            }
            compared += 1
    print(f"{len(drawn)} histories, {compared} rules compared")
    assert compared > 0
