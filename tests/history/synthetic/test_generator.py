"""Made-up histories are the same on every machine, sorted, complete, and carry just the faults that were asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.errors import SourceError
from orderproof.history.store import history_relations, sorted_by
from orderproof.history.synthetic import DEMO, FAULTS, Planted, Scenario, at_scale, read_planted, write_synthetic
from orderproof.model.ledgers import COLUMNS
from orderproof.model.profile import parse_profile

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED_LEDGERS = {
    "orders", "lines", "line_changes", "order_totals", "discounts", "taxes", "payments", "statuses", "parcels", "scans",
    "notices", "promises", "stock_moves", "stock_levels", "returns", "documents", "holds", "reads", "commands",
    "prices", "listings", "offers", "document_lines", "document_taxes", "document_adjustments", "postings", "tax_rates",
    "shipping_prices", "rates",
    "balances", "remedies",
    "bom", "allocations", "locations",
    "destinations", "consents", "addresses", "deliveries",
}  # fmt: skip
HONEST = Scenario(orders=300, fault_every=None)


def made(folder: Path, scenario: Scenario) -> tuple[Planted, ...]:
    write_synthetic(folder / "h", folder / "planted.parquet", scenario)
    return read_planted(folder / "planted.parquet")


def content(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect() as con:
        relations = history_relations(con, folder / "h")
        return {ledger: con.execute(f"SELECT * FROM {name}").fetchall() for ledger, name in relations.items()}


def asked(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Ask the made history: every ledger is a relation of its own name."""
    with duckdb.connect() as con:
        for ledger, name in history_relations(con, folder / "h").items():
            con.execute(f"CREATE TEMP VIEW {ledger} AS SELECT * FROM {name}")
        return con.execute(query).fetchall()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    made(folder, DEMO)
    return folder


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("honest")
    assert made(folder, HONEST) == ()
    return folder


def test_the_same_scenario_gives_the_same_rows_whatever_the_threads(demo: Path, tmp_path: Path) -> None:
    write_synthetic(tmp_path / "h", tmp_path / "planted.parquet", DEMO, threads=1)
    assert content(tmp_path) == content(demo)
    assert read_planted(tmp_path / "planted.parquet") == read_planted(demo / "planted.parquet")


def test_another_seed_gives_other_orders(honest: Path, tmp_path: Path) -> None:
    made(tmp_path, replace(HONEST, seed=8))
    assert content(honest)["lines"] != content(tmp_path)["lines"]


def test_the_demo_tells_every_ledger_and_every_fault(demo: Path) -> None:
    planted = read_planted(demo / "planted.parquet")
    told = content(demo)
    assert set(told) == EXPECTED_LEDGERS
    assert {each.fault for each in planted} == {fault.name for fault in FAULTS}
    assert len(told["lines"]) > 400


def test_every_row_has_what_its_ledger_needs(demo: Path) -> None:
    for ledger, rows in content(demo).items():
        for column, values in zip(COLUMNS[ledger], zip(*rows, strict=True), strict=True):
            assert not (column.required and None in values), (ledger, column.name)
            assert not column.values or set(values) <= {None, *column.values}, (ledger, column.name)


def test_no_honest_row_is_told_twice_under_one_name(honest: Path) -> None:
    for ledger, rows in content(honest).items():
        names = [each.name for each in COLUMNS[ledger]]
        told = Counter((row[names.index("source")], row[names.index("row_id")]) for row in rows)
        assert {name: times for name, times in told.items() if times > 1} == {}, ledger


def test_every_ledger_is_stored_by_its_keys_and_then_by_time(demo: Path) -> None:
    told = content(demo)
    with duckdb.connect() as con:
        for ledger, name in history_relations(con, demo / "h").items():
            assert told[ledger] == con.execute(f"SELECT * FROM {name} ORDER BY {sorted_by(ledger)}").fetchall(), ledger


def test_the_profile_beside_it_reads_as_one_and_is_judged_after_every_deadline(demo: Path) -> None:
    profile = parse_profile((demo / "h" / "profile.toml").read_text(), "profile.toml")
    [(last,)] = asked(demo, "SELECT max(placed_at) FROM orders")
    assert profile.as_of is not None
    assert isinstance(last, type(profile.as_of))
    assert profile.as_of - last > max(profile.state_deadlines.values())


def test_honest_orders_cost_what_their_lines_cost(honest: Path) -> None:
    wrong = """
        SELECT order_id FROM order_totals AS t JOIN orders AS o USING (order_id)
        JOIN (SELECT order_id, sum(quantity * unit_price) AS cost FROM lines GROUP BY ALL) USING (order_id)
        JOIN (SELECT order_id, sum(amount) AS taxed FROM taxes GROUP BY ALL) USING (order_id)
        WHERE cost <> items OR taxed <> tax
            OR total <> items - discount + shipping + fees + if(price_includes_tax, 0, tax) OR total <= 0
    """
    assert asked(honest, wrong) == []
    [(orders, currencies)] = asked(
        honest, "SELECT count(*), count(DISTINCT currency) FROM orders WHERE source = 'system'"
    )
    assert (orders, currencies) == (300, 3)


def test_honest_money_is_taken_once_and_given_back_for_what_came_back(honest: Path) -> None:
    wrong = """
        SELECT order_id, any_value(total), sum(amount) FILTER (kind = 'capture') AS taken,
            coalesce(sum(amount) FILTER (kind = 'refund'), 0) AS back
        FROM payments JOIN (FROM order_totals WHERE surface = 'order' AND version = 1) USING (order_id, run)
        LEFT JOIN (
            SELECT order_id, sum(c.quantity * unit_price) AS called_off
            FROM line_changes AS c JOIN lines USING (order_id, line_id) WHERE change = 'cancelled' GROUP BY order_id
        ) USING (order_id)
        WHERE payments.source LIKE 'gateway:%' AND state = 'succeeded'
        GROUP BY order_id
        HAVING (taken IS NOT NULL AND taken <> any_value(total) - coalesce(any_value(called_off), 0))
            OR back > coalesce(taken, 0)
    """
    assert asked(honest, wrong) == []


def test_at_scale_a_thousandth_of_the_orders_carries_a_fault(tmp_path: Path) -> None:
    scenario = at_scale(440_000)
    planted = made(tmp_path, scenario)
    rows = sum(len(each) for each in content(tmp_path).values())
    assert 420_000 <= rows <= 460_000
    assert len({(each.fault, each.value) for each in planted}) == len(range(1 + scenario.seed, scenario.orders, 1000))


def test_nothing_is_written_over_what_is_there(honest: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="something is there already"):
        write_synthetic(honest / "h", tmp_path / "planted.parquet", DEMO)
    assert asked(honest, "SELECT count(*) FROM orders WHERE source = 'system'") == [(HONEST.orders,)]
    assert list(tmp_path.iterdir()) == []


def test_a_history_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error):
        write_synthetic(tmp_path / "h", tmp_path / "no such folder" / "planted.parquet", HONEST)
    assert list(tmp_path.iterdir()) == []
