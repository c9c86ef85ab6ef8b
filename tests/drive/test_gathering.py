"""Books of several witnesses become one sealed history, with the profile beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.drive.gathering import gather
from orderproof.history import store
from orderproof.world.books import Book, WorldClock

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, source: str, skus: list[str]) -> Path:
    book = Book(folder, source, WorldClock())
    for sku in skus:
        book.write("stock_moves", kind="receive", sku=sku, location="berlin", quantity=1)
    book.close()
    return folder


def test_the_rows_of_all_books_are_one_history(tmp_path: Path) -> None:
    books = [write(tmp_path / "a", "a", ["MUG", "BOOK"]), write(tmp_path / "b", "b", ["LAMP"])]
    gather(books, "", tmp_path / "out", run="r1")
    rows = list(store.read(tmp_path / "out"))
    assert sorted(row.row_id for row in rows) == ["a-1", "a-2", "b-1"]


def test_a_book_that_nobody_wrote_is_no_fault(tmp_path: Path) -> None:
    gather([tmp_path / "none", write(tmp_path / "a", "a", ["MUG"])], "", tmp_path / "out", run="r1")
    assert len(list(store.read(tmp_path / "out"))) == 1


def test_a_torn_last_line_of_a_killed_witness_is_left_out(tmp_path: Path) -> None:
    book = write(tmp_path / "a", "a", ["MUG", "BOOK"])
    events = book / "events.jsonl"
    events.write_bytes(events.read_bytes()[:-20])
    gather([book], "", tmp_path / "out", run="r1")
    assert [row.row_id for row in store.read(tmp_path / "out")] == ["a-1"]
