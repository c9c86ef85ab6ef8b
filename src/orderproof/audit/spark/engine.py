"""An engine that runs the judge's statements in Spark: tables are cached folds, views are names of queries."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from orderproof.audit.spark.dialect import files_of, generate, spark_sql, spark_type
from orderproof.errors import InputError
from orderproof.history.engine import EngineError
from orderproof.history.quoting import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

    from orderproof.history.sources import OpenHistory

PIECES_MAX = 16
"""So many insertions into one table are kept side by side; then they become one again."""
OUR_TYPES = {
    "string": "VARCHAR",
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "timestamp_ntz": "TIMESTAMP",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "map<string,string>": "MAP(VARCHAR, VARCHAR)",
}


@dataclass(slots=True)
class SparkAnswer:
    """Rows that Spark gave, in Python's types, each fetched once."""

    names: Sequence[str] = ()
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def description(self) -> Sequence[tuple[str]]:
        """A tuple per column: its name."""
        return [(name,) for name in self.names]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Give all rows that are left."""
        rows, self.rows = self.rows, []
        return rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """Give the next row, or None."""
        return self.rows.pop(0) if self.rows else None


@dataclass(slots=True)
class _Table:
    """A table that was filled: its cached parts."""

    types: Mapping[str, str]
    pieces: list[DataFrame]


class SparkEngine:
    """Runs DuckDB's statements in one Spark session, one after the other."""

    def __init__(self, spark: SparkSession) -> None:
        """Use a session that `settings.session` made: its zone and its types of times matter."""
        self.spark = spark
        self._tables: dict[str, _Table] = {}
        self._files: dict[str, str] = {}

    def execute(self, query: str, parameters: object = None, /) -> SparkAnswer:
        """Run one statement; EngineError says in one line why it failed."""
        with _faults():
            tree = parse_one(query, dialect="duckdb")
            if isinstance(tree, exp.Create):
                self._create(tree, parameters)
            elif isinstance(tree, exp.Insert):
                self._insert(tree)
            elif isinstance(tree, exp.Drop):
                self._drop(_name_of(tree))
            elif isinstance(tree, exp.Describe):
                return self._describe(tree)
            else:
                return _answer(self._query(tree, parameters))
            return SparkAnswer()

    def name(self, relation: str, rows: DataFrame) -> None:
        """Let a relation be known by a name."""
        rows.createOrReplaceTempView(relation)

    def take_over(self, con: duckdb.DuckDBPyConnection, history: OpenHistory, staging: Path) -> OpenHistory:
        """Copy the ledgers of a history that DuckDB opened into a folder that every worker must be able to read."""
        for ledger, relation in history.relations.items():
            file = staging / f"{ledger}.parquet"
            con.execute(f"copy (select * from {relation}) to {literal(str(file))} (format parquet)")
            self.name(f"staged_{ledger}", self.spark.read.parquet(file.as_uri()))
        return replace(history, relations={ledger: f"staged_{ledger}" for ledger in history.relations})

    def fetched(self, relations: Mapping[str, str]) -> tuple[duckdb.DuckDBPyConnection, Mapping[str, str]]:
        """Bring small relations to this process, where a question costs no job."""
        con = duckdb.connect()
        for relation in relations.values():
            rows = self.spark.table(relation).toArrow()  # noqa: F841 - DuckDB finds it by its name
            con.execute(f"create table {relation} as select * from rows")
        return con, relations

    def close(self) -> None:
        """Let go of every table."""
        for name in list(self._tables):
            self._drop(name)

    def _query(self, tree: exp.Expr, parameters: object = None) -> DataFrame:
        tree = tree.copy()
        for file, tables in files_of(tree).items():
            if file not in self._files:  # Spark looks into a file each time that it is named
                self._files[file] = f"file_{len(self._files)}"
                self.name(self._files[file], self.spark.read.parquet(Path(file).absolute().as_uri()))
            for table in tables:
                table.replace(exp.to_table(self._files[file]))
        values = list(parameters) if isinstance(parameters, (list, tuple)) else None
        return self.spark.sql(spark_sql(tree, self._columns_of), args=values or None)

    def _columns_of(self, query: str) -> dict[str, str]:
        return dict(self.spark.sql(query).dtypes)

    def _create(self, tree: exp.Create, parameters: object) -> None:
        target, query = tree.this, tree.expression
        if isinstance(target, exp.Schema):
            name = target.this.name
            types = {each.name: spark_type(each.args["kind"].sql("duckdb")) for each in target.expressions}
            columns = ", ".join(f"cast(null as {kind}) as {column}" for column, kind in types.items())
            self._keep(name, self.spark.sql(f"select {columns} where false"), types)
            return
        if tree.kind == "VIEW":
            self.name(target.name, self._query(query, parameters))
            return
        query.set("order", None)  # a table of Spark's has no order
        rows = self._query(query, parameters)
        # Columns of its own: where two tables hand on one column of one file, Spark takes them for the same in a join.
        rows = rows.toDF(*rows.columns)
        rows.persist()
        self._keep(target.name, rows, dict(rows.dtypes))

    def _keep(self, name: str, rows: DataFrame, types: Mapping[str, str]) -> None:
        self._drop(name)
        self._tables[name] = _Table(types, [rows])
        self.name(name, rows)

    def _insert(self, tree: exp.Insert) -> None:
        table = self._tables[tree.this.name]
        given = generate(tree.expression) if isinstance(tree.expression, exp.Values) else None
        names = ", ".join(f"c{place}" for place in range(len(table.types)))
        if given is not None:
            rows = self.spark.sql(f"select * from {given} as given({names})")
        else:
            rows = self._query(tree.expression).toDF(*(f"c{place}" for place in range(len(table.types))))
        typed = rows.selectExpr(
            *(f"cast(c{place} as {kind}) as {column}" for place, (column, kind) in enumerate(table.types.items()))
        )
        if given is None:
            typed = typed.localCheckpoint()
        table.pieces.append(typed)
        whole = table.pieces[0]
        for piece in table.pieces[1:]:
            whole = whole.unionAll(piece)
        if len(table.pieces) > PIECES_MAX:
            whole = whole.distinct().localCheckpoint()
            table.pieces = [whole]
        self.name(tree.this.name, whole)

    def _drop(self, name: str) -> None:
        table = self._tables.pop(name, None)
        for piece in table.pieces if table else ():
            piece.unpersist()
        if table:
            self.spark.catalog.dropTempView(name)

    def _describe(self, tree: exp.Describe) -> SparkAnswer:
        types = self._query(tree.this).dtypes
        return SparkAnswer(
            ("column_name", "column_type"), [(name, OUR_TYPES.get(kind, kind.upper())) for name, kind in types]
        )


