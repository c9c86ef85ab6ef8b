"""Looking at a history once: up to when it reaches, who says it, what is odd about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.audit.survey import survey
from orderproof.errors import SourceError
from orderproof.history.notation import parse_story
from orderproof.history.store import history_relations, write
from orderproof.model.profile import Profile, parse_profile
from tests.audit.made import ENDS_AT, changed, told

if TYPE_CHECKING:
    from pathlib import Path

STORY = "place A 1xMUG 10.00 EUR | capture A 10.00"


def test_absence_is_evidence_up_to_the_last_time_recorded(tmp_path: Path) -> None:
    """Unless somebody says up to when."""
    write(parse_story(STORY, run="run", ends_at=ENDS_AT), tmp_path / "h")
    con = duckdb.connect()
    relations = history_relations(con, tmp_path / "h")
    said = datetime(2026, 7, 1)  # noqa: DTZ001 - ledgers hold UTC without saying so
    dated = parse_profile("as_of = 2026-08-01T00:00:00\n", "profile.toml")
    assert survey(con, relations, Profile.default(), None).as_of == ENDS_AT
    assert survey(con, relations, dated, None).as_of == dated.as_of
    assert survey(con, relations, dated, said).as_of == said


def test_a_history_without_any_time_asks_for_one(tmp_path: Path) -> None:
    """Nobody can say what is overdue."""
    order, _ = parse_story("place A 1xMUG 10.00 EUR", run="run", ends_at=ENDS_AT)
    rows = [changed(order, occurred_at=None, placed_at=None)]
    write(rows, tmp_path / "h")
    con = duckdb.connect()
    with pytest.raises(SourceError, match="--as-of"):
        survey(con, history_relations(con, tmp_path / "h"), Profile.default(), None)


def test_two_runs_are_not_audited_as_one(tmp_path: Path) -> None:
    """Their order ids may collide."""
    rows = [
        *parse_story(STORY, run="one", ends_at=ENDS_AT),
        *parse_story(STORY, run="two", ends_at=ENDS_AT, prefix="b"),
    ]
    write(rows, tmp_path / "h")
    con = duckdb.connect()
    with pytest.raises(SourceError, match="2 runs"):
        survey(con, history_relations(con, tmp_path / "h"), Profile.default(), None)


def test_the_usual_witness_is_taken_where_the_profile_names_none(tmp_path: Path) -> None:
    """The gateway for money, the carrier for scans; a claim ledger has none."""
    prepared = told(tmp_path, STORY + " | system: capture A 10.00 | scan P1 delivered | total A 10.00")
    witnesses = prepared.survey.witnesses
    assert (witnesses["payments"], witnesses["scans"], witnesses["order_totals"]) == (
        {"": "gateway*"},
        {"": "carrier"},
        {"": "*"},
    )


def test_times_that_run_backwards_are_counted_per_source(tmp_path: Path) -> None:
    """Recorded before it occurred, seen before it was recorded."""
    *rest, capture = parse_story(STORY, run="run", ends_at=ENDS_AT)
    backwards = replace(capture, recorded_at=ENDS_AT - timedelta(days=1), observed_at=ENDS_AT - timedelta(days=2))
    write([*rest, backwards], tmp_path / "h")
    con = duckdb.connect()
    (source,) = survey(con, history_relations(con, tmp_path / "h"), Profile.default(), None).ledgers["payments"].sources
    assert (source.recorded_before_occurred, source.observed_before_recorded) == ((1, 1), (1, 1))
