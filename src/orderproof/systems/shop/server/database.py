"""Transactions on SQLite and PostgreSQL: one writer at a time there, row locks here, tried again where two collide."""

from __future__ import annotations

import json
import random
import threading
import time
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import create_engine, event, insert, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from .tables import metadata, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

Made = TypeVar("Made")
TRIES_MAX = 30
BUSY_MS = 20_000


class Database:
    """One database. `write` runs a function in a transaction of its own, again where the database says so."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        options: dict[str, Any] = {"pool_size": 20, "max_overflow": 20}
        self._writing = create_engine(url, **options)
        self._reading = create_engine(url, **options) if self.is_sqlite else self._writing
        self._turn: AbstractContextManager[object] = threading.Lock() if self.is_sqlite else nullcontext()
        """One writer at a time waits for its turn here: SQLite itself would make it sleep and try again."""
        if self.is_sqlite:
            _tame(self._writing, "BEGIN IMMEDIATE")
            _tame(self._reading, "BEGIN")
        metadata.create_all(self._writing)

    def write(self, work: Callable[[Connection], Made]) -> Made:
        """Run work in one transaction; a deadlock or a busy database is tried again, bounded."""
        for attempt in range(TRIES_MAX):
            try:
                with self._turn, self._writing.begin() as con:
                    return work(con)
            except OperationalError:
                if attempt == TRIES_MAX - 1:
                    raise
            except DBAPIError as fault:
                if attempt == TRIES_MAX - 1 or not _collided(fault):
                    raise
            time.sleep(random.random() * 0.01 * (attempt + 1))  # noqa: S311 - who waits how long is no secret
        raise AssertionError("unreachable")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read from one consistent state."""
        with self._reading.connect() as con:
            if not self.is_sqlite:
                con = con.execution_options(isolation_level="REPEATABLE READ")  # noqa: PLW2901 - the same connection
            with con.begin():
                yield con

    def close(self) -> None:
        """Close every connection."""
        self._writing.dispose()
        self._reading.dispose()


def dump(document: object) -> str:
    """Write a document as it is stored."""
    return json.dumps(document, separators=(",", ":"))


def next_number(con: Connection, series: str) -> int:
    """Give the next number of a series, inside the transaction that uses it: none is lost, none given twice."""
    last = con.execute(select(numbers.c.last).where(numbers.c.series == series).with_for_update()).scalar_one_or_none()
    if last is None:
        con.execute(insert(numbers).values(series=series, last=1))
        return 1
    con.execute(update(numbers).where(numbers.c.series == series).values(last=last + 1))
    return int(last) + 1


def _tame(engine: Engine, begin: str) -> None:
    """Have SQLite keep transactions as we write them, wait for each other, and survive the end of a process."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _collided(fault: DBAPIError) -> bool:
    """Tell whether two transactions only met: a deadlock, a serialization failure, the same new row twice."""
    return getattr(fault.orig, "sqlstate", "") in {"40001", "40P01", "55P03", "23505"}
