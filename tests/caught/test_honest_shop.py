"""The honest shop is acquitted: on many seeds, on two databases, with clocks that are off, killed again and again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.model.verdict import Verdict
from orderproof.session import AuditRequest, audit
from orderproof.session.play import HISTORY, Played, PlayRequest, play

if TYPE_CHECKING:
    from pathlib import Path

THOROUGH = bool(os.environ.get("ORDERPROOF_THOROUGH"))
SEEDS = range(1, 11) if THOROUGH else range(1, 2)
SEEDS_POSTGRES = range(11, 14) if THOROUGH else range(11, 12)
ORDERS = 200 if THOROUGH else 60
UNKNOWN_SHARE_MAX = 50
"""One subject in so many may be unknown: 2 %."""
EXERCISED_MIN = 35
SKEWS = ((5_000_000, 0), (-5_000_000, 0), (0, 5_000_000), (0, -5_000_000))
KILLS = tuple(0.5 + 0.6 * nth for nth in range(10))


def broken(played: Played) -> list[str]:
    return [f"{each.rule}: {each.says}" for each in played.judgement.findings]


def in_doubt(played: Played) -> tuple[int, int]:
    rules = played.judgement.rules
    return sum(each.unknown for each in rules), sum(each.subjects for each in rules)


def lost_orders(history: Path) -> list[tuple[str]]:
    """Orders whose placing was answered `ok` and that the shop does not tell of at the end."""
    ledgers = history / "ledgers"
    with duckdb.connect() as con:
        return con.execute(
            f"select order_id from '{ledgers}/commands.parquet' where verb = 'place' and outcome = 'ok' "
            f"except select order_id from '{ledgers}/orders.parquet'"
        ).fetchall()


@pytest.mark.parametrize(
    ("database", "seed"),
    [*((None, seed) for seed in SEEDS), *(("embedded", seed) for seed in SEEDS_POSTGRES)],
)
def test_an_honest_shop_breaks_no_promise_and_leaves_little_doubt(
    tmp_path: Path, database: str | None, seed: int
) -> None:
    played = play(PlayRequest(out=tmp_path / "out", seed=seed, orders=ORDERS, database=database))
    unknown, subjects = in_doubt(played)
    assert broken(played) == []
    assert unknown * UNKNOWN_SHARE_MAX <= subjects
    assert played.judgement.failed == ()
    assert played.judgement.must_exercise_missed == ()


def test_the_default_mix_exercises_most_of_the_rulebook(tmp_path: Path) -> None:
    """Whoever is not exercised says why."""
    played = play(PlayRequest(out=tmp_path / "out", seed=21, orders=ORDERS))
    exercised = [each for each in played.judgement.rules if each.subjects > 0]
    idle = [each for each in played.judgement.rules if each.subjects == 0]
    print(len(exercised), "exercised; not:", {each.rule: each.reason for each in idle})
    assert len(exercised) >= EXERCISED_MIN
    assert [each.rule for each in idle if not each.reason] == []


@pytest.mark.parametrize(("skew_us", "world_skew_us"), SKEWS if THOROUGH else SKEWS[:1])
def test_clocks_that_are_five_seconds_off_raise_no_alarm(tmp_path: Path, skew_us: int, world_skew_us: int) -> None:
    request = PlayRequest(
        out=tmp_path / "out", seed=31, orders=ORDERS, skew_us=skew_us, world_skew_us=world_skew_us
    )  # fmt: skip
    assert broken(play(request)) == []


@pytest.mark.parametrize("database", [None, "embedded"])
def test_a_shop_that_is_killed_ten_times_loses_nothing_that_it_answered(tmp_path: Path, database: str | None) -> None:
    """Killed at ten moments while customers come, and started again on the same data."""
    out = tmp_path / "out"
    played = play(PlayRequest(out=out, seed=41, orders=60, rate=10, database=database, interruptions=KILLS))
    assert played.campaign.interruptions == len(KILLS)
    assert broken(played) == []
    assert lost_orders(out / HISTORY) == []


def test_an_audit_of_the_recorded_history_comes_to_the_same_verdicts(tmp_path: Path) -> None:
    out = tmp_path / "out"
    played = play(PlayRequest(out=out, seed=51, orders=20, defects=("capture-retried-under-fresh-key",)))
    audit(AuditRequest(source=out / HISTORY, out=tmp_path / "again"))
    assert {each.verdict for each in played.judgement.rules} >= {Verdict.HOLDS}
    for name in ("verdicts.json", "findings.ndjson"):
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
