"""A mapping at work: its SQL is run over the raw tables, and what comes out becomes ledgers with every column."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

import duckdb

from orderproof.errors import InputError, MappingError
from orderproof.history.casting import cast_error, cast_expression
from orderproof.history.formats.table import unread
from orderproof.history.mapping import read_text
from orderproof.history.minor_macro import install_minor, minor_error
from orderproof.history.moment_macro import install_moment, moment_error
from orderproof.history.quoting import identifier, literal
from orderproof.history.rawtables import load_table
from orderproof.model.ledgers import COLUMNS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from orderproof.history.formats.table import RawTable
    from orderproof.history.mapping import LedgerMapping

_NEEDED_WHILE_MAPPING = ("raw", "step", "draft")
SCHEMAS = (*_NEEDED_WHILE_MAPPING, "kept", "mapped")
"""Raw tables, a mapping's shared steps, its SQL as views, what it gave (typed), and that with every ledger column."""

_COLUMNS_SHOWN_MAX = 40
_READABLE = frozenset({"raw", "step", ""})


@dataclass(frozen=True, slots=True)
class _Query:
    """One SQL file: which raw tables and steps it reads, in lower case.

    A name in `shadowed` is one of its own CTEs, and may be a table too: `with orders as (select ... from orders)`.
    """

    place: str
    text: str
    reads: frozenset[str]
    shadowed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """Ledgers made by a mapping: relation and files that it was read from, by ledger."""

    relations: Mapping[str, str]
    origin: Mapping[str, str]


def tables_read(con: duckdb.DuckDBPyConnection, mapping: LedgerMapping) -> frozenset[str]:
    """Return the raw tables that a mapping needs, in lower case."""
    queries = _queries(con, mapping).values()
    steps = frozenset(mapping.steps)
    return frozenset(name for query in queries for name in query.reads) - {each.lower() for each in steps}


def map_tables(con: duckdb.DuckDBPyConnection, mapping: LedgerMapping, tables: Sequence[RawTable], run: str) -> Mapped:
    """Load the raw tables that the mapping reads and make its ledgers. `run` names rows that name no run themselves."""
    queries = _queries(con, mapping)
    _refuse_missing_tables(queries, mapping, tables)
    _refuse_stray_encodings(mapping, tables)
    work = con.cursor()  # own search path and time zone; tables and views are shared
    work.execute("set timezone = 'UTC'")
    for schema in SCHEMAS:
        work.execute(f"drop schema if exists {schema} cascade")
        work.execute(f"create schema {schema}")
    work.execute("set search_path = 'step,raw'")
    install_minor(work, "raw")
    install_moment(work, "raw")
    needed = {name for query in queries.values() for name in query.reads | query.shadowed}
    for table in tables:
        if table.name.lower() in needed:
            load_table(work, table, mapping.encodings.get(table.name))
    for name in _in_order(queries, mapping):
        _view(work, f"step.{identifier(name)}", queries[f"_{name}"])
    origin = {ledger: _origin(queries, ledger, tables) for ledger in mapping.ledgers}
    relations = {}
    for ledger in mapping.ledgers:
        relations[ledger] = _make_ledger(work, ledger, queries[ledger], run, origin[ledger])
    for schema in _NEEDED_WHILE_MAPPING:
        work.execute(f"drop schema {schema} cascade")
    return Mapped(relations, origin)


def _make_ledger(con: duckdb.DuckDBPyConnection, ledger: str, query: _Query, run: str, origin: str) -> str:
    """Keep what the SQL gives, cast to the ledger's types; the columns it does not give cost nothing."""
    draft = f"draft.{identifier(f'{ledger}.sql')}"  # a view named like a table that it reads would read itself
    _view(con, draft, query)
    given = {name.lower(): kind for name, kind, *_ in con.execute(f"describe {draft}").fetchall()}
    columns = {each.name: each for each in COLUMNS[ledger]}
    for name in given:
        if name not in columns:
            raise MappingError(f"{name!r} is no column of {ledger}", query.place, allowed_instead(name, columns))
    missing = [each.name for each in columns.values() if each.required and not each.envelope and each.name not in given]
    if missing:
        raise MappingError(
            f"{missing[0]} is missing: every row of {ledger} has one",
            query.place,
            f"Select something `as {missing[0]}` ({columns[missing[0]].says}).",
        )
    row_id = "" if "row_id" in given else ", cast(row_number() over () as VARCHAR) as row_id"
    casts = ["row_id"] if row_id else []
    casts += [f"{cast_expression(columns[name], kind, query.place)} as {name}" for name, kind in given.items()]
    try:
        con.execute(f"create table kept.{ledger} as select {', '.join(casts)} from (select *{row_id} from {draft})")
    except duckdb.Error as error:
        raise _data_error(error, ledger, query.place, origin) from error
    defaults = {"run": literal(run), "source": "'system'", "certainty": "'certain'"}
    completed = ", ".join(
        each.name
        if each.name in given or each.name == "row_id"
        else f"cast({defaults.get(each.name, 'null')} as {each.sql_type}) as {each.name}"
        for each in columns.values()
    )
    con.execute(f"create view mapped.{ledger} as select {completed} from kept.{ledger}")
    return f"mapped.{ledger}"


