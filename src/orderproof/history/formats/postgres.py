"""PostgreSQL as a source: one read-only transaction, so that all tables are of one instant; no password is told."""

from __future__ import annotations

import re
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import duckdb

from orderproof.errors import InputError, SourceError
from orderproof.history.formats.table import BATCH_ROWS, RawTable, fill
from orderproof.history.quoting import identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCHEME = re.compile(r"postgres(?:ql)?(?:\+[a-z0-9]+)?:/+", re.IGNORECASE)
CONNECT_SECONDS_MAX = 10
_PASSWORD = re.compile(r"(?i)(?<=[?&]password=)[^&]*")
_TABLES = """
select c.relname, array_agg(a.attname::text order by a.attnum),
    array_agg(format_type(a.atttypid, null) order by a.attnum)
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and pg_table_is_visible(c.oid)
    and n.nspname not in ('pg_catalog', 'information_schema') and has_table_privilege(c.oid, 'select')
    and not c.relispartition
group by c.oid, c.relname
order by c.relname
"""
_SETTINGS = ("set time zone 'UTC'", "set datestyle = 'ISO'", "set extra_float_digits = 1")
_TYPES = {
    "smallint": ("BIGINT", "{0}"),
    "integer": ("BIGINT", "{0}"),
    "bigint": ("BIGINT", "{0}"),
    "boolean": ("BOOLEAN", "{0}"),
    "timestamp without time zone": ("TIMESTAMP", "{0}::text"),
    "timestamp with time zone": ("TIMESTAMP", "({0} at time zone 'UTC')::text"),
    "date": ("DATE", "{0}::text"),
}
_AS_TEXT = ("VARCHAR", "{0}::text")


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """Where a database is. As text it shows no password: that stays inside."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Write it without the password."""
        return self.hidden(self.url)

    @property
    def without_password(self) -> str:
        """Write it so that it can be kept: whoever reads it again gives the password in PGPASSWORD or a file."""
        scheme, _, rest = self.url.partition("://")
        login, at, place = rest.rpartition("@")
        address, _, query = place.partition("?")
        kept = "&".join(each for each in query.split("&") if each and not each.lower().startswith("password="))
        return f"{scheme}://{login.partition(':')[0]}{at}{address}{f'?{kept}' if kept else ''}"

    @property
    def database(self) -> str:
        """Name the database alone."""
        return self.url.rpartition("@")[2].partition("?")[0].rpartition("/")[2] or "postgresql"

    def hidden(self, text: str) -> str:
        """Take the password out of a text, also out of somebody else's words."""
        for secret in sorted(self._secrets(), key=len, reverse=True):
            text = text.replace(f":{secret}@", ":***@").replace(f"={secret}", "=***")
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "***", text)
        return text

    def _secrets(self) -> set[str]:
        login, at, _ = self.url.partition("://")[2].rpartition("@")
        found = {login.partition(":")[2]} if at else set()
        found.update(_PASSWORD.findall(self.url))
        return {each for one in found for each in (one, unquote(one)) if each}


def postgres_url(text: str) -> PostgresUrl | None:
    """Tell the URL of a PostgreSQL database from a file's name."""
    found = SCHEME.match(text)
    return PostgresUrl(f"postgresql://{text[found.end() :]}") if found else None


@contextmanager
def postgres_tables(source: PostgresUrl) -> Iterator[tuple[RawTable, ...]]:
    """Give the tables and views on the search path, as of one instant; the connection ends with the block.

    SourceError where the database does not answer, or shows nothing.
    """
    psycopg = _driver()
    try:
        connection = psycopg.connect(source.url, connect_timeout=CONNECT_SECONDS_MAX)
    except psycopg.Error as error:
        said = " ".join(source.hidden(str(error)).split()) or type(error).__name__
        raise SourceError(
            f"the database cannot be reached: {said.rstrip('.')}",
            str(source),
            "Check host, port, user and database; the password may stand in PGPASSWORD or in the password file.",
        ) from None
    with closing(connection):
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.cursor() as cursor:
            for each in _SETTINGS:
                cursor.execute(each)
            found = cursor.execute(_TABLES).fetchall()
        if not found:
            raise SourceError(
                "the database shows no table",
                str(source),
                "Give a user who may read, and name the schema: ?options=-csearch_path%3Dsales.",
            )
        read = partial(_load, connection, source)
        yield tuple(
            RawTable(name, f"{source}, table {name}", name, "postgresql", partial(read, name, columns))
            for name, *columns in found
        )


def _driver() -> Any:  # noqa: ANN401 - a module of an extra
    try:
        import psycopg  # noqa: PLC0415 - only who reads PostgreSQL needs it
    except ImportError as error:
        raise InputError(
            "reading PostgreSQL needs the driver psycopg", "SOURCE", "pip install 'orderproof[postgres]'."
        ) from error
    return psycopg


def _load(
    connection: Any,  # noqa: ANN401 - psycopg's, which is loaded late
    source: PostgresUrl,
    name: str,
    columns: Sequence[Sequence[str]],
    con: duckdb.DuckDBPyConnection,
    _encoding: str | None,
) -> None:
    """Copy a table in: whole numbers and times keep their types, all else becomes its exact text."""
    names, kinds = columns
    read = {each: _TYPES.get(kind, _AS_TEXT) for each, kind in zip(names, kinds, strict=True)}
    chosen = ", ".join(expression.format(identifier(each)) for each, (_, expression) in read.items())
    try:
        with connection.cursor(name="orderproof") as cursor:
            cursor.itersize = BATCH_ROWS
            cursor.execute(f"select {chosen} from {identifier(name)}")
            fill(con, name, {each: kind for each, (kind, _) in read.items()}, cursor)
    except (_driver().Error, duckdb.Error) as error:
        said = " ".join(source.hidden(str(error)).split())
        raise SourceError(
            f"it cannot be read: {said.rstrip('.')}", f"{source}, table {name}", "Let the user read it, or mend it."
        ) from None
