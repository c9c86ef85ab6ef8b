"""A raw table before it is loaded: its name, where it lies, and how its rows come in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import duckdb

from orderproof.errors import SourceError
from orderproof.history.quoting import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

BATCH_ROWS = 10_000
"""Rows that are in memory at a time, where they pass through Python."""

Load = Callable[[duckdb.DuckDBPyConnection, str | None], None]
"""Makes `raw.<name>`. The text is the encoding that the mapping declares; only CSV has one."""

_ENGINE_PREFIX = re.compile(r"^[A-Z][A-Za-z ]+ Error: ")


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of the source, not read yet. `place` tells people where it lies, `origin` is the short form of that."""

    name: str
    place: str
    origin: str
    format: str
    load: Load


def fill(
    con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[object]]
) -> None:
    """Make `raw.<name>` of typed columns and copy rows in, a batch at a time."""
    target = f"raw.{identifier(name)}"
    con.execute(f"create table {target} ({', '.join(f'{identifier(each)} {kind}' for each, kind in columns.items())})")
    insert = f"insert into {target} select {', '.join(f'unnest(?::{kind}[])' for kind in columns.values())}"
    ahead = iter(rows)
    while batch := list(islice(ahead, BATCH_ROWS)):
        con.execute(insert, [list(values) for values in zip(*batch, strict=True)])


def unread(error: Exception, where: str, what: str, mend: str) -> SourceError:
    """Say why reading stopped; memory is not the file's fault."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return SourceError("the memory allowed is not enough to read it", where, "Allow more: --memory 8GB.")
    first = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    return SourceError(f"{what}: {_ENGINE_PREFIX.sub('', first)}", where, mend)


def unglobbed(file: Path) -> str:
    """Keep DuckDB from reading a name like `orders[1].csv` as a pattern."""
    return re.sub(r"([*?\[])", r"[\1]", str(file))
