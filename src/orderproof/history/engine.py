"""What a database must do for a history to be read and judged in it. DuckDB's own connection does; so does Spark's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import duckdb

if TYPE_CHECKING:
    from collections.abc import Sequence


class EngineError(Exception):
    """A statement that an engine other than DuckDB could not carry out, in one line."""


FAULTS = (duckdb.Error, EngineError)
"""What an engine raises where a statement fails."""


class Answer(Protocol):
    """The rows that a statement gave: texts, whole numbers, truths, UTC times without a zone, durations, maps."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """A tuple per column, its name first."""

    def fetchall(self) -> list[Any]:
        """Give all rows not fetched yet, as tuples."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a tuple of whatever was selected
        """Give the next row, or None."""


class Engine(Protocol):
    """Runs the statements that the judge writes, all of them in DuckDB's dialect.

    These are: a select; `describe` of one; `create or replace temp table` (of a select, or typed and empty) and `temp
    view`; `insert into` such a table; `drop table`. A temp table is folded once and read often. Whoever runs them
    elsewhere translates; nobody who writes them asks where they run.
    """

    def execute(self, query: str, parameters: object = None, /) -> Answer:
        """Run one statement; `parameters` stand for its question marks. Raises one of `FAULTS`."""
