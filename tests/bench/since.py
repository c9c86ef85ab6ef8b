"""What an audit since an earlier one costs beside a full audit, when few orders are new: seconds, and equal verdicts.

    python -m tests.bench.since [--rows 5000000] [--new 200] [--folder DIR]

The earlier history lacks the last orders; everything is judged as of the same instant. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from orderproof.history.synthetic import at_scale, write_synthetic
from orderproof.model.ledgers import COLUMNS
from orderproof.report.answers import FINDINGS, VERDICTS
from orderproof.session import AuditRequest, audit


def main() -> int:
    """Judge the earlier history, then the whole one in full and by its changes; exit code 1 where the two differ."""
    args = _arguments()
    folder: Path = args.folder or Path(tempfile.mkdtemp(prefix="orderproof-since-"))
    whole, earlier = folder / "whole", folder / "earlier"
    if not whole.exists():
        write_synthetic(whole, folder / "planted.parquet", at_scale(args.rows))
    rows, new = _leave_out(whole, earlier, args.new)
    print(f"{rows:,} ledger rows; {new:,} of them, those of {args.new} orders, are new", flush=True)
    request = AuditRequest(source=whole)
    _timed("the earlier audit", replace(request, source=earlier, remember=True, out=folder / "then"))
    full = _timed("a full audit", replace(request, out=folder / "full"))
    changes = _timed("what changed", replace(request, since=folder / "then", out=folder / "changes"))
    print(f"  what changed / a full audit: {changes / full:.2f}")
    is_equal = _said(folder / "full") == _said(folder / "changes")
    print(f"  verdicts and findings are {'equal' if is_equal else 'NOT EQUAL'}")
    if not args.folder:
        shutil.rmtree(folder)
    return 0 if is_equal else 1


def _said(folder: Path) -> tuple[object, str]:
    verdicts = json.loads((folder / VERDICTS).read_text(encoding="utf-8"))
    return [verdicts["rules"], verdicts["orders"]], (folder / FINDINGS).read_text(encoding="utf-8")


def _leave_out(whole: Path, earlier: Path, new: int) -> tuple[int, int]:
    """Copy a history without its last orders: how many rows there are, and how many were left out."""
    shutil.rmtree(earlier, ignore_errors=True)
    shutil.copytree(whole, earlier)
    rows = left = 0
    with duckdb.connect() as con:
        orders = f"select distinct order_id from '{whole}/ledgers/orders.parquet'"
        con.execute(f"create table last_orders as {orders} order by 1 desc limit {new}")
        for file in sorted((whole / "ledgers").glob("*.parquet")):
            target = earlier / "ledgers" / file.name
            kept = "true"
            if any(column.name == "order_id" for column in COLUMNS[file.stem]):
                kept = "order_id is null or order_id not in (from last_orders)"
            con.execute(f"copy (select * from '{file}' where {kept}) to '{target}' (format parquet, compression zstd)")
            counted = con.execute(
                f"select (select count(*) from '{file}'), (select count(*) from '{target}')"
            ).fetchone()
            rows += counted[0] if counted else 0
            left += counted[0] - counted[1] if counted else 0
    return rows, left


def _timed(name: str, request: AuditRequest) -> float:
    start = time.perf_counter()
    audit(request)
    seconds = time.perf_counter() - start
    print(f"  {name:<24} {seconds:7.1f} s", flush=True)
    return seconds


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=None)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
