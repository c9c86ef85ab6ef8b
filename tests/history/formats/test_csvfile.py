"""CSV in every wrapping is the same table: all text, broken rows named by their line in the file."""

from __future__ import annotations

import gzip
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.errors import SourceError
from orderproof.history.formats.csvfile import csv_table


def loaded(file: Path, encoding: str | None = None) -> list[tuple[Any, ...]]:
    with duckdb.connect() as con:
        con.execute("create schema raw")
        table = csv_table(file)
        table.load(con, encoding)
        return con.execute(f"select * from raw.{table.name}").fetchall()


def test_a_packed_file_is_named_and_read_like_the_plain_one(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv.gz"
    file.write_bytes(gzip.compress("id,name\n007,Müller\n".encode()))
    assert (csv_table(file).name, loaded(file)) == ("sales", [("007", "Müller")])


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_a_declared_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "sales.csv"
    file.write_bytes("id;name\n1;Müller\n".encode(encoding))
    assert loaded(file, encoding) == [("1", "Müller")]


def test_the_euro_sign_of_cp1252_stays_one(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv"
    file.write_bytes("id,total\n1,5 €\n".encode("cp1252"))
    assert loaded(file, "cp1252") == [("1", "5 €")]


def test_a_broken_row_of_a_packed_file_is_told_by_the_files_own_line(tmp_path: Path) -> None:
    file = tmp_path / "sales.csv.gz"
    file.write_bytes(gzip.compress(b"id,name\n1,a\n2\n"))
    with pytest.raises(SourceError, match=r"sales\.csv\.gz, line 3: this row is broken: it has 1 fields"):
        loaded(file)
