"""CSV as a source: every column is text, the delimiter is the header's, and a broken row is told by its line."""

from __future__ import annotations

import csv
import re
from functools import partial
from typing import TYPE_CHECKING

import duckdb

from orderproof.errors import SourceError
from orderproof.history.formats.plaintext import GZIP, not_utf8, plain_file, reading_of
from orderproof.history.formats.table import RawTable, unglobbed, unread
from orderproof.history.quoting import identifier, literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEADER_BYTES_MAX = 1_000_000
_DELIMITERS = ",;\t|"
_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CAUSES = (
    (re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)"), "it has {1} fields, the header has {0}"),
    (re.compile(r"unterminated quote"), "a quote is opened and never closed"),
)
_NOT_UTF8 = re.compile(r"not utf-8 encoded")


def csv_table(file: Path) -> RawTable:
    """Return the table that a CSV file is, packed or not, named by the file without its endings."""
    name = file.name.removesuffix(GZIP).rpartition(".")[0] if file.suffix.lower() == GZIP else file.stem
    return RawTable(name, str(file), file.name, "csv", partial(_load, file, name))


def csv_header(file: Path, plain: Path) -> tuple[list[str], str]:
    """Read the names of the columns, and which delimiter the header uses most. `file` is what errors name."""
    with plain.open("rb") as lines:
        start = lines.readline(_HEADER_BYTES_MAX)
    try:
        first = start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(file, 1, start) from error
    if not first.strip():
        raise SourceError("the file is empty", str(file), "Give a CSV file with a line of column names.")
    delimiter = max(_DELIMITERS, key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter))]
    twice = sorted({name for name in header if [each.lower() for each in header].count(name.lower()) > 1})
    if twice or "" in header:
        what = f"the column {twice[0]} is there twice" if twice and twice[0] else "a column has no name"
        raise SourceError(what, f"{file}, line 1", "Give every column a name of its own.")
    return header, delimiter


def undeclared(file: Path) -> tuple[str, str] | None:
    """Guess the encoding of a file that is not UTF-8, and show the first line that is not; None where it is."""
    with plain_file(file, None) as plain:
        found = next(_not_utf8_lines(plain), None)
    return None if found is None else reading_of(found[1])


def _load(file: Path, name: str, con: duckdb.DuckDBPyConnection, encoding: str | None) -> None:
    try:
        with plain_file(file, encoding) as plain:
            header, delimiter = csv_header(file, plain)
            columns = ", ".join(f"{literal(each)}: 'VARCHAR'" for each in header)
            scan = (
                f"read_csv({literal(unglobbed(plain))}, auto_detect = false, header = true, quote = '\"', "
                f"escape = '\"', strict_mode = true, delim = {literal(delimiter)}, columns = {{{columns}}})"
            )
            try:
                con.execute(f"create table raw.{identifier(name)} as select * from {scan}")
            except duckdb.InvalidInputException as error:
                raise _broken_row(file, plain, str(error)) from error
    except (duckdb.Error, OSError) as error:
        raise unread(error, str(file), "it cannot be read as csv", "Write the file anew.") from error


def _broken_row(file: Path, plain: Path, message: str) -> SourceError:
    line = _LINE.search(message)
    where = f"{file}, line {line[1]}" if line else str(file)
    if _NOT_UTF8.search(message):
        return not_utf8(file, *_first_not_utf8(plain))
    for pattern, says in _CAUSES:
        if found := pattern.search(message):
            return SourceError(f"this row is broken: {says.format(*found.groups())}", where, "Mend or remove the row.")
    return SourceError(f"this row is broken: {message.splitlines()[0]}", where, "Mend or remove the row.")


def _first_not_utf8(plain: Path) -> tuple[int, bytes]:
    return next(_not_utf8_lines(plain), (1, b""))


def _not_utf8_lines(plain: Path) -> Iterator[tuple[int, bytes]]:
    with plain.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                yield number, line