def _view(con: duckdb.DuckDBPyConnection, name: str, query: _Query) -> None:
    """Make a view of a mapping's SQL; what does not bind is said with the columns that are there."""
    try:
        con.execute(f"create view {name} as {query.text}")
    except duckdb.Error as error:
        message = re.split(r"\n\s*(?:LINE |Candidate )", str(error).partition(" Error: ")[2])[0]
        said = " ".join(message.split()).rstrip(".!")
        there = " ".join(_columns_there(con, name) for name in sorted(query.reads))
        raise MappingError(f"its SQL does not fit the tables: {said}", query.place, there or "Mend the SQL.") from error


def _columns_there(con: duckdb.DuckDBPyConnection, table: str) -> str:
    names = [name for name, *_ in con.execute(f"describe {identifier(table)}").fetchall()]
    shown = ", ".join(names[:_COLUMNS_SHOWN_MAX])
    more = f" and {len(names) - _COLUMNS_SHOWN_MAX} more" if len(names) > _COLUMNS_SHOWN_MAX else ""
    return f"{table} has {shown}{more}."


def _data_error(error: duckdb.Error, ledger: str, place: str, origin: str) -> InputError:
    """Say which value of the data stopped the SQL, where the message tells."""
    where = f"{place} ({origin})"
    said = str(error)
    told = cast_error(said, ledger, place) or minor_error(said, where) or moment_error(said, where)
    if told is not None:
        return told
    return unread(error, where, "the data stopped its SQL", "Mend the SQL, or the value that is named.")


def _queries(con: duckdb.DuckDBPyConnection, mapping: LedgerMapping) -> dict[str, _Query]:
    """Parse every SQL file: by ledger, and by step with its underscore."""
    files = {**{f"_{name}": file for name, file in mapping.steps.items()}, **mapping.ledgers}
    return {name: _parse(con, file, mapping.place(file)) for name, file in files.items()}


def _parse(con: duckdb.DuckDBPyConnection, file: Path, place: str) -> _Query:
    """Let DuckDB parse, so that what is checked is what will run. Raises MappingError for all but one SELECT."""
    text = read_text(file, place)
    found = con.execute("select json_serialize_sql(?)", [text]).fetchone()
    tree: dict[str, Any] = json.loads(found[0]) if found else {"statements": []}
    if tree.get("error_type") == "not implemented":
        raise MappingError("it is not a SELECT", place, "Write exactly one SELECT.")
    if tree.get("error"):
        line = text[: int(tree.get("position", 0))].count("\n") + 1
        what = f"its SQL does not parse: {tree['error_message'].rstrip('!')}"
        raise MappingError(what, f"{place}, line {line}", "Write one SELECT.")
    if len(tree["statements"]) != 1:
        raise MappingError(f"it holds {len(tree['statements'])} statements", place, "Write exactly one SELECT.")
    names = frozenset(table.lower() for schema, table in _tables_in(tree) if schema.lower() in _READABLE)
    shadowed = frozenset(name.lower() for name in _ctes_in(tree))
    return _Query(place, text, names - shadowed, names & shadowed)


def _tables_in(node: object) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield node["schema_name"], node["table_name"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _tables_in(each)


def _ctes_in(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for entry in (node.get("cte_map") or {}).get("map", ()):
            yield entry["key"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _ctes_in(each)


def _refuse_missing_tables(queries: Mapping[str, _Query], mapping: LedgerMapping, tables: Sequence[RawTable]) -> None:
    there = {each.name for each in tables}
    known = {name.lower() for name in (*there, *mapping.steps)}
    for query in queries.values():
        for name in sorted(query.reads - known):
            raise MappingError(
                f"it reads the table {name!r}, which the source does not have",
                query.place,
                f"{allowed_instead(name, sorted(there))} Remove the file if your source has no such data.",
            )


def _in_order(queries: Mapping[str, _Query], mapping: LedgerMapping) -> tuple[str, ...]:
    """Order the steps so that each comes after those that it reads."""
    by_lower = {name.lower(): name for name in mapping.steps}
    reads = {
        name: [by_lower[each] for each in sorted(queries[f"_{name}"].reads) if each in by_lower]
        for name in mapping.steps
    }
    try:
        return tuple(TopologicalSorter(reads).static_order())
    except CycleError as error:
        ring = " > ".join(error.args[1])
        raise MappingError(
            f"the steps read each other: {ring}", f"mapping {mapping.name}", "Let one of them read a table."
        ) from error


def _refuse_stray_encodings(mapping: LedgerMapping, tables: Sequence[RawTable]) -> None:
    there = sorted(each.name for each in tables)
    for name in mapping.encodings:
        if name not in there:
            what = f"[encoding] names the table {name!r}, which the source does not have"
            raise MappingError(what, f"mapping {mapping.name}, mapping.toml", allowed_instead(name, there))


def _origin(queries: Mapping[str, _Query], ledger: str, tables: Sequence[RawTable]) -> str:
    """Name the files that a ledger is read from, through the steps it uses."""
    todo, seen = [ledger], {ledger}
    names: set[str] = set()
    while todo:
        query = queries[todo.pop()]
        for name in query.reads | query.shadowed:
            names.add(name)
            if f"_{name}" in queries and f"_{name}" not in seen:
                seen.add(f"_{name}")
                todo.append(f"_{name}")
    return ", ".join(sorted({each.origin for each in tables if each.name.lower() in names}))
