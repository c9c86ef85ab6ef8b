"""Bad input by format: broken archives, encodings, JSON, event logs, folders of Parquet, times and databases."""

from __future__ import annotations

import gzip
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orderproof.errors import InputError, MappingError, SourceError
from tests.history.bad import ORDERS, SALES, Bad, only, sales
from tests.history.made_sources import parquet_file, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET = "sehr%20geheim"  # noqa: S105 - made up, to see that it is never told
LOG = "ocel-order-management"
EVENT = {"specversion": "1.0", "id": "1", "source": "/shop", "type": "order.placed", "data": {"order_id": "A"}}
OWN = {"specversion": "1.0", "id": "1", "source": "system", "type": "orderproof.orders"}
OCEL_2: Mapping[str, Any] = {
    "objectTypes": [{"name": "orders", "attributes": []}],
    "eventTypes": [{"name": "place order", "attributes": []}],
    "objects": [{"id": "o1", "type": "orders"}],
    "events": [
        {"id": "e1", "type": "place order", "time": "2024-03-01T12:00:00Z", "relationships": [{"objectId": "o1"}]}
    ],
}
OCEL_CSV = "ocel:eid,ocel:activity,ocel:timestamp,ocel:type:orders\n1,place order,2024-03-01 12:00:00Z,['o1']\n"
OCEL_1 = {
    "ocel:global-log": {"ocel:version": "1.0"},
    "ocel:events": {"1": {"ocel:activity": "place order", "ocel:timestamp": "2024-03-01", "ocel:omap": ["o1"]}},
    "ocel:objects": {},
}
CORE = (
    "create table event (ocel_id text, ocel_type text)",
    "create table object (ocel_id text, ocel_type text)",
    "create table event_map_type (ocel_type text, ocel_type_map text)",
    "create table object_map_type (ocel_type text, ocel_type_map text)",
)


def encoded(encoding: str, text: str | bytes) -> Mapping[str, object]:
    """Write the good source with one letter more, and declare an encoding for it."""
    raw = text if isinstance(text, bytes) else text.encode("cp1252")
    return {**only("sales.csv", raw), "map/mapping.toml": f'[encoding]\nsales = "{encoding}"\n'}


def moments(form: str, old: str, new: str) -> Mapping[str, object]:
    """Have the mapping read `placed` in a form, and change one time in the source."""
    return {**sales(old, new), "map/orders.sql": ORDERS.replace("placed as", f"moment(placed, '{form}') as")}


def log(**changed: object) -> Mapping[str, object]:
    return only("log.json", json.dumps({**OCEL_2, **changed}))


def lines(*events: object) -> Mapping[str, object]:
    text = "".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in events)
    return only("sales.jsonl", text)


