"""Makes a history folder: the stories once, then every ledger in one query, sorted as the store wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING

import duckdb

from orderproof.errors import OwnFault
from orderproof.history.folder import LEDGERS_FOLDER, start_folder, whole_or_nothing
from orderproof.history.quoting import literal
from orderproof.history.store import PARQUET, sorted_by
from orderproof.history.synthetic.faults import FAULTS
from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.model.columns import Column

STARTS_AT = datetime(2026, 1, 5, 8)  # noqa: DTZ001 - stored times are naive UTC
ENDS_AFTER = timedelta(days=40)
"""After the last order is placed, so that every deadline is over when the history is judged."""

ROWS_PER_ORDER = 44
_SAME_EVERYWHERE = {
    "run": "'synthetic'",
    "certainty": "'certain'",
    "recorded_at": "occurred_at + INTERVAL 1 SECOND",
}
_HERE = files("orderproof.history.synthetic")


@dataclass(frozen=True, slots=True)
class Scenario:
    """How much is made: every `fault_every`-th order carries a fault, the faults taking turns; None: all are honest."""

    orders: int
    fault_every: int | None
    days: int = 20
    """The orders are placed evenly over so many days."""
    seed: int = 7


DEMO = Scenario(orders=5 * len(FAULTS), fault_every=5)


def at_scale(rows: int, *, seed: int = 7) -> Scenario:
    """Return the scenario of about so many ledger rows over a year, with a fault in every thousandth order."""
    return Scenario(orders=max(1, rows // ROWS_PER_ORDER), fault_every=1000, days=365, seed=seed)


def write_synthetic(
    folder: Path, planted: Path, scenario: Scenario, *, memory: str = "2GB", threads: int | None = None
) -> None:
    """Write a sealed history into a new or empty folder, and what was planted in it into a Parquet file elsewhere.

    `planted` has the columns fault, rule, key, value: the rule must break for the subject whose column `key` has the
    `value`, and no other rule may break for any other subject.
    """
    ends_at = STARTS_AT + timedelta(days=scenario.days) + ENDS_AFTER
    profile = f"as_of = {ends_at.isoformat()}\n" + _text("profile.toml")
    with whole_or_nothing(folder) as draft, duckdb.connect(config={"memory_limit": memory}) as con:
        con.execute(f"SET temp_directory = {literal(str(draft / 'spill'))}")
        if threads is not None:
            con.execute(f"SET threads = {threads}")
        start_folder(draft, "synthetic", profile)
        (draft / LEDGERS_FOLDER).mkdir()
        _tell_stories(con, scenario, ends_at)
        for ledger in LEDGERS:
            if _HERE.joinpath("ledgers", f"{ledger}.sql").is_file():
                con.execute(f"CREATE TEMP VIEW told_{ledger} AS {_text(f'ledgers/{ledger}.sql')}")
                _copy(con, _whole_rows(con, ledger), draft / LEDGERS_FOLDER / f"{ledger}.parquet")
        _copy(con, _text("planted.sql"), planted)


def _tell_stories(con: duckdb.DuckDBPyConnection, scenario: Scenario, ends_at: datetime) -> None:
    """Make the tables `faults` and `stories`, and the views of lines and papers that every ledger is told from."""
    every = scenario.fault_every or 2
    planted = FAULTS if scenario.fault_every else ()
    settings = {
        "orders": scenario.orders,
        "seed": scenario.seed,
        "fault_every": every,
        "fault_offset": 1 + scenario.seed % (every - 1),
        "step_us": timedelta(days=scenario.days) // timedelta(microseconds=1) // scenario.orders,
        "skus": 20 + scenario.orders // 50,
    }
    for name, value in settings.items():
        con.execute(f"SET VARIABLE {name} = {value}::BIGINT")
    con.execute(f"SET VARIABLE ends_at = TIMESTAMP '{ends_at}'")
    con.execute("CREATE TEMP TABLE faults (position BIGINT, fault VARCHAR, ending VARCHAR)")
    con.execute("CREATE TEMP TABLE fault_rules (fault VARCHAR, rule VARCHAR, key VARCHAR)")
    for position, fault in enumerate(planted):
        con.execute("INSERT INTO faults VALUES (?, ?, ?)", [position, fault.name, fault.ending])
        for rule in fault.rules:
            con.execute("INSERT INTO fault_rules VALUES (?, ?, ?)", [fault.name, rule, fault.key])
    con.execute(_text("words.sql"))
    con.execute(f"CREATE TEMP TABLE stories AS {_text('stories.sql')}")
    con.execute(f"CREATE TEMP VIEW story_lines AS {_text('story_lines.sql')}")
    con.execute(f"CREATE TEMP VIEW told_papers AS {_text('papers.sql')}")


def _whole_rows(con: duckdb.DuckDBPyConnection, ledger: str) -> str:
    """Complete what a ledger tells: sort it, then add what is the same in every row and what it leaves out."""
    names = [name for name, *_ in con.execute(f"DESCRIBE told_{ledger}").fetchall()]
    strange = set(names) - {each.name for each in COLUMNS[ledger]}
    if strange:
        raise OwnFault(f"ledgers/{ledger}.sql tells {sorted(strange)}, which {ledger} does not have")
    columns = ", ".join(_stored(column, names) for column in COLUMNS[ledger])
    return f"SELECT {columns} FROM (SELECT * FROM told_{ledger} ORDER BY {sorted_by(ledger)})"


def _stored(column: Column, told: list[str]) -> str:
    value = column.name if column.name in told else _SAME_EVERYWHERE.get(column.name, "NULL")
    return f"({value})::{column.sql_type} AS {column.name}"


def _copy(con: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    con.execute(f"COPY ({query}) TO {literal(str(file))} {PARQUET}")


def _text(name: str) -> str:
    return _HERE.joinpath(*name.split("/")).read_text(encoding="utf-8")
