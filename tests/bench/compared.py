"""Five rules that other tools can say, too, over the same recorded orders: seconds, memory and what was found.

    python -m tests.bench.compared [--rows 10000000] [--folder DIR]

Great Expectations and Soda each get an environment of their own below the folder, as their own pages install them,
with DuckDB as the engine, so that all three read the same Parquet files through the same database.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from orderproof.history.synthetic import at_scale, read_planted, write_synthetic
from tests.bench.scale import peak_of

LOOKED_EVERY_S = 0.02

RULES = {
    "money/refund-exceeds-capture": (
        "select order_id from payments where state = 'succeeded' and source like 'gateway%' group by order_id having "
        "sum(case kind when 'refund' then amount when 'capture' then -amount else 0 end) > 0"
    ),
    "journey/one-order-per-checkout": (
        "select checkout_id from orders where checkout_id is not null group by checkout_id "
        "having count(distinct order_id) > 1"
    ),
    "evidence/references-resolve": (
        "select distinct p.order_id from payments p left join orders o on o.order_id = p.order_id "
        "where o.order_id is null and p.state = 'succeeded'"
    ),
    "money/no-zero-payment": (
        "select distinct order_id from payments where kind in ('capture', 'refund') and state = 'succeeded' "
        "and amount = 0"
    ),
    "evidence/one-currency-per-order": (
        "select o.order_id from orders o join payments p on p.order_id = o.order_id "
        "where p.currency <> o.currency group by o.order_id"
    ),
}
"""Each of our rules, and the query of failing rows that says the same to a tool of tables."""
PACKAGES = {
    "Great Expectations": ("great_expectations", "duckdb<1.5", "duckdb-engine", "sqlalchemy<2.1"),
    "Soda": ("soda-core-duckdb", "setuptools"),
}
EXPECTATIONS = """
import json, sys, time
import great_expectations as gx
from great_expectations.execution_engine import sqlalchemy_execution_engine as engine
Kept = type("Kept", (str,), {"value": "duckdb"})
engine._PERSISTED_CONNECTION_DIALECTS += (Kept("duckdb"),)  # or its answers are read after the connection was closed
rules = json.load(open(sys.argv[1]))
began = time.perf_counter()
context = gx.get_context(mode="ephemeral")
source = context.data_sources.add_sql("duck", connection_string="duckdb:///" + sys.argv[2])
found = {}
for name, query in rules.items():
    batch = source.add_query_asset(name=name, query=query).add_batch_definition_whole_table("all").get_batch()
    found[name] = batch.validate(gx.expectations.ExpectTableRowCountToEqual(value=0)).result.get("observed_value")
print(json.dumps({"found": found, "seconds": time.perf_counter() - began}))
"""
CHECKS = """
import json, sys, time
import duckdb
from soda.scan import Scan
rules = json.load(open(sys.argv[1]))
began = time.perf_counter()
scan = Scan()
scan.set_data_source_name("duck")
scan.add_duckdb_connection(duckdb.connect(sys.argv[2], read_only=True), data_source_name="duck")
lines = ["checks for orders:"]
for nth, (name, query) in enumerate(rules.items()):
    lines += ["  - failed rows:", f"      name: {name}", "      samples limit: 0"]
    lines += ["      fail query: |", "        " + query]
scan.add_sodacl_yaml_str("\\n".join(lines))
scan.execute()
told = scan.get_scan_results()["checks"]
found = {each["name"]: (each["diagnostics"] or {}).get("value") for each in told}
print(json.dumps({"found": found, "seconds": time.perf_counter() - began}))
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How one tool fared: subjects found by rule, seconds with start-up, and its largest memory in MiB."""

    tool: str
    found: dict[str, int]
    seconds: float
    memory: int


def main() -> int:
    """Run all three and print a table; exit code 1 where ours missed what was planted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="orderproof-compared-"))
    folder.mkdir(parents=True, exist_ok=True)
    history, planted = folder / "history", folder / "planted.parquet"
    if not history.exists():
        write_synthetic(history, planted, at_scale(args.rows))
    due = {rule: sum(each.rule == rule for each in read_planted(planted)) for rule in RULES}
    ran = [_ours(history), *(_theirs(tool, history, folder) for tool in PACKAGES)]
    print(f"| rule | planted | {' | '.join(each.tool for each in ran)} |\n| --- | --- |{' --- |' * len(ran)}")
    for rule in RULES:
        print(f"| `{rule}` | {due[rule]} | {' | '.join(str(each.found.get(rule)) for each in ran)} |")
    print(f"| seconds | | {' | '.join(f'{each.seconds:.1f}' for each in ran)} |")
    print(f"| MiB | | {' | '.join(str(each.memory) for each in ran)} |")
    return int(ran[0].found != due)


def _ours(history: Path) -> Ran:
    words = [str(Path(sys.executable).with_name("orderproof")), "audit", str(history), "--json"]
    for rule in RULES:
        words += ["--only", rule]
    seconds, memory, out = _timed(words)
    told = json.loads(out)
    return Ran("Orderproof", {each["rule"]: each["broken"] for each in told["rules"]}, seconds, memory)


def _theirs(tool: str, history: Path, folder: Path) -> Ran:
    home = folder / tool.replace(" ", "-").lower()
    if not home.exists():
        venv.create(home, with_pip=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", *PACKAGES[tool]], check=True)
    python = str(home / "bin" / "python")
    queries, script, database = folder / "queries.json", home / "run.py", home / "orders.duckdb"
    queries.write_text(json.dumps(RULES), encoding="utf-8")
    script.write_text(EXPECTATIONS if tool.startswith("Great") else CHECKS, encoding="utf-8")
    database.unlink(missing_ok=True)
    views = "".join(
        f"create view {name} as select * from read_parquet('{history}/ledgers/{name}.parquet');"
        for name in ("orders", "payments")
    )
    subprocess.run([python, "-c", f"import duckdb; duckdb.connect({str(database)!r}).execute({views!r})"], check=True)
    seconds, memory, out = _timed([python, str(script), str(queries), str(database)])
    return Ran(tool, json.loads(out.strip().splitlines()[-1])["found"], seconds, memory)


def _timed(words: list[str]) -> tuple[float, int, str]:
    """Run a command: its wall seconds, the largest memory that it was seen with in MiB, and what it said.

    Its memory is read while it runs: what the system tells at its end is never less than ours when it was started.
    """
    began = time.perf_counter()
    peak = 0
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(words, stdout=said)
        while child.poll() is None:
            peak = max(peak, peak_of(child.pid)[1])
            time.sleep(LOOKED_EVERY_S)
        seconds = time.perf_counter() - began
        said.seek(0)
        return seconds, peak // 1024, said.read().decode()


if __name__ == "__main__":
    raise SystemExit(main())
