"""Every step of a story is recorded with its interval; what was no answer is unknown, whatever went wrong."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from orderproof.drive import stage as staging
from orderproof.drive.pacing import Arrival, draw
from orderproof.drive.stage import LiveStage
from orderproof.model.commands import NOT_OFFERED, Command, Outcome
from orderproof.model.ledgers.journey import Statuses
from tests.drive.made import MadePlay, made_play, wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> Iterator[MadePlay]:
    with made_play(tmp_path) as opened:
        yield opened


def stage_of(made: MadePlay, meant_at: float | None = None, index: int = 3) -> LiveStage:
    return LiveStage(made.play, Arrival(index, 0, 0.0, "plain"), time.monotonic() if meant_at is None else meant_at)


def test_a_command_is_recorded_with_its_interval_and_its_answer(made: MadePlay) -> None:
    before = made.clock.now()
    made.system.answers["place"] = lambda _asked: Outcome(state="ok", native_status="201", order_id="o-1")
    command = wish(key="k", attempt=2, arguments={"cart": "c", "none": None, "units": 3})
    asyncio.run(stage_of(made).perform(command))
    (row,) = made.rows()
    assert (row.source, row.client, row.verb, row.order_id, row.outcome) == ("driver", "ann", "place", "o-1", "ok")
    assert (row.idempotency_key, row.attempt, row.native_status) == ("k", 2, "201")
    assert row.arguments == {"cart": "c", "units": "3"}
    assert before <= row.invoked_at <= row.answered_at <= made.clock.now()


def test_the_same_arguments_have_the_same_hash(made: MadePlay) -> None:
    for arguments in ({"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 2, "b": 2}):
        asyncio.run(stage_of(made).perform(wish(arguments=arguments)))
    one, same, other = (row.body_hash for row in made.rows())
    assert one == same != other


def test_how_long_a_client_waits_is_no_part_of_what_it_asks(made: MadePlay) -> None:
    """One who would have gone away, and was answered in time, asks the same again: one request under one key."""
    for patience in (15, None):
        asyncio.run(stage_of(made).perform(wish(key="k", patience_ms=patience, arguments={"cart": "c"})))
    hurried, calm = made.rows()
    assert hurried.body_hash == calm.body_hash
    assert hurried.arguments == calm.arguments == {"cart": "c"}


def test_a_refusal_is_an_answer(made: MadePlay) -> None:
    made.system.answers["place"] = lambda _asked: Outcome(state="refused", refusal="out_of_stock", native_status="409")
    asyncio.run(stage_of(made).perform(wish()))
    (row,) = made.rows()
    assert (row.outcome, row.refusal) == ("refused", "out_of_stock")
    assert row.answered_at is not None


@pytest.mark.parametrize("fault", [ConnectionResetError("x"), TimeoutError(), ValueError("no JSON"), RuntimeError()])
def test_what_goes_wrong_on_the_way_leaves_the_outcome_unknown(made: MadePlay, fault: Exception) -> None:
    def fail(_asked: Command) -> Outcome:
        raise fault

    made.system.answers["place"] = fail
    outcome = asyncio.run(stage_of(made).perform(wish()))
    (row,) = made.rows()
    assert (outcome.state, outcome.native_status) == ("unknown", type(fault).__name__)
    assert (row.outcome, row.answered_at) == ("unknown", None)


def test_an_answer_that_does_not_come_in_time_is_unknown(made: MadePlay, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_asked: Command) -> Outcome:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(staging, "PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr(made.system, "perform", never)
    outcome = asyncio.run(stage_of(made).perform(wish()))
    assert (outcome.state, outcome.native_status) == ("unknown", "TimeoutError")
    assert [row.outcome for row in made.rows()] == ["unknown"]


def test_work_of_the_world_is_asked_of_the_world(made: MadePlay) -> None:
    asyncio.run(stage_of(made).perform(wish("ship")))
    asyncio.run(stage_of(made).perform(wish("look")))
    assert [each.verb for each in made.world.asked] == ["ship"]
    assert [each.verb for each in made.system.asked] == ["look"]


def test_the_claims_of_an_answer_are_recorded_after_it(made: MadePlay) -> None:
    now = made.clock.now()
    claim = Statuses(
        source="shop", row_id="s1", occurred_at=now, object_type="order", object_id="o-1", order_id="o-1", native="paid"
    )
    made.system.answers["look"] = lambda _asked: Outcome(state="ok", claims=(claim,))
    asyncio.run(stage_of(made).perform(wish("look")))
    assert [row.row_id for row in made.rows("statuses")] == ["s1"]
    assert len(made.rows()) == 1


def test_latency_counts_from_the_moment_at_which_the_customer_meant_to_ask(made: MadePlay) -> None:
    stage = stage_of(made, time.monotonic() - 7)
    for _ in range(2):
        asyncio.run(stage.perform(wish()))
    (figures,) = made.play.latencies.by_verb()
    assert figures.calls == 2
    assert 7_000_000 <= figures.longest_us < 12_000_000
    assert figures.p50_us < 5_000_000


def test_steps_that_start_together_end_in_their_order(made: MadePlay) -> None:
    made.system.answers = {verb: lambda asked: Outcome(state="ok", native_status=asked.verb) for verb in ("a", "b")}
    stage = stage_of(made)

    async def run() -> list[Outcome]:
        return await stage.together(stage.perform(wish("a")), stage.perform(wish("b")))

    assert [each.native_status for each in asyncio.run(run())] == ["a", "b"]


def test_lots_of_a_story_depend_on_seed_arrival_and_name(made: MadePlay) -> None:
    assert stage_of(made).draw("sku", range(1000)) == draw(range(1000), 1, 3, "sku")
    assert stage_of(made, index=4).draw("sku", range(1000)) != stage_of(made).draw("sku", range(1000))
    assert stage_of(made).parameters == {"journey": "plain"}


def test_a_pause_lets_no_business_day_pass(made: MadePlay) -> None:
    asyncio.run(stage_of(made).pause(1))
    assert made.clock.offset_us == 0


def test_a_step_that_is_not_offered_is_left_out_and_counted(made: MadePlay) -> None:
    made.system.answers["hold"] = lambda asked: Outcome.not_offered(asked.verb)
    outcome = asyncio.run(stage_of(made).perform(wish("hold")))
    assert outcome.state == NOT_OFFERED
    assert made.rows() == []
    assert made.play.left_out == {"hold": 1}


def test_in_turn_a_step_waits_until_nothing_is_left_to_do_of_the_one_before(made: MadePlay) -> None:
    made.play.in_turn = True
    left = iter([2, 1, 0, 0, 0, 0])
    seen: list[tuple[int, int]] = []

    async def pending() -> int:
        seen.append((next(left), len(made.rows())))
        return seen[-1][0]

    made.system.pending = pending  # type: ignore[method-assign]
    one, other = stage_of(made), stage_of(made)

    async def both() -> None:
        await asyncio.gather(one.perform(wish()), other.perform(wish()))

    asyncio.run(both())
    assert seen == [(2, 1), (1, 1), (0, 1), (0, 1), (0, 2), (0, 2)]


@pytest.mark.parametrize(("in_turn", "overlap"), [(False, True), (True, False)])
def test_steps_for_one_instant_start_at_once_unless_the_play_is_in_turn(
    made: MadePlay, *, in_turn: bool, overlap: bool
) -> None:
    made.play.in_turn = in_turn
    made.system.seconds = 0.01
    stage = stage_of(made)

    async def both() -> None:
        await stage.together(stage.perform(wish()), stage.perform(wish()))

    asyncio.run(both())
    first, second = sorted(made.rows(), key=lambda row: row.invoked_at)
    assert (second.invoked_at < first.answered_at) is overlap


@pytest.mark.parametrize(("when", "verb", "status"), [
    ("before", "place", "killed"), ("meanwhile", "place", "killed"), ("before", "scan", "ConnectionResetError"),
])  # fmt: skip
def test_what_a_kill_of_ours_cut_short_says_so(made: MadePlay, when: str, verb: str, status: str) -> None:
    """Before it was asked or meanwhile; who is not the system (a carrier) was not killed with it."""

    def fail(_asked: object) -> Outcome:
        made.play.kills += 1
        raise ConnectionResetError

    made.play.is_down = when == "before"
    made.system.answers[verb] = made.world.answers[verb] = fail
    asyncio.run(stage_of(made).perform(wish(verb)))
    (row,) = made.rows()
    assert (row.outcome, row.native_status) == ("unknown", status)
