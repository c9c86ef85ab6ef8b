"""Ledgers made fit to be judged: redeliveries, settlements, witnesses and clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from orderproof.history.notation import parse_story
from tests.audit.made import ENDS_AT, Prepared, changed, told

if TYPE_CHECKING:
    from pathlib import Path

PAID = "place A 1xMUG 10.00 EUR | capture A 10.00"


def test_a_redelivered_row_counts_once(tmp_path: Path) -> None:
    """The same id with the same content, seen again later, is no second capture."""
    rows = parse_story(PAID, run="run", ends_at=ENDS_AT)
    again = replace(rows[-1], observed_at=ENDS_AT)
    assert Prepared(tmp_path, [*rows, again]).ask("select count(*), bool_and(certain) from payments") == [(1, True)]


def test_rows_that_contradict_each_other_under_one_id_are_all_in_doubt(tmp_path: Path) -> None:
    """Nobody knows which of the two amounts is right."""
    rows = parse_story(PAID, run="run", ends_at=ENDS_AT)
    prepared = Prepared(tmp_path, [*rows, changed(rows[-1], amount=900)])
    assert prepared.ask("select amount, certain from payments order by amount") == [(900, False), (1000, False)]
    assert "payments" not in prepared.known.certain


def test_a_possible_row_that_was_settled_counts_as_what_settled_it(tmp_path: Path) -> None:
    """The read-back replaces the doubt; void means that it did not happen."""
    prepared = told(
        tmp_path,
        "place A 1xMUG 10.00 EUR | capture? A 10.00 id=x | capture A 10.00 settles=x | capture? A 5.00 id=y "
        "| capture A 5.00 settles=y certainty=void",
    )
    assert prepared.ask("select amount, certain from payments") == [(1000, True)]


def test_an_unanswered_command_stays_in_doubt_until_it_is_settled(tmp_path: Path) -> None:
    """Neither a fact nor nothing."""
    assert told(tmp_path, "place A 1xMUG 10.00 EUR | capture? A 10.00").ask("select certain from payments") == [
        (False,)
    ]


def test_what_others_say_of_a_ledger_stands_apart_from_its_witness(tmp_path: Path) -> None:
    """The gateway saw the money; the system only claims it."""
    prepared = told(tmp_path, "place A 1xMUG 10.00 EUR | capture A 10.00 | system: capture A 12.00")
    assert prepared.ask("select amount from payments") == [(1000,)]
    assert prepared.ask("select amount from claimed_payments") == [(1200,)]


def test_the_profile_may_name_a_witness_for_one_kind(tmp_path: Path) -> None:
    """Refunds are seen by finance, everything else by the gateway."""
    story = "place A 1xMUG 10.00 EUR | capture A 10.00 | refund A 4.00 | finance: refund A 5.00"
    prepared = told(tmp_path, story, '[witness]\npayments = "gateway*"\n"payments.refund" = "finance"\n')
    assert prepared.ask("select kind, amount from payments order by 1") == [("capture", 1000), ("refund", 500)]


def test_the_drivers_possible_rows_are_facts_in_doubt(tmp_path: Path) -> None:
    """A timed-out call may have moved money that the gateway's list does not show yet."""
    prepared = told(tmp_path, "place A 1xMUG 10.00 EUR | capture A 10.00 | driver: capture? A 10.00")
    assert prepared.ask("select certain from payments order by certain") == [(False,), (True,)]


def test_an_instant_is_blurred_by_skew_and_granularity(tmp_path: Path) -> None:
    """A minute of granularity ends just before the next minute."""
    prepared = told(tmp_path, PAID, '[clock]\nskew = "2 s"\ngranularity = "1 minute"\n')
    low, high, occurred = prepared.ask("select happened_min, happened_max, occurred_at from payments")[0]
    assert isinstance(low, datetime)
    assert isinstance(high, datetime)
    assert isinstance(occurred, datetime)
    assert occurred - low == timedelta(seconds=2)
    assert high - occurred == timedelta(seconds=62) - timedelta(microseconds=1)


def test_an_effect_cannot_precede_the_command_that_caused_it(tmp_path: Path) -> None:
    """Even where the clock of its source runs ahead."""
    rows = list(parse_story("place A 1xMUG 10.00 EUR | ask capture A | capture A 10.00", run="run", ends_at=ENDS_AT))
    command = changed(rows[-2], command_id="k", invoked_at=ENDS_AT - timedelta(seconds=30))
    capture = replace(rows[-1], command_id="k", occurred_at=ENDS_AT)
    prepared = Prepared(tmp_path, [*rows[:-2], command, capture], '[clock]\nskew = "1 minute"\n')
    assert prepared.ask("select happened_min from payments") == [(ENDS_AT - timedelta(seconds=30),)]


def test_a_row_without_a_time_may_have_happened_at_any_time_until_it_was_seen(tmp_path: Path) -> None:
    """Absent is unknown."""
    rows = parse_story(PAID, run="run", ends_at=ENDS_AT)
    untimed = replace(rows[-1], occurred_at=None, observed_at=ENDS_AT - timedelta(days=1))
    prepared = Prepared(tmp_path, [*rows[:-1], untimed])
    assert prepared.ask("select happened_min, happened_max from payments") == [
        (datetime(1000, 1, 1), ENDS_AT - timedelta(days=1))  # noqa: DTZ001 - the judge's own epoch
    ]


def test_a_source_with_a_clock_of_its_own_is_blurred_by_that(tmp_path: Path) -> None:
    """The carrier's minutes do not blur the gateway's microseconds."""
    profile = '[clock.sources."carrier*"]\ngranularity = "1 minute"\n'
    prepared = told(
        tmp_path, "place A 1xMUG 10.00 EUR | capture A 10.00 | hand_over A P1 1 | scan P1 delivered", profile
    )
    assert prepared.ask("select happened_min = happened_max from payments") == [(True,)]
    assert prepared.ask("select happened_min = happened_max from scans") == [(False,)]


def test_an_absent_ledger_is_empty_and_typed(tmp_path: Path) -> None:
    """So that every view compiles."""
    assert told(tmp_path, PAID).ask("select count(*) from holds where happened_min is null") == [(0,)]
