"""The store: rows as typed Parquet ledgers, each sorted by its keys and then by time; whole or not at all.

Written and read through DuckDB. Rows pass through a staging file per ledger, so that memory stays bounded however long
the history is.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

import duckdb

from orderproof.errors import SourceError
from orderproof.history.engine import FAULTS
from orderproof.history.events import plain_row
from orderproof.history.folder import (
    EVENTS,
    HEAD,
    LEDGERS_FOLDER,
    Head,
    read_head,
    start_folder,
    whole_or_nothing,
    write_head,
)
from orderproof.history.quoting import literal
from orderproof.history.recorder import read_recorded, torn_note
from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orderproof.history.engine import Engine
    from orderproof.model.ledgers.envelope import Row

PARQUET = "(FORMAT parquet, COMPRESSION zstd)"


def write(
    rows: Iterable[Row], folder: Path, *, run: str = "run", profile: str | None = None, memory: str = "1GB"
) -> None:
    """Write rows as a sealed history folder, which must be new or empty. `profile` is TOML text, kept beside them."""
    with whole_or_nothing(folder) as draft:
        start_folder(draft, run, profile)
        (draft / LEDGERS_FOLDER).mkdir()
        _write_ledgers(rows, draft / LEDGERS_FOLDER, memory)


def seal(folder: Path, *, memory: str = "1GB") -> None:
    """Turn a recording into ledgers beside it. What was left out is noted in `history.json`; the recording stays."""
    if (folder / LEDGERS_FOLDER).exists():
        raise SourceError("this history is sealed already", str(folder), "Nothing is left to do.")
    head = read_head(folder)
    note = torn_note(folder)
    with whole_or_nothing(folder / LEDGERS_FOLDER) as draft:
        _write_ledgers(read_recorded(folder), draft, memory)
        if note is not None and note not in head.notes:
            write_head(folder, Head(head.run, head.profile, (*head.notes, note)))


def history_relations(con: Engine, folder: Path) -> dict[str, str]:
    """Make every ledger of a history folder a relation with all its columns, in order and of the right types.

    Sealed ledgers become views over their Parquet files; a recording that is not sealed is checked line by line and
    loaded. Ledgers without a row in the recording are absent. Returns the relation's name by ledger.
    """
    read_head(folder)
    if is_sealed(folder):
        return {file.stem: _parquet_view(con, file) for file in sorted((folder / LEDGERS_FOLDER).glob("*.parquet"))}
    if not (folder / EVENTS).is_file():
        raise SourceError(
            "this history has no rows", str(folder), f"Beside {HEAD} stands {EVENTS} or {LEDGERS_FOLDER}/."
        )
    return rows_relations(con, read_recorded(folder))


def rows_relations(con: Engine, rows: Iterable[Row], empty: Iterable[str] = ()) -> dict[str, str]:
    """Load rows, from wherever they come, as a relation for each ledger; `empty` names ledgers that may lack rows."""
    with tempfile.TemporaryDirectory() as staging:
        staged = _stage(rows, Path(staging))
        for ledger in empty:
            if ledger not in staged:
                staged[ledger] = Path(staging) / f"{ledger}.jsonl"
                staged[ledger].touch()
        for ledger, file in staged.items():
            con.execute(f"CREATE OR REPLACE TEMP TABLE {_relation(ledger)} AS {_sorted_rows(ledger, file)}")
    return {ledger: _relation(ledger) for ledger in LEDGERS if ledger in staged}


def is_sealed(folder: Path) -> bool:
    """Tell whether a history has its ledgers as Parquet."""
    return (folder / LEDGERS_FOLDER).is_dir()


def history_notes(folder: Path) -> tuple[str, ...]:
    """Say what a reader of this history must know: what was torn off and left out."""
    notes = read_head(folder).notes
    sealed = is_sealed(folder)
    note = None if sealed or not (folder / EVENTS).is_file() else torn_note(folder)
    return notes if note is None or note in notes else (*notes, note)


def sorted_by(ledger: str) -> str:
    """Return the ORDER BY list of a stored ledger: its keys, then time, then what makes the order total."""
    return ", ".join((*LEDGERS[ledger].keys, "occurred_at", "source", "row_id"))


def _write_ledgers(rows: Iterable[Row], target: Path, memory: str) -> None:
    """Fill an existing folder with one Parquet file per ledger that has rows."""
    with tempfile.TemporaryDirectory(dir=target.parent) as staging, duckdb.connect() as con:
        con.execute(f"SET memory_limit = '{memory}'")
        con.execute(f"SET temp_directory = {literal(str(Path(staging) / 'spill'))}")
        for ledger, file in _stage(rows, Path(staging)).items():
            con.execute(
                f"COPY ({_sorted_rows(ledger, file)}) TO {literal(str(target / f'{ledger}.parquet'))} {PARQUET}"
            )


def _stage(rows: Iterable[Row], staging: Path) -> dict[str, Path]:
    """Write rows as plain JSON lines, a file per ledger, in the order of the ledgers' reference page."""
    open_files: dict[str, IO[str]] = {}
    with ExitStack() as closing:
        for row in rows:
            if row.ledger not in open_files:
                file = (staging / f"{row.ledger}.jsonl").open("w", encoding="utf-8")
                open_files[row.ledger] = closing.enter_context(file)
            open_files[row.ledger].write(json.dumps(plain_row(row), ensure_ascii=False) + "\n")
    return {ledger: staging / f"{ledger}.jsonl" for ledger in LEDGERS if ledger in open_files}


def _sorted_rows(ledger: str, file: Path) -> str:
    types = ", ".join(f"{each.name}: '{each.sql_type}'" for each in COLUMNS[ledger])
    read = f"read_json({literal(str(file))}, format = 'newline_delimited', columns = {{{types}}})"
    return f"SELECT * FROM {read} ORDER BY {sorted_by(ledger)}"


def _relation(ledger: str) -> str:
    return f"recorded_{ledger}"


def _parquet_view(con: Engine, file: Path) -> str:
    """Make one Parquet file a view; a column that the file lacks is null, unless every row must have it."""
    ledger = file.stem
    if ledger not in COLUMNS:
        raise SourceError(f"{ledger!r} is no ledger", str(file), allowed_instead(ledger, COLUMNS))
    source = f"read_parquet({literal(str(file))})"
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    except FAULTS as error:
        raise SourceError(
            f"this cannot be read ({_first_line(error)})", str(file), "Write it again as Parquet."
        ) from error
    stored = {name: kind for name, kind, *_ in described}
    expected = {each.name: each for each in COLUMNS[ledger]}
    for name, kind in stored.items():
        if name not in expected:
            raise SourceError(f"{name!r} is no column of {ledger}", str(file), allowed_instead(name, expected))
        if kind != expected[name].sql_type:
            raise SourceError(f"{name} is {kind}", str(file), f"{ledger}.{name} is {expected[name].sql_type}.")
    for name, column in expected.items():
        if column.required and name not in stored:
            raise SourceError(f"the column {name} is missing", str(file), f"Every row has it: {column.says}.")
    columns = ", ".join(
        name if name in stored else f"NULL::{column.sql_type} AS {name}" for name, column in expected.items()
    )
    con.execute(f"CREATE OR REPLACE TEMP VIEW {_relation(ledger)} AS SELECT {columns} FROM {source}")
    return _relation(ledger)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
