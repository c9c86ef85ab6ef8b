"""Where an audit runs: the engines, how each is started, and how it comes by the ledgers of a source."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from orderproof.audit.near import near
from orderproof.errors import InputError
from orderproof.history.sources import history_at, open_recorded, open_source
from orderproof.history.store import is_sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from orderproof.history.engine import Engine
    from orderproof.history.formats.postgres import PostgresUrl
    from orderproof.history.sources import OpenHistory
    from orderproof.model.verdict import Finding

    Nearby = Callable[[Mapping[str, str], Sequence[Finding]], tuple[Engine, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class EngineChoice:
    """Which engine, and what it is told. `memory` is text like 4GB; the master and the settings are Spark's."""

    name: str = "duckdb"
    memory: str | None = None
    spark_master: str | None = None
    spark_conf: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Workplace:
    """An engine that runs, and the two things that it does in its own way.

    `open` gives it the ledgers of a source; `near` copies the rows about a few findings to where asking often is cheap.
    """

    engine: Engine
    open: Callable[[Path | PostgresUrl, str | Path | None, Path | None], OpenHistory]
    near: Nearby


@contextmanager
def workplace(choice: EngineChoice) -> Iterator[Workplace]:
    """Start the engine that was chosen and stop it at the end."""
    if choice.name not in ENGINES:
        raise InputError(f"there is no engine `{choice.name}`", "--engine", f"Engines are {', '.join(ENGINES)}.")
    with ENGINES[choice.name](choice) as place:
        yield place


@contextmanager
def duckdb_engine(memory: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that spills to a folder of its own, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="orderproof-", ignore_cleanup_errors=True) as spill:
        settings: dict[str, str | bool | int | float | list[str]] = {"temp_directory": spill}
        con = duckdb.connect(config=settings | ({"memory_limit": memory} if memory else {}))
        con.execute("set enable_progress_bar = false")
        try:
            yield con
        except duckdb.OutOfMemoryException as fault:
            given = f"--memory {memory}" if memory else "this machine's memory"
            raise InputError("it is not enough, even with what can be spilled", given, "Allow more.") from fault
        finally:
            con.close()


@contextmanager
def _in_duckdb(choice: EngineChoice) -> Iterator[Workplace]:
    if choice.spark_master or choice.spark_conf:
        raise InputError("these are settings of Spark", "--spark-master, --spark-conf", "Add --engine spark.")
    with duckdb_engine(choice.memory) as con:
        yield Workplace(
            con,
            lambda path, mapping, profile: open_source(con, path, mapping=mapping, profile=profile),
            lambda relations, findings: (con, near(con, relations, findings)),
        )


@contextmanager
def _in_spark(choice: EngineChoice) -> Iterator[Workplace]:
    from orderproof.audit.spark.settings import SparkSettings, session  # noqa: PLC0415 - an extra, and heavy

    settings = SparkSettings(choice.spark_master, choice.memory, choice.spark_conf)
    with session(settings) as spark, tempfile.TemporaryDirectory(prefix="orderproof-") as staging:
        from orderproof.audit.spark.engine import SparkEngine  # noqa: PLC0415

        engine = SparkEngine(spark)

        def opened(path: Path | PostgresUrl, mapping: str | Path | None, profile: Path | None) -> OpenHistory:
            folder = history_at(path)
            if folder is not None and is_sealed(folder):
                return open_recorded(engine, folder, mapping=mapping, profile=profile)
            with duckdb_engine(None) as con:
                return engine.take_over(con, open_source(con, path, mapping=mapping, profile=profile), Path(staging))

        def nearby(relations: Mapping[str, str], findings: Sequence[Finding]) -> tuple[Engine, Mapping[str, str]]:
            return engine.fetched(near(engine, relations, findings))

        try:
            yield Workplace(engine, opened, nearby)
        finally:
            engine.close()


ENGINES: Mapping[str, Callable[[EngineChoice], AbstractContextManager[Workplace]]] = {
    "duckdb": _in_duckdb,
    "spark": _in_spark,
}