def database(*statements: str) -> Mapping[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        return only("log.sqlite", sqlite_file(Path(folder) / "log.sqlite", *statements).read_bytes())


def parquet(select: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return parquet_file(Path(folder) / "part.parquet", select).read_bytes()


def days(**parts: bytes) -> Mapping[str, object]:
    return {"data/sales.csv": None, **{f"data/sales/day={day}/part.parquet": part for day, part in parts.items()}}


PACKED = gzip.compress(SALES.encode())
FORMATS: dict[str, Bad] = {
    "a gzip file cut short": Bad(
        only("sales.csv.gz", PACKED[:-12]), SourceError, "cut short", "sales.csv.gz", "again, whole"
    ),
    "a file that is only named gzip": Bad(
        only("sales.csv.gz", SALES), SourceError, "cannot be unpacked", "sales.csv.gz", "anew"
    ),
    "packed events cut short": Bad(
        only("sales.jsonl.gz", gzip.compress(json.dumps(EVENT).encode())[:-9]),
        SourceError, "cut short", "sales.jsonl.gz", "again, whole",
    ),
    "an encoding that was not declared": Bad(
        only("sales.csv", SALES.replace("A,", "€,").encode("cp1252")),
        SourceError, "no other encoding is declared", "line 2", "'€,EUR"
    ),
    "latin-1 that is cp1252": Bad(
        encoded("latin-1", SALES.replace("B,", "€,")),
        SourceError, "0x80 is no letter of latin-1", "line 3", 'sales = "cp1252"'
    ),
    "a byte that the encoding does not have": Bad(
        encoded("cp1252", SALES.encode().replace(b"B,", b"\x81,")),
        SourceError, "0x81 is no letter of cp1252", "sales.csv, line 3", "Declare what it is"
    ),
    "UTF-8 that is declared as cp1252": Bad(
        encoded("cp1252", SALES.replace("A,", "Ä,").encode()),
        SourceError, "reads as UTF-8", "sales.csv", "Remove sales from [encoding]"
    ),
    "zero bytes in a text": Bad(
        encoded("cp1252", SALES.encode().replace(b"B,", b"B\0,")),
        SourceError, "zero bytes", "sales.csv, line 3", "utf-16"
    ),
    "UTF-16 that ends in the middle of a letter": Bad(
        only("sales.csv", SALES.encode("utf-16")[:-1]), SourceError, "is no letter of utf-16", "sales.csv", "Declare"
    ),
    "an encoding that is not known": Bad(
        encoded("cp1225", SALES), MappingError, "'cp1225', the encoding of sales", "mapping.toml", "mean cp1252?"
    ),
    "an encoding of a table that is not there": Bad(
        {"map/mapping.toml": '[encoding]\nsale = "cp1252"\n'},
        MappingError, "names the table 'sale'", "mapping.toml", "Did you mean sales?",
    ),
    "an encoding of what is not CSV": Bad(
        {**only("sales.parquet", parquet("select 1 as id")), "map/mapping.toml": '[encoding]\nsales = "cp1252"\n'},
        MappingError, "which is parquet", "sales.parquet", "Only CSV has one",
    ),
    "a line that is no JSON": Bad(
        lines(EVENT, '{"id":'), SourceError, "not a line of JSON", "sales.jsonl, line 2", "one CloudEvent"
    ),
    "a line that is a list": Bad(
        lines([1]), SourceError, "not a JSON object", "sales.jsonl, line 1", "one CloudEvent"
    ),
    "an event without an id": Bad(
        lines({**EVENT, "id": ""}), SourceError, "the attribute id is missing", "sales.jsonl, line 1", "specversion"
    ),
    "an event of another specification": Bad(
        lines({**EVENT, "specversion": "0.3"}), SourceError, "specversion is '0.3'", "line 1", "CloudEvents 1.0"
    ),
    "a file of no events": Bad(lines(), SourceError, "the file is empty", "sales.jsonl", "one CloudEvent a line"),
    "an event of ours with a money float": Bad(
        lines(
            {**OWN, "data": {"order_id": "A", "currency": "EUR"}},
            {**OWN, "type": "orderproof.order_totals", "data": {"order_id": "A", "surface": "order", "total": 1.5}},
        ),
        SourceError, "total is 1.5", "sales.jsonl, line 2", "minor units", source="data/sales.jsonl", mapping=None,
    ),
    "an event log cut short": Bad(
        only("log.jsonocel", json.dumps(OCEL_2)[:-9]), SourceError, "not JSON", "log.jsonocel", "whole", mapping=LOG
    ),
    "JSON that is no event log": Bad(
        only("orders.json", "[]"), SourceError, "not of orders", "orders.json", "OCEL", source="data/orders.json"
    ),
    "an event that points at nothing": Bad(
        log(objects=[]), SourceError, "'o1' is not in the log", "event e1", "List every object", mapping=LOG
    ),
    "an event whose id is there twice": Bad(
        log(events=[*OCEL_2["events"], *OCEL_2["events"]]),
        SourceError, "'e1' is there twice", "events[2]", "id of its own", mapping=LOG,
    ),
    "an event at no time": Bad(
        log(events=[{**OCEL_2["events"][0], "time": "2024-02-30T12:00:00Z"}]),
        SourceError, "'2024-02-30T12:00:00Z' is no time", "log.json, e1", "2018-10-17T08:30:00Z", mapping=LOG,
    ),
    "an old event log that points at nothing": Bad(
        only("log.jsonocel", json.dumps(OCEL_1)),
        SourceError, "'o1' is not in the log", "event 1", "List every", mapping=LOG
    ),
    "a cell that is no list of objects": Bad(
        only("log.csv", OCEL_CSV.replace("['o1']", "o1'")),
        SourceError, "no list of objects", "log.csv, line 2, ocel:type:orders", "['o1', 'o2']", mapping=LOG,
    ),
    "an event log without its activities": Bad(
        only("log.csv", OCEL_CSV.replace("ocel:activity", "activity")),
        SourceError, "ocel:activity is missing", "log.csv, line 1", "Every event has it", mapping=LOG,
    ),
    "an event with a field too few": Bad(
        only("log.csv", OCEL_CSV.replace("place order,", "")),
        SourceError, "it has 3 fields, the header has 4", "log.csv, line 2", "Mend or remove", mapping=LOG,
    ),
    "an event database without a table": Bad(
        database(*CORE), SourceError, "the table event_object is missing", "log.sqlite", "object_object", mapping=LOG
    ),
    "two event logs in a folder": Bad(
        {**log(), "data/log.csv": OCEL_CSV}, SourceError, "ocel_events is in log.csv already", "log.json",
        "one of the logs alone", mapping=LOG,
    ),
    "an event log in which the only mapping finds no order": Bad(
        only("log.jsonocel", json.dumps({**OCEL_2, "events": []})),
        InputError, "finds no order in them", "log.jsonocel", "mappings init", source="data/log.jsonocel", mapping=None,
    ),
    "an exported history that somebody changed": Bad(
        only("log.json", json.dumps({**OCEL_2, "objectTypes": [{"name": "orderproof.history"}]})),
        SourceError, "not a log as `orderproof export` writes it", "log.json", "Export the history again",
        source="data/log.json", mapping=None,
    ),
    "a folder whose days have two types": Bad(
        days(a=parquet("select 'A' as id"), b=parquet("select 1 as id")),
        SourceError, "the column id is INTEGER here and VARCHAR in day=a/part.parquet", "day=b", "same types",
    ),
    "a folder with a day that is cut short": Bad(
        days(a=parquet("select 'A' as id"), b=b"PAR1"), SourceError, "as parquet", "day=b", "anew"
    ),
    "a time of another form in one row": Bad(
        moments("iso UTC", "2024-03-02 12:00:00", "02.03.2024 12:00"),
        SourceError, "'02.03.2024 12:00' is no time of the form 'iso UTC'", "(sales.csv)", "day-first <zone>",
    ),
    "a time without the offset that is declared": Bad(
        moments("iso", "2024-03-01 12:00:00", "2024-03-01T12:00:00Z"),
        SourceError, "'2024-03-02 12:00:00' is no time of the form 'iso'", "orders.sql", "iso <zone>",
    ),
    "a time that the clocks skipped": Bad(
        moments("iso Europe/Berlin", "2024-03-02 12:00:00", "2024-03-31 02:30:00"),
        SourceError, "'2024-03-31 02:30:00' is no time", "orders.sql", "Name the form",
    ),
    "a day that no calendar has": Bad(
        moments("day-first UTC", "2024-03-01 12:00:00", "31.04.2024"), SourceError, "'31.04.2024' is no time",
        "orders.sql", "Forms are",
    ),
    "milliseconds that are read as seconds": Bad(
        moments("seconds", "2024-03-01 12:00:00", "1709294400000"),
        SourceError, "'1709294400000' is no time in seconds", "orders.sql", "the other of seconds and milliseconds",
    ),
    "a form of time that is not known": Bad(
        moments("american", "12:00", "12:01"), SourceError, "the form 'american'", "orders.sql", "month-first <zone>"
    ),
    "a time zone that is not known": Bad(
        moments("iso Europe/Berln", "12:00", "12:01"), SourceError, "Unknown TimeZone", "orders.sql", "Mend the SQL"
    ),
    "a database that does not answer": Bad(
        {}, SourceError, "the database cannot be reached", "postgresql://shop:***@127.0.0.1:1/orders", "PGPASSWORD",
        source=f"postgresql://shop:{SECRET}@127.0.0.1:1/orders",
    ),
    "a database whose password stands in the query": Bad(
        {}, SourceError, "cannot be reached", "password=***", "PGPASSWORD",
        source=f"postgresql://shop@127.0.0.1:1/orders?password={SECRET}",
    ),
    "an address of a database that is none": Bad(
        {}, SourceError, "cannot be reached", "postgresql://shop:***@127.0.0.1:port/orders", "Check host",
        source=f"postgresql://shop:{SECRET}@127.0.0.1:port/orders",
    ),
}  # fmt: skip
