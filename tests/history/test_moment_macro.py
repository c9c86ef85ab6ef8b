"""Times as exports write them become UTC, exactly, or the value is named."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from typing import Any

import duckdb
import pytest

from orderproof.history.moment_macro import install_moment, moment_error


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as own:
        own.execute("set timezone = 'UTC'")
        own.execute("create schema raw")
        install_moment(own, "raw")
        yield own


def moment(con: duckdb.DuckDBPyConnection, value: object, form: str) -> Any:
    found = con.execute(f"select cast(raw.moment(v, '{form}') as VARCHAR) from (select ? as v)", [value]).fetchone()
    assert found is not None
    return found[0]


READ: list[tuple[object, str, str | None]] = [
    ("2024-03-01T12:00:00Z", "iso", "2024-03-01 12:00:00"),
    ("2024-03-01T12:00:00+01:00", "iso", "2024-03-01 11:00:00"),
    ("2024-03-01 12:00:00 -0500", "iso", "2024-03-01 17:00:00"),
    ("2024-03-01 12:00:00.123456+02", "iso", "2024-03-01 10:00:00.123456"),
    ("2024-03-01 12:00:00", "iso UTC", "2024-03-01 12:00:00"),
    ("2024-03-01 12:00", "iso Europe/Berlin", "2024-03-01 11:00:00"),
    ("2024-07-01 12:00:00", "iso Europe/Berlin", "2024-07-01 10:00:00"),
    ("2024-07-01", "iso America/New_York", "2024-07-01 04:00:00"),
    (" 2024-07-01 12:00:00 ", "iso UTC", "2024-07-01 12:00:00"),
    ("1.3.2024", "day-first UTC", "2024-03-01 00:00:00"),
    ("01/03/2024 12:05", "day-first Europe/Berlin", "2024-03-01 11:05:00"),
    ("31-12-2024 23:59:59", "day-first UTC", "2024-12-31 23:59:59"),
    ("3/1/2024 9:05", "month-first UTC", "2024-03-01 09:05:00"),
    ("12/31/2024 23:59:59,5", "month-first UTC", "2024-12-31 23:59:59.5"),
    ("1709294400", "seconds", "2024-03-01 12:00:00"),
    ("1709294400.25", "seconds", "2024-03-01 12:00:00.25"),
    (1709294401, "seconds", "2024-03-01 12:00:01"),
    (1709294400123, "milliseconds", "2024-03-01 12:00:00.123"),
    (None, "iso UTC", None),
    ("", "day-first UTC", None),
]


@pytest.mark.parametrize(("value", "form", "expected"), READ)
def test_a_time_becomes_utc(con: duckdb.DuckDBPyConnection, value: object, form: str, expected: str | None) -> None:
    assert moment(con, value, form) == expected


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_an_hour_that_the_clocks_show_twice_is_unknown(con: duckdb.DuckDBPyConnection, zone: str) -> None:
    twice = {"Europe/Berlin": "2024-10-27 02:30", "America/New_York": "2024-11-03 01:30"}
    assert moment(con, twice.get(zone, "2024-04-07 01:45"), f"iso {zone}") is None


def test_the_hours_around_one_that_is_shown_twice_are_known(con: duckdb.DuckDBPyConnection) -> None:
    times = ("2024-10-27 01:59:59", "2024-10-27 03:00:00")
    assert [moment(con, each, "iso Europe/Berlin") for each in times] == ["2024-10-26 23:59:59", "2024-10-27 02:00:00"]


REFUSED: list[tuple[object, str, str]] = [
    ("2024-03-01 12:00:00", "iso", "is no time of the form 'iso'"),
    ("2024-03-01T12:00:00Z", "iso UTC", "is no time of the form 'iso UTC'"),
    ("2024-03-31 02:30:00", "iso Europe/Berlin", "is no time"),
    ("2024-02-30", "iso UTC", "is no time"),
    ("13/13/2024", "day-first UTC", "is no time"),
    ("12/31/2024", "day-first UTC", "is no time"),
    ("1.3.24", "day-first UTC", "is no time"),
    ("12:00", "day-first UTC", "is no time"),
    ("1709294400000", "seconds", "is no time in seconds"),
    ("1709294400", "milliseconds", "is no time in milliseconds"),
    ("0", "seconds", "is no time in seconds"),
    ("-5", "seconds", "is no time in seconds"),
    ("2024-03-01", "day-first", "the form 'day-first' of '2024-03-01' is not known"),
    ("2024-03-01", "american UTC", "is not known"),
]


@pytest.mark.parametrize(("value", "form", "says"), REFUSED)
def test_a_value_of_another_form_is_named(con: duckdb.DuckDBPyConnection, value: object, form: str, says: str) -> None:
    with pytest.raises(duckdb.Error) as raised:
        moment(con, value, form)
    told = moment_error(str(raised.value), "orders.sql")
    assert told is not None
    assert (says in told.what, told.where, bool(told.mend)) == (True, "orders.sql", True), told


def test_another_error_is_not_taken_for_one_of_a_time() -> None:
    assert moment_error("Conversion Error: no", "here") is None
