"""One small event log in all four forms: what is placed, picked and paid, with money, a relation and a change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.history.made_sources import sqlite_file

if TYPE_CHECKING:
    from pathlib import Path

VERSION_2: dict[str, Any] = {
    "objectTypes": [{"name": "order", "attributes": [{"name": "price", "type": "float"}]}, {"name": "item"}],
    "eventTypes": [{"name": "place order", "attributes": [{"name": "total", "type": "float"}]}, {"name": "pick item"}],
    "objects": [
        {
            "id": "o1", "type": "order", "relationships": [{"objectId": "i1", "qualifier": "has"}],
            "attributes": [
                {"name": "price", "time": "1970-01-01T00:00:00Z", "value": 12.10},
                {"name": "price", "time": "2024-03-02T00:00:00Z", "value": 13},
            ],
        },
        {"id": "i1", "type": "item"},
    ],
    "events": [
        {
            "id": "e1", "type": "place order", "time": "2024-03-01T13:00:00+01:00",
            "attributes": [{"name": "total", "value": 12.10}],
            "relationships": [{"objectId": "o1", "qualifier": "of"}, {"objectId": "i1", "qualifier": "with"}],
        },
        {"id": "e2", "type": "pick item", "time": "2024-03-01T12:30:00", "relationships": [{"objectId": "i1"}]},
    ],
}  # fmt: skip
VERSION_1 = {
    "ocel:global-log": {"ocel:version": "1.0"},
    "ocel:objects": {"o1": {"ocel:type": "order", "ocel:ovmap": {"price": 12.10}}, "i1": {"ocel:type": "item"}},
    "ocel:events": {
        "e1": {
            "ocel:activity": "place order", "ocel:timestamp": "2024-03-01T13:00:00+01:00",
            "ocel:omap": ["o1", "i1"], "ocel:vmap": {"total": 12.10},
        },
        "e2": {"ocel:activity": "pick item", "ocel:timestamp": "2024-03-01T12:30:00", "ocel:omap": ["i1"]},
    },
}  # fmt: skip
CSV_1 = """\
ocel:eid,ocel:activity,ocel:timestamp,ocel:type:order,ocel:type:item,total
e1,place order,2024-03-01 13:00:00+01:00,['o1'],"['i1']",12.10
e2,pick item,2024-03-01 12:30:00, ,"[""i1""]",
"""
SQLITE_2 = (
    "create table event (ocel_id text, ocel_type text)",
    "create table object (ocel_id text, ocel_type text)",
    "create table event_object (ocel_event_id text, ocel_object_id text, ocel_qualifier text)",
    "create table object_object (ocel_source_id text, ocel_target_id text, ocel_qualifier text)",
    "create table event_map_type (ocel_type text, ocel_type_map text)",
    "create table object_map_type (ocel_type text, ocel_type_map text)",
    "create table event_place (ocel_id text, ocel_time timestamp, total real)",
    "create table event_pick (ocel_id text, ocel_time timestamp)",
    "create table object_order (ocel_id text, ocel_time timestamp, ocel_changed_field text, price real, note text)",
    "create table object_item (ocel_id text, ocel_time timestamp, ocel_changed_field text)",
    "insert into event_map_type values ('place order', 'place'), ('pick item', 'pick')",
    "insert into object_map_type values ('order', 'order'), ('item', 'item')",
    "insert into event values ('e1', 'place order'), ('e2', 'pick item')",
    "insert into object values ('o1', 'order'), ('i1', 'item')",
    "insert into event_place values ('e1', '2024-03-01T13:00:00+01:00', 12.1)",
    "insert into event_pick values ('e2', '2024-03-01 12:30:00')",
    "insert into object_order values ('o1', '1970-01-01T00:00:00Z', null, 12.1, null)",
    "insert into object_order values ('o1', '2024-03-02T00:00:00Z', 'price', 13, 'not changed')",
    "insert into object_item values ('i1', '1970-01-01T00:00:00Z', null)",
    "insert into event_object values ('e1', 'o1', 'of'), ('e1', 'i1', 'with'), ('e2', 'i1', null)",
    "insert into object_object values ('o1', 'i1', 'has')",
)


def write_log(folder: Path, form: str) -> Path:
    """Write the log as `1.csv`, `1.jsonocel`, `2.json` or `2.sqlite`."""
    file = folder / f"log{form[1:]}"
    if form == "2.sqlite":
        return sqlite_file(file, *SQLITE_2)
    texts = {"1.csv": CSV_1, "1.jsonocel": json.dumps(VERSION_1), "2.json": json.dumps(VERSION_2)}
    file.write_text(texts[form], encoding="utf-8")
    return file
