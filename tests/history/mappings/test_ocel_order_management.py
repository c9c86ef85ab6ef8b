"""The order management log of OCEL as ledgers: what plain SQL counted in it comes out of them, too."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - pytest reads it
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from orderproof.errors import InputError
from orderproof.history.ocel.export import export_ocel
from orderproof.history.sources import OpenHistory, open_source
from tests.shared_data import shared_data

if TYPE_CHECKING:
    from pathlib import Path

LOG = "ocel/order_management.csv"


@pytest.fixture(scope="module")
def opened() -> Iterator[tuple[duckdb.DuckDBPyConnection, OpenHistory]]:
    with duckdb.connect() as con:
        yield con, open_source(con, shared_data(LOG), mapping=None, profile=None)


SIZES: dict[str, tuple[str, Any]] = {
    "orders": ("select count(*), count(distinct order_id), count(placed_at) from {orders}", (2000, 2000, 2000)),
    "lines": ("select count(*), count(distinct line_id), count(unit_price) from {lines}", (8159, 8159, 8159)),
    "packages": ("select count(distinct parcel_id) from {parcels}", (1325,)),
    "payments": ("select count(*), min(amount) > 0 from {payments}", (2000, True)),
    "an order's price in cents": ("select total from {order_totals} where order_id = '990001' limit 1", (52496,)),
    "no price differs from what is told later": (
        "select count(*) from (select order_id from {order_totals} group by all having min(total) < max(total))", (0,)
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), SIZES.values(), ids=SIZES)
def test_the_log_is_in_the_ledgers_whole(
    opened: tuple[duckdb.DuckDBPyConnection, OpenHistory], sql: str, expected: tuple[Any, ...]
) -> None:
    con, history = opened
    assert con.execute(sql.format(**history.relations)).fetchone() == expected


def test_another_log_is_not_taken_for_this_one() -> None:
    with duckdb.connect() as con, pytest.raises(InputError, match=r"no order in them.*mappings init"):
        open_source(con, shared_data("ocel/order_process.jsonocel"), mapping=None, profile=None)


def test_the_history_comes_back_from_an_exported_log(
    opened: tuple[duckdb.DuckDBPyConnection, OpenHistory], tmp_path: Path
) -> None:
    con, history = opened
    export_ocel(con, history.relations, tmp_path / "log.sqlite", profile=history.profile_text)
    with duckdb.connect() as other:
        back = open_source(other, tmp_path / "log.sqlite", mapping=None, profile=None)
        assert back.profile == history.profile
        for ledger, relation in history.relations.items():
            digest = "select count(*), cast(sum(hash(columns(*))) as VARCHAR) from"
            asked = f"{digest} (select * replace (cast(null as VARCHAR) as run) from {{}})"
            assert (
                other.execute(asked.format(back.relations[ledger])).fetchall()
                == con.execute(asked.format(relation)).fetchall()
            ), ledger
