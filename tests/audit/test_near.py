"""What is fetched near some findings says of each of them what the whole history says."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from orderproof.audit.evidence import rows_of
from orderproof.audit.near import near
from orderproof.history.notation import parse_story
from orderproof.history.store import history_relations, write
from orderproof.model.verdict import Finding, JsonValue

ENDS_AT = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so
STORY = (
    "place A 1xMUG 10.00 EUR | hand_over A P1 1 | scan P1 delivered | capture A 10.00 |"
    "place B 1xMUG 10.00 EUR | hand_over B P2 1 | scan P2 delivered | receive MUG@MAIN 5 | receive CAP@MAIN 5 |"
    "place C 1xCAP 10.00 EUR | invoice C D1 10.00 | docline D1 1 1 net=10.00"
)


def finding(subject: dict[str, JsonValue], evidence: dict[str, JsonValue] | None = None) -> Finding:
    return Finding("money/a", subject, evidence or {}, "says", "S1", "order>payment", None, "0" * 16)


FINDINGS = (
    finding({"order_id": "A"}),
    finding({"payment_id": "p1"}, {"order_id": "A"}),
    finding({"order_id": "C", "currency": "EUR"}),
    finding({"sku": "MUG", "location": "MAIN"}),
    finding({"parcel_id": "P2"}),
    finding({"nothing": "known"}),
)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> tuple[duckdb.DuckDBPyConnection, dict[str, str]]:
    folder = tmp_path_factory.mktemp("near") / "shop"
    write(parse_story(STORY, run="shop", ends_at=ENDS_AT), folder)
    con = duckdb.connect()
    return con, history_relations(con, folder)


@pytest.mark.parametrize("about", FINDINGS, ids=lambda each: ",".join(each.subject))
def test_a_finding_has_the_same_rows_near_it_as_in_the_whole_history(
    history: tuple[duckdb.DuckDBPyConnection, dict[str, str]], about: Finding
) -> None:
    con, relations = history
    assert rows_of(con, near(con, relations, FINDINGS), about) == rows_of(con, relations, about)


def test_what_is_about_no_finding_is_left_out(history: tuple[duckdb.DuckDBPyConnection, dict[str, str]]) -> None:
    con, relations = history
    small = near(con, relations, FINDINGS[:1])
    orders = con.execute(f"select order_id from {small['orders']}").fetchall()
    assert orders == [("A",)]
    assert "stock_moves" not in small or con.execute(f"select * from {small['stock_moves']}").fetchall() == []


def test_no_finding_needs_no_rows(history: tuple[duckdb.DuckDBPyConnection, dict[str, str]]) -> None:
    con, relations = history
    assert dict(near(con, relations, ())) == {}
