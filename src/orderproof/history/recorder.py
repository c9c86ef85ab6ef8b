"""The recorder: what happens is appended to `events.jsonl` as it happens, and nothing is ever taken back.

Every row is one line, handed to the operating system before `append` returns: a killed process keeps the prefix. A last
line that was torn off is not a row; reading leaves it out and says so.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from orderproof.errors import OwnFault, SourceError
from orderproof.history.events import event_line, read_event
from orderproof.history.folder import EVENTS, LEDGERS_FOLDER, start_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from orderproof.model.ledgers.envelope import Row


class Recorder:
    """Appends rows to a history folder, which it starts or takes up again; `profile` is TOML text kept beside them."""

    def __init__(self, folder: Path, *, run: str = "run", profile: str | None = None) -> None:
        if (folder / LEDGERS_FOLDER).exists():
            raise SourceError("this history is sealed", str(folder), "Record into another folder.")
        start_folder(folder, run, profile)
        _end_cleanly(folder / EVENTS)
        self._file = (folder / EVENTS).open("ab")

    def append(self, row: Row) -> None:
        """Append one row; when this returns, a crash of this process can no longer lose it."""
        if not row.row_id or not row.source:
            raise OwnFault(f"a row of {row.ledger} without row_id or source was to be recorded")
        self._file.write(event_line(row).encode() + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Stop recording; the folder stays as it is."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def read_recorded(folder: Path) -> Iterator[Row]:
    """Yield the rows of `events.jsonl` in the order of recording; SourceError with file and line for a broken one."""
    file = folder / EVENTS
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if _is_torn(line):
                return
            yield read_event(line, f"{file}, line {number}")


def torn_note(folder: Path) -> str | None:
    """Say how much of a torn last line was left out, or None where the recording ends cleanly."""
    torn = _last_line(folder / EVENTS)
    if not _is_torn(torn):
        return None
    return f"{EVENTS}: the last line was torn off after {len(torn)} bytes (a crash while recording) and is left out."


def _is_torn(line: bytes) -> bool:
    """Only what has no newline can be torn, and what is whole JSON without one is a row all the same."""
    if line.endswith(b"\n") or not line:
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return True
    return False


def _last_line(file: Path) -> bytes:
    """Return what follows the last newline but one, read from the end: recordings are large."""
    step = 1 << 16
    with file.open("rb") as recorded:
        at = recorded.seek(0, 2)
        tail = b""
        while at > 0 and b"\n" not in tail[:-1]:
            start = max(0, at - step)
            recorded.seek(start)
            tail, at = recorded.read(at - start) + tail, start
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]


def _end_cleanly(file: Path) -> None:
    """Make the next append start a line: a torn end, which is no row, is cut off; a whole one gets its newline."""
    if not file.exists():
        return
    last = _last_line(file)
    if last and not last.endswith(b"\n"):
        with file.open("r+b") as recorded:
            end = recorded.seek(0, 2)
            if _is_torn(last):
                recorded.truncate(end - len(last))
            else:
                recorded.write(b"\n")
