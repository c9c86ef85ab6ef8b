"""Every relation that a view may read besides the ledgers, and the columns of all of them with their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.model.ledgers import COLUMNS, LEDGERS
from orderproof.rulebook.sureness import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Mapping

INSTANT = {"certain": "BOOLEAN", "happened_min": "TIMESTAMP", "happened_max": "TIMESTAMP"}
"""What the judge adds to every ledger row: whether it is sure, and the interval in which it happened."""

PROFILE_RELATIONS: Mapping[str, Mapping[str, str]] = {
    "profile_terminal": {"object_type": "VARCHAR", "canonical": "VARCHAR"},
    "profile_reachable": {"object_type": "VARCHAR", "from_status": "VARCHAR", "to_status": "VARCHAR"},
    "profile_states": {"canonical": "VARCHAR", "max_age": "INTERVAL"},
    "profile_notices": {"cause": "VARCHAR", "template": "VARCHAR", "within": "INTERVAL"},
    "profile_stock": {
        "formula": "VARCHAR",
        "reservation_ends": "VARCHAR",
        "channels_told": "VARCHAR",
        "backorders_served": "VARCHAR",
    },
    "profile_surfaces": {"surface": "VARCHAR", "staleness": "INTERVAL"},
    "currency_units": {"currency": "VARCHAR", "minor_units": "BIGINT"},
    "profile_propagation": {"surface": "VARCHAR", "within": "INTERVAL"},
    "profile_shipping": {"method": "VARCHAR", "rank": "BIGINT"},
    "profile_waits": {"work": "VARCHAR", "waits_for": "VARCHAR"},
}
RECORDED = "recorded_ledgers"
"""The relation (ledger) of what is recorded here at all, a row per ledger that holds any."""
RECORDINGS: Mapping[str, str] = {
    "ledger": "VARCHAR",
    "source": "VARCHAR",
    "row_count": "BIGINT",
    "redelivered": "BIGINT",
    "contradicted_min": "BIGINT",
    "contradicted_max": "BIGINT",
    "first_contradicted": "VARCHAR",
    "recorded_before_occurred_min": "BIGINT",
    "recorded_before_occurred_max": "BIGINT",
    "observed_before_recorded_min": "BIGINT",
    "observed_before_recorded_max": "BIGINT",
    "unmapped": "BIGINT",
}
RECORDING_RELATIONS: Mapping[str, Mapping[str, str]] = {
    "recordings": RECORDINGS,
    RECORDED: {"ledger": "VARCHAR"},
    "profile_clock": {"sequence_per": "VARCHAR"},
}
"""What rules about the recording itself may read, beside what a profile says of the shop."""


def ledger_of(relation: str) -> str | None:
    """Tell the ledger behind a relation name (`claimed_payments` is payments), if there is one."""
    name = relation.removeprefix(CLAIMED)
    return name if name in LEDGERS else None


def relation_columns() -> dict[str, dict[str, str]]:
    """List every relation a view may read: name -> column -> DuckDB type."""
    found: dict[str, dict[str, str]] = {}
    for name, columns in COLUMNS.items():
        own = {column.name: column.sql_type for column in columns} | INSTANT
        found[name] = own
        if LEDGERS[name].nature == "fact":
            found[CLAIMED + name] = own
    found |= {name: dict(columns) for name, columns in PROFILE_RELATIONS.items()}
    found |= {name: dict(columns) for name, columns in RECORDING_RELATIONS.items()}
    return found
