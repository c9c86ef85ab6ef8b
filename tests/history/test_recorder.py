"""A recording keeps everything that was appended, through a crash, and refuses what is not a row."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.errors import OwnFault, SourceError
from orderproof.history.events import event_line
from orderproof.history.folder import read_head
from orderproof.history.recorder import Recorder, read_recorded, torn_note
from orderproof.model.ledgers.money import Payments
from tests.history.made_rows import EVERY_ROW

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.model.ledgers.envelope import Row

AT = datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 - stored times are naive UTC


def capture(number: int) -> Payments:
    return Payments(
        source="gateway:adyen",
        row_id=f"g{number}",
        seq=number,
        occurred_at=AT,
        order_id="A",
        kind="capture",
        state="succeeded",
        amount=2000,
        currency="EUR",
    )


def record(folder: Path, *rows: Row) -> None:
    with Recorder(folder) as recorder:
        for row in rows:
            recorder.append(row)


@given(rows=st.lists(EVERY_ROW, max_size=6))
def test_a_recording_is_read_in_the_order_in_which_it_was_appended(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    folder = tmp_path_factory.mktemp("history")
    record(folder, *rows)
    assert list(read_recorded(folder)) == rows
    assert torn_note(folder) is None


APPEND_FOR_EVER = """
import sys
from pathlib import Path
from orderproof.history.recorder import Recorder
from orderproof.model.ledgers import Payments
recorder = Recorder(Path(sys.argv[1]), run="crash")
number = 0
while True:
    number += 1
    recorder.append(Payments(source="gateway", row_id=f"g{number}", order_id="A" * 5000, kind="capture",
                             state="succeeded", amount=number, currency="EUR"))
    print(number, flush=True)
"""


def test_a_recorder_that_is_killed_keeps_every_row_that_it_confirmed(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", APPEND_FOR_EVER, tmp_path / "h"], stdout=subprocess.PIPE)
    assert child.stdout is not None
    for _ in range(200):
        child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    confirmed = 200 + len(child.stdout.read().splitlines())
    child.stdout.close()
    child.wait()
    amounts = [row.amount for row in read_recorded(tmp_path / "h") if isinstance(row, Payments)]
    assert amounts == list(range(1, len(amounts) + 1))
    assert len(amounts) >= confirmed - 1


@pytest.mark.parametrize("kept_bytes", [1, 20, 100, -2])
def test_a_torn_last_line_is_left_out_and_said(tmp_path: Path, kept_bytes: int) -> None:
    record(tmp_path, capture(1), capture(2))
    file = tmp_path / "events.jsonl"
    first, second = file.read_bytes().splitlines(keepends=True)
    torn = second[:kept_bytes]
    file.write_bytes(first + torn)
    assert list(read_recorded(tmp_path)) == [capture(1)]
    assert torn_note(tmp_path) == (
        f"events.jsonl: the last line was torn off after {len(torn)} bytes (a crash while recording) and is left out."
    )


def test_a_recording_goes_on_after_a_torn_line(tmp_path: Path) -> None:
    record(tmp_path, capture(1))
    with (tmp_path / "events.jsonl").open("ab") as file:
        file.write(b'{"id": "half')
    record(tmp_path, capture(2))
    assert list(read_recorded(tmp_path)) == [capture(1), capture(2)]


def test_a_last_line_that_only_lacks_its_newline_is_a_row(tmp_path: Path) -> None:
    record(tmp_path, capture(1))
    file = tmp_path / "events.jsonl"
    file.write_bytes(file.read_bytes().rstrip(b"\n"))
    assert (list(read_recorded(tmp_path)), torn_note(tmp_path)) == ([capture(1)], None)
    record(tmp_path, capture(2))
    assert list(read_recorded(tmp_path)) == [capture(1), capture(2)]


def test_the_run_and_the_profile_stand_beside_the_recording(tmp_path: Path) -> None:
    Recorder(tmp_path, run="campaign 7", profile='name = "shop"').close()
    head = read_head(tmp_path)
    assert (head.run, head.profile, head.notes) == ("campaign 7", "profile.toml", ())
    assert (tmp_path / "profile.toml").read_text() == 'name = "shop"'


def test_a_row_without_an_id_is_our_own_fault(tmp_path: Path) -> None:
    with Recorder(tmp_path) as recorder, pytest.raises(OwnFault):
        recorder.append(Payments(order_id="A", kind="capture", state="succeeded", amount=1, currency="EUR"))


@pytest.mark.parametrize("line", ["", "[]", '{"id": "a"}', "half a line"])
def test_a_broken_line_is_told_with_its_file_and_number(tmp_path: Path, line: str) -> None:
    record(tmp_path, capture(1))
    with (tmp_path / "events.jsonl").open("a") as file:
        file.write(line + "\n" + event_line(capture(3)) + "\n")
    with pytest.raises(SourceError) as refused:
        list(read_recorded(tmp_path))
    assert refused.value.where == f"{tmp_path / 'events.jsonl'}, line 2"


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    record(tmp_path, capture(1))
    with (tmp_path / "events.jsonl").open("ab") as file:
        file.write(b'{"id": "\xff"}\n')
    with pytest.raises(SourceError, match="line 2: this is not a line of JSON"):
        list(read_recorded(tmp_path))
