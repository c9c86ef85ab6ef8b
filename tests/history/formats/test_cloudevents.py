"""JSON Lines of CloudEvents are a table, or, if they are ours, ledgers at once."""

from __future__ import annotations

import gzip
import json
from pathlib import Path  # noqa: TC003 - pytest reads it
from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.errors import InputError
from orderproof.history.events import event_line
from orderproof.history.sources import open_source
from orderproof.model.ledgers.journey import Orders
from tests.history.made_sources import mapping_folder, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACED = """
select id as row_id, data ->> '$.order' as order_id, 'EUR' as currency, source,
    moment(time, 'iso') as occurred_at, cast(event ->> '$.sequence' as BIGINT) as seq
from events where type = 'shop.placed'
"""
TOTALS = """
select id as row_id, data ->> '$.order' as order_id, 'order' as surface,
    minor(data ->> '$.total', 'EUR') as total
from events
"""


def event(number: int, **more: object) -> Mapping[str, object]:
    base = {"specversion": "1.0", "id": str(number), "source": "/shop", "type": "shop.placed", "sequence": str(number)}
    return base | {"time": "2024-03-01T12:00:00+01:00", "data": {"order": f"A{number}", "total": 12.10}} | more


def write(file: Path, *events: object) -> Path:
    text = "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in events)
    file.write_bytes(gzip.compress(text.encode()) if file.suffix == ".gz" else text.encode())
    return file


@pytest.mark.parametrize("name", ["events.jsonl", "events.ndjson", "events.jsonl.gz"])
def test_events_of_any_shop_are_read_through_a_mapping_with_exact_money(tmp_path: Path, name: str) -> None:
    source = write(tmp_path / name, event(1), "", event(2, type="shop.paid"))
    mapping = mapping_folder(tmp_path / "map", orders=PLACED, order_totals=TOTALS)
    with duckdb.connect() as con:
        history = open_source(con, source, mapping=mapping, profile=None)
        found = rows(con, history.relations["orders"], "order_id, source, seq, cast(occurred_at as VARCHAR)")
        assert found == [("A1", "/shop", 1, "2024-03-01 11:00:00")]
        assert rows(con, history.relations["order_totals"], "total") == [(1210,), (1210,)]


@pytest.mark.parametrize("name", ["events.jsonl", "events.jsonl.gz"])
def test_events_of_ours_are_ledgers_without_a_mapping(tmp_path: Path, name: str) -> None:
    lines = [event_line(Orders(row_id=each, order_id=each, currency="EUR", run="monday")) for each in "AB"]
    source = write(tmp_path / name, *lines)
    with duckdb.connect() as con:
        history = open_source(con, source, mapping=None, profile=None)
        assert rows(con, history.relations["orders"], "run, order_id") == [("monday", "A"), ("monday", "B")]
        assert history.origin == {"orders": str(source)}
    with duckdb.connect() as con, pytest.raises(InputError, match="holds ledgers already"):
        open_source(con, source, mapping="olist", profile=None)
