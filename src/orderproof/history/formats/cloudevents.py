"""JSON Lines of CloudEvents 1.0 as a source: one table, a row for each event, what it carries as exact JSON text."""

from __future__ import annotations

import gzip
import json
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

from orderproof.errors import SourceError
from orderproof.history.formats.plaintext import damaged, open_bytes
from orderproof.history.formats.table import RawTable, fill, unread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

ENDINGS = (".jsonl", ".ndjson")
COLUMNS = ("id", "source", "type", "subject", "time", "data", "event")
"""Columns of the table: context attributes, `data`, and the whole `event` with its extensions, each as text."""

OWN_TYPES = "orderproof."
_NEEDED = ("id", "source", "type", "specversion")


def cloudevents_table(file: Path, name: str) -> RawTable:
    """Return the table that a file of events is; numbers in it keep their digits."""
    return RawTable(name, str(file), file.name, "cloudevents", partial(_load, file, name))


def is_own(file: Path) -> bool:
    """Tell a recording of ours, by the type of its first event: its rows are ledger rows already."""
    for _, line in _lines(file):
        try:
            event = json.loads(line)
        except (ValueError, RecursionError):
            return False
        return isinstance(event, dict) and str(event.get("type", "")).startswith(OWN_TYPES)
    return False


def numbered_lines(file: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the lines that are not empty, each with its place. SourceError for a file without any."""
    empty = True
    for number, line in _lines(file):
        empty = False
        yield f"{file}, line {number}", line
    if empty:
        raise SourceError("the file is empty", str(file), "Give one CloudEvent a line.")


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with open_bytes(file) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise damaged(error, file) from error


def _load(file: Path, name: str, con: duckdb.DuckDBPyConnection, _encoding: str | None) -> None:
    rows = (_row(line, where) for where, line in numbered_lines(file))
    try:
        fill(con, name, dict.fromkeys(COLUMNS, "VARCHAR"), rows)
    except OSError as error:
        raise unread(error, str(file), "it cannot be read", "Write the file anew.") from error


def _row(line: bytes, where: str) -> list[str | None]:
    try:
        event: Any = json.loads(line.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"this is not a line of JSON ({error})", where, "Each line is one CloudEvent.") from error
    if not isinstance(event, dict):
        raise SourceError("this is not a JSON object", where, "Each line is one CloudEvent.")
    for each in _NEEDED:
        if not isinstance(event.get(each), str) or not event[each]:
            raise SourceError(
                f"the attribute {each} is missing", where, f"A CloudEvent has the texts {', '.join(_NEEDED)}."
            )
    if event["specversion"] != "1.0":
        raise SourceError(f"specversion is {event['specversion']!r}", where, "This version reads CloudEvents 1.0.")
    texts = [event.get(each) for each in ("id", "source", "type", "subject", "time")]
    wrong = next((each for each in texts if each is not None and not isinstance(each, str)), None)
    if wrong is not None:
        raise SourceError(f"the attribute {wrong!r} is not text", where, "Write it in quotes.")
    data = None if "data" not in event else json.dumps(event["data"], ensure_ascii=False)
    return [*texts, data, json.dumps(event, ensure_ascii=False)]
