"""What rules see of the profile: deadlines with their jitter, reachable states, and the recording described."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb

from orderproof.audit.policy import make_relations, parameters, word_statuses
from orderproof.history.notation import parse_story
from orderproof.model.profile import parse_profile
from tests.audit.made import ENDS_AT, Prepared, changed, told

if TYPE_CHECKING:
    from pathlib import Path

STORY = "place A 1xMUG 10.00 EUR | capture A 10.00"


def test_a_deadline_carries_the_stated_jitter() -> None:
    """So that a stalled clock is no conviction."""
    profile = parse_profile('[deadlines]\nship = "3 days"\n[clock]\njitter = "2 s"\n', "profile.toml")
    sql = parameters(profile, ENDS_AT)["deadline_ship"]
    assert duckdb.execute(f"select {sql} = interval '259202' second").fetchone() == (True,)


def test_a_status_is_reachable_over_others_that_nobody_looked_at(tmp_path: Path) -> None:
    """Placed to shipped is fine where placed leads to confirmed and that to shipped."""
    profile = '[transitions.order]\nplaced = ["confirmed"]\nconfirmed = ["shipped", "placed"]\n'
    prepared = told(tmp_path, STORY, profile)
    make_relations(prepared.con, prepared.profile, prepared.survey)
    assert prepared.ask("select from_status, to_status from profile_reachable order by all") == [
        ("confirmed", "confirmed"),
        ("confirmed", "placed"),
        ("confirmed", "shipped"),
        ("placed", "confirmed"),
        ("placed", "placed"),
        ("placed", "shipped"),
    ]


def test_a_native_status_gets_the_profiles_common_word(tmp_path: Path) -> None:
    """A word that was recorded stays."""
    prepared = told(
        tmp_path,
        STORY
        + " | row statuses object_type=order object_id=A order_id=A native=versandt | status A placed native=versandt",
        '[statuses.order]\nversandt = "shipped"\n',
    )
    relation = word_statuses(prepared.con, prepared.relations, prepared.profile)["statuses"]
    assert prepared.ask(f"select canonical from {relation} order by 1") == [("placed",), ("shipped",)]


def test_redelivered_and_contradicted_rows_are_counted(tmp_path: Path) -> None:
    """Once more is a redelivery; otherwise is a contradiction, sure or possible."""
    *rest, capture = parse_story(STORY, run="run", ends_at=ENDS_AT)
    rows = [*rest, capture, replace(capture, observed_at=ENDS_AT), changed(capture, amount=900)]
    prepared = Prepared(tmp_path, rows)
    assert "recordings" in make_relations(prepared.con, prepared.profile, prepared.survey)
    asked = "select redelivered, contradicted_min, contradicted_max, first_contradicted from recordings"
    assert prepared.ask(f"{asked} where ledger = 'payments'") == [(1, 1, 1, capture.row_id)]


def test_what_available_means_is_the_profiles_to_say(tmp_path: Path) -> None:
    """Some systems have an on-hand that is net of reservations already."""
    prepared = told(tmp_path, STORY, '[stock]\navailable = "on_hand - safety"\n')
    make_relations(prepared.con, prepared.profile, prepared.survey)
    assert prepared.ask("select formula from profile_stock") == [("on_hand - safety",)]


def test_rules_know_how_many_smallest_units_a_currency_has(tmp_path: Path) -> None:
    prepared = told(tmp_path, STORY)
    make_relations(prepared.con, prepared.profile, prepared.survey)
    assert prepared.ask(
        "select currency, minor_units from currency_units where currency in ('EUR', 'JPY', 'KWD') order by all"
    ) == [("EUR", 100), ("JPY", 1), ("KWD", 1000)]
