"""Rows of every ledger as hypothesis makes them: whatever the schemas allow, and nothing a real system would say."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from orderproof.model.ledgers import COLUMNS, LEDGERS

if TYPE_CHECKING:
    from orderproof.model.columns import Column
    from orderproof.model.ledgers.envelope import Row

TEXT = st.text(max_size=8)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "VARCHAR": TEXT,
    "BIGINT": st.integers(-(2**63), 2**63 - 1),
    "BOOLEAN": st.booleans(),
    "TIMESTAMP": st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001 - stored times are naive UTC
    "MAP(VARCHAR, VARCHAR)": st.dictionaries(TEXT, TEXT, max_size=3),
}


@cache
def rows_of(ledger: str) -> st.SearchStrategy[Row]:
    """Return a strategy for rows of one ledger."""
    return st.builds(LEDGERS[ledger], **{each.name: _value_of(each) for each in COLUMNS[ledger]})


def _value_of(column: Column) -> st.SearchStrategy[Any]:
    value = st.sampled_from(column.values) if column.values else VALUES[column.sql_type]
    if column.sql_type == "VARCHAR" and column.required and not column.values:
        value = st.text(min_size=1, max_size=8)
    if column.not_negative:
        value = st.integers(0, 2**63 - 1)
    return value if column.required else st.none() | value


EVERY_ROW = st.sampled_from(sorted(LEDGERS)).flatmap(rows_of)
