"""What the shop keeps: what is looked up often is indexed, and what must not be double is unique."""

from __future__ import annotations

from orderproof.systems.shop.server.tables import jobs, keys, metadata, orders, stock


def test_what_must_be_once_is_a_primary_key() -> None:
    assert [column.name for column in keys.primary_key] == ["shopper_id", "key"]
    assert [column.name for column in stock.primary_key] == ["sku", "location"]
    assert [column.name for column in jobs.primary_key] == ["job_id"]
    assert all(len(table.primary_key) > 0 for table in metadata.tables.values())


def test_what_is_looked_up_often_is_indexed() -> None:
    indexed = {column.name for index in (*orders.indexes, *jobs.indexes) for column in index.columns}
    assert {"shopper_id", "complete_at", "state"} <= indexed
