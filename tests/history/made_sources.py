"""Small sources and mappings as files, made for one test: CSV, Parquet, SQLite and the SQL that reads them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from pathlib import Path


def csv_file(file: Path, *lines: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def parquet_file(file: Path, select: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"copy ({select}) to '{file}' (format parquet)")
    return file


def sqlite_file(file: Path, *statements: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return file


def mapping_folder(folder: Path, **sql: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "profile.toml").write_text('name = "shop"\n', encoding="utf-8")
    for name, text in sql.items():
        (folder / f"{name}.sql").write_text(text, encoding="utf-8")
    return folder


def rows(con: duckdb.DuckDBPyConnection, relation: str, columns: str) -> list[tuple[Any, ...]]:
    return con.execute(f"select {columns} from {relation}").fetchall()
