"""Spark answers the judge's statements as DuckDB does: each is run in both and compared."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.history.engine import EngineError
from tests.audit.spark.started import in_one_process, spark

if TYPE_CHECKING:
    from orderproof.audit.spark.engine import SparkEngine
    from orderproof.history.engine import Engine

pytestmark = in_one_process
MADE = (
    "create or replace temp table told (k varchar, n bigint, seen_at timestamp, width interval, sure boolean)",
    """insert into told values
        ('a/1', 9223372036854775807, timestamp '1000-01-01', interval '86400000001' microsecond, true),
        ('a/2', 1, timestamp '9000-01-01', null, false), ('b', -7, timestamp '2026-06-30 12:00:00.000001', null, null),
        ('it''s \\ it', null, null, null, true)""",
    "create or replace temp table folded as select k, n from told order by n",
    "create or replace temp view seen as select *, 1 as one from folded",
)
QUESTIONS = (
    "select k, n, seen_at, width, sure from told order by 1",
    "select sum(n) from told",
    "select cast(sum(n) filter (where sure is null) as bigint), count(*) filter (where sure) from told",
    "select n // 2, n - (n // 2) * 2, abs(n) from told where n between -100 and 100 order by 1",
    "select n from told order by n",
    "select n from told order by n desc",
    "select n from told order by n desc nulls first",
    "select seen_at + interval '1' second from told where seen_at < timestamp '9000-01-01' order by 1",
    "select timestamp '2026-01-02' - timestamp '2026-01-01 00:00:00.000001', interval '1' minute * 3",
    "select timestamp '2026-01-02' - to_microseconds(5)",
    "select least(null, 3, 2), greatest(1, null), coalesce(null, 4)",
    "select bool_or(sure), bool_and(sure), any_value(n), min(k), max(k) from told where k <> 'a/1'",
    "select k from told where k glob 'a/*' order by 1",
    "select k from told where k glob '?' or k glob '[a-b]' order by 1",
    "select k, count(*) over (partition by split_part(k, '/', 1)) from told order by 1",
    "select k from told qualify row_number() over (partition by sure order by k) = 1 order by 1",
    "select * exclude (seen_at, width) from told order by k",
    "select * replace (upper(k) as k) from told order by k",
    "select * exclude (place) from (select k, 1 as place from told) order by 1",
    "select count(distinct hash(sure, k)) from told",
    "select k, n from told where n in (select n from folded where n > 0) order by 1",
    "select k from told where n not in (select n from folded where n is not null) order by 1",
    "select t.k, f.n from told as t left join folded as f using (k) order by 1",
    "with told as (select k from told where sure) select k from told order by 1",
    "select try_cast('20.005' as decimal(18, 3)), try_cast('x' as decimal(18, 3)), cast('20' as bigint)",
    "select * from seen order by k",
    "select k || '/' || null, 'a' || k, strpos(k, '/') from told order by 2",
    "select k from told where k like 'a%' order by 1",
    "describe select k, n, seen_at, sure from told",
)


@pytest.fixture(scope="module")
def engine() -> SparkEngine:
    running = spark()
    from orderproof.audit.spark.engine import SparkEngine  # noqa: PLC0415 - an extra

    return SparkEngine(running)


@pytest.fixture(scope="module")
def both(engine: SparkEngine) -> tuple[Engine, SparkEngine]:
    con = duckdb.connect()
    for statement in MADE:
        con.execute(statement)
        engine.execute(statement)
    return con, engine


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_one_answer(both: tuple[Engine, SparkEngine], question: str) -> None:
    here, there = (each.execute(question).fetchall() for each in both)
    assert there == [row[: len(there[0])] for row in here]


def test_parameters_stand_for_question_marks(engine: SparkEngine) -> None:
    assert engine.execute("select ? || ?", ["it's", " \\ ?"]).fetchone() == ("it's \\ ?",)


def test_maps_are_read_by_key_and_compared_by_entries(engine: SparkEngine) -> None:
    maps = "select map('total', '20', 'due', '1') as told union all select map('total', '20', 'due', '1')"
    engine.name("letters", engine.spark.sql(maps))
    assert engine.execute("select told from letters").fetchone() == ({"total": "20", "due": "1"},)
    assert engine.execute("select told['due'], told['none'] from letters").fetchone() == ("1", None)
    assert engine.execute("select count(distinct hash(told)) from letters").fetchone() == (1,)
    once = "select told from letters qualify row_number() over (partition by told order by 1) = 1"
    assert len(engine.execute(once).fetchall()) == 1


def test_many_insertions_become_one_table(engine: SparkEngine) -> None:
    engine.execute("create or replace temp table bad (order_id varchar)")
    for place in range(20):
        engine.execute(f"insert into bad select 'o{place % 5}'")
    assert engine.execute("select count(distinct order_id) from bad").fetchone() == (5,)


def test_a_table_that_was_dropped_is_gone(engine: SparkEngine) -> None:
    engine.execute("create or replace temp table gone as select 1 as one")
    engine.execute("drop table if exists gone")
    engine.execute("drop table if exists gone")
    with pytest.raises(EngineError, match="gone"):
        engine.execute("select * from gone")


@pytest.mark.parametrize(
    "wrong",
    [
        "select none from nowhere",
        "select 9223372036854775807 + cast(1 as bigint)",
        "selec",
        "select cast('x' as bigint)",
    ],
)
def test_what_fails_says_why_in_one_line(engine: SparkEngine, wrong: str) -> None:
    with pytest.raises(EngineError) as fault:
        engine.execute(wrong).fetchall()
    assert str(fault.value).strip()
    assert "\n" not in str(fault.value)


def test_times_and_durations_come_back_exact(engine: SparkEngine) -> None:
    row = engine.execute("select timestamp '2026-06-30 12:00:00.000001', interval '90000001' microsecond").fetchone()
    assert row == (datetime(2026, 6, 30, 12, 0, 0, 1), timedelta(microseconds=90_000_001))  # noqa: DTZ001
