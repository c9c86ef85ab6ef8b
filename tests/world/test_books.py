"""The book of a witness: rows are on disk before anybody is answered, and lots fall the same way every time."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from orderproof.history.recorder import read_recorded
from orderproof.world.books import Book, WorldClock, hashed, one_in

if TYPE_CHECKING:
    from pathlib import Path


def test_a_row_is_on_disk_when_writing_it_returns(tmp_path: Path) -> None:
    book = Book(tmp_path, "warehouse", WorldClock())
    book.write("stock_moves", kind="receive", sku="MUG", location="berlin", quantity=3)
    written = list(read_recorded(tmp_path))
    book.close()
    assert [(row.row_id, row.source) for row in written] == [("warehouse-1", "warehouse")]


def test_only_payments_are_numbered_without_gaps(tmp_path: Path) -> None:
    book = Book(tmp_path, "gateway:card", WorldClock())
    for each in ("t1", "t2"):
        book.write(
            "payments", row_id=each, effect_id=each, order_id="o", payment_id="p", gateway="card", tender="card",
            kind="authorize", state="succeeded", amount=1, currency="EUR",
        )  # fmt: skip
    book.close()
    assert [row.seq for row in read_recorded(tmp_path)] == [1, 2]


def test_the_clock_of_the_world_is_ahead_by_offset_and_skew() -> None:
    hour = 3_600_000_000
    clock = WorldClock(offset_us=24 * hour, skew_us=-hour)
    ahead = clock.now() - datetime.now(UTC).replace(tzinfo=None)
    assert timedelta(hours=22, minutes=59) < ahead <= timedelta(hours=23)
    assert clock.wire().endswith("Z")
    assert datetime.fromisoformat(clock.wire()).tzinfo is UTC


def test_a_row_stands_at_the_moment_that_the_clock_shows(tmp_path: Path) -> None:
    clock = WorldClock(offset_us=86_400_000_000)
    before = clock.now()
    book = Book(tmp_path, "warehouse", clock)
    book.write("stock_moves", kind="receive", sku="MUG", location="berlin", quantity=3)
    book.close()
    (row,) = read_recorded(tmp_path)
    assert row.occurred_at is not None
    assert before <= row.occurred_at <= clock.now()
    assert row.recorded_at == row.occurred_at


def test_many_threads_write_one_book_without_losing_a_row(tmp_path: Path) -> None:
    book = Book(tmp_path, "warehouse", WorldClock())

    def write() -> None:
        for _ in range(20):
            book.write("stock_moves", kind="receive", sku="MUG", location="berlin", quantity=1)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    book.close()
    assert sorted(row.row_id for row in read_recorded(tmp_path)) == sorted(f"warehouse-{n}" for n in range(1, 161))


def test_a_person_is_a_hash_that_only_the_key_gives() -> None:
    address = "ann@shop.test"
    assert hashed(address, "k") == hashed(address, "k")
    assert hashed(address, "k") != hashed(address, "other")
    assert "ann" not in hashed(address, "k")
    assert len(hashed("\udcff@shop.test", "k")) == 16


def test_lots_fall_on_one_in_so_many_and_on_the_same_every_time() -> None:
    drawn = [one_in(6, 1, f"event-{number}") for number in range(6000)]
    assert drawn == [one_in(6, 1, f"event-{number}") for number in range(6000)]
    assert 900 < sum(drawn) < 1100
    assert drawn != [one_in(6, 2, f"event-{number}") for number in range(6000)]


def test_a_book_taken_up_again_gives_no_number_twice(tmp_path: Path) -> None:
    for _ in range(2):
        book = Book(tmp_path, "warehouse", WorldClock())
        for _ in range(2):
            book.write("stock_moves", kind="receive", sku="MUG", location="berlin", quantity=3)
        book.close()
    assert [row.row_id for row in read_recorded(tmp_path)] == [f"warehouse-{number}" for number in (1, 2, 3, 4)]