def _answer(rows: DataFrame) -> SparkAnswer:
    """Fetch a result through Arrow; a column of nothing but nulls has no type of its own there, and gets one."""
    untyped = [field.name for field in rows.schema if field.dataType.typeName() == "void"]
    if untyped:
        rows = rows.withColumns({name: rows[name].cast("string") for name in untyped})
    table = rows.toArrow()
    columns = [_plain(column) for column in table.columns]
    return SparkAnswer(table.column_names, list(zip(*columns, strict=True)))


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """Bring a column into the types that DuckDB gives: whole decimals as int, maps as dict."""
    kind = str(column.type)
    values = column.to_pylist()
    if kind.startswith("map"):
        return [None if value is None else dict(value) for value in values]
    if kind.startswith("decimal"):
        return [_whole(value) for value in values]
    return list(values)


def _whole(value: Decimal | None) -> Decimal | int | None:
    return value if value is None or value != value.to_integral() else int(value)


def _name_of(tree: exp.Expr) -> str:
    """Name the table that a statement is about."""
    table = tree.find(exp.Table)
    return table.name if table else ""


@contextmanager
def _faults() -> Iterator[None]:
    """Say whatever Spark or the translation raises in one line."""
    try:
        yield
    except (PySparkException, Py4JError, SqlglotError) as fault:
        if "OutOfMemoryError" in str(fault):
            raise InputError(
                "Spark's memory is not enough",
                "--memory",
                "Allow more: --memory for the driver, --spark-conf spark.executor.memory=8g for a cluster's workers.",
            ) from fault
        lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
        raise EngineError(lines[0] if lines else type(fault).__name__) from fault
