"""A small recorded history and a user's own rule, for tests that run the program as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

from orderproof.cli import run
from orderproof.history.notation import parse_story
from orderproof.history.store import write

if TYPE_CHECKING:
    from pathlib import Path

ENDS_AT = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so
HONEST = """
place A 2xMUG 10.00 EUR | authorize A 20.00 | capture A 20.00 | ship A 2 |
place B 1xMUG 10.00 EUR | authorize B 10.00 | capture B 10.00 | ship B 1 | wait 3d
"""
FAULTY = f"{HONEST.strip().removesuffix('| wait 3d')} | ship A 1 | place C 1xMUG 10.00 EUR | ship C 3 | wait 3d"
SHIPPED = "journey/ships-at-most-ordered"
OWN_RULE = "journey/small-orders-only"
OWN_SQL = """\
-- Nobody is sold more than what fits on one pallet.
--
-- kind: choice
-- severity: S3
-- handoff: checkout>order
-- customer: waits for a second truck
-- says: Order {order_id}: {units_min} units, and a pallet holds two.
-- applies: line_rows_min > 0
-- source: the warehouse's own rule
-- tolerance: 2
select order_id, units_min
from order_lines
where units_min > $tolerance
"""
OWN_CASES = """\
breaks: one unit too many
  place A 3xMUG 10.00 EUR
holds: one unit less
  place A 1xMUG 10.00 EUR
edge holds: exactly a pallet
  place A 2xMUG 10.00 EUR
doubt: an unanswered edit adds the third
  place A 2xMUG 10.00 EUR | edit? A 1 +1
"""


def record(folder: Path, story: str, profile: str | None = None) -> Path:
    """Write a story as a sealed history."""
    rows = parse_story(" ".join(story.split()), run="shop", ends_at=ENDS_AT)
    write(rows, folder, run="shop", profile=profile)
    return folder


def own_rules(folder: Path) -> Path:
    """Write the user's own rule with its cases, in a folder of its pillar."""
    (folder / "journey").mkdir(parents=True)
    (folder / "journey" / "small_orders_only.sql").write_text(OWN_SQL, encoding="utf-8")
    (folder / "journey" / "small_orders_only.cases").write_text(OWN_CASES, encoding="utf-8")
    return folder


def orderproof(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, its output piped."""
    program = "from orderproof.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def same_process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program in this process, its output held: ten times as fast, for what a process adds nothing to."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(each) for each in arguments])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())
