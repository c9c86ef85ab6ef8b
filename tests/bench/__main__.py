"""Speed, shown as ratios within one run: `make bench` makes 50 million ledger rows, audits them and prints a table.

    python -m tests.bench [--rows 50000000] [--memory 4GB] [--folder DIR] [--skip-slow]

Nothing here is a test: figures are for reading. What must be right is checked all the same: every planted fault is
found, and nothing else.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from orderproof.audit.compile import compile_book
from orderproof.audit.count import count, counting_sql, fold, groups_of, inlined_sql
from orderproof.audit.judge import judge, plan_case
from orderproof.history.sources import open_source
from orderproof.history.store import sorted_by
from orderproof.history.synthetic import at_scale, read_planted, write_synthetic
from orderproof.rulebook.book import load_book
from orderproof.rulebook.relations import ledger_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from orderproof.audit.compile import CompiledRule
    from orderproof.audit.judge import Case
    from orderproof.history.sources import OpenHistory
    from orderproof.model.verdict import Judgement

HELP_RUNS = 5
NAMED_MAX = 5


@dataclass
class Sheet:
    """Seconds by name, in the order in which they were taken."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def taking(self, name: str) -> Iterator[None]:
        """Time a block and say so at once: a run may be cut short."""
        start = time.perf_counter()
        yield
        self.note(name, time.perf_counter() - start)

    def note(self, name: str, seconds: float) -> None:
        """Keep a figure and print it."""
        self.seconds[name] = seconds
        print(f"  {name:<52} {seconds:9.2f} s", flush=True)

    def ratio(self, over: str, under: str, aim: str) -> None:
        """Print how many times longer one thing took than another."""
        value = self.seconds[over] / self.seconds[under]
        print(f"  {over} / {under}: {value:.2f} ({aim})", flush=True)


def main() -> int:
    """Run everything; exit code 1 where a planted fault was missed or something else was accused."""
    args = _arguments()
    folder = Path(args.folder) if args.folder else Path(tempfile.mkdtemp(prefix="orderproof-bench-"))
    sheet = Sheet()
    print(f"Start-up, best of {HELP_RUNS}:")
    print(f"  orderproof --help {_start_up('--help'):.3f} s (aim: under 0.3 s)")
    print(f"  orderproof rules, the whole rulebook read {_start_up('rules'):.3f} s")
    print(f"  until an audit has all its rules compiled {_start_up_of_an_audit():.3f} s (aim: under 1 s)")
    history, planted = folder / "history", folder / "planted.parquet"
    if not history.exists():
        print(f"Making {args.rows:,} ledger rows in {folder}:")
        with sheet.taking("generating"):
            write_synthetic(history, planted, at_scale(args.rows), memory=args.memory)
    correct = _measure(sheet, history, planted, folder, args)
    if not args.folder:
        shutil.rmtree(folder)
    return 0 if correct else 1


def _measure(sheet: Sheet, history: Path, planted: Path, folder: Path, args: argparse.Namespace) -> bool:
    con = _connection(folder, args.memory)
    opened = open_source(con, history, mapping=None, profile=None)
    total = sum(_rows(con, relation) for relation in opened.relations.values())
    print(f"Judging {total:,} ledger rows under {args.memory}:")
    with sheet.taking("reading and compiling the rules"):
        book = load_book()
        rules = compile_book(book, book.rules.values())
    case = _measure_fused(sheet, con, opened, rules)
    if not args.skip_slow:
        _measure_one_by_one(sheet, con, case)
        _measure_layout(sheet, folder, opened, args.memory)
    con.close()
    return _check(sheet, history, planted, folder, args.memory)


def _measure_fused(
    sheet: Sheet, con: duckdb.DuckDBPyConnection, opened: OpenHistory, rules: Sequence[CompiledRule]
) -> Case:
    with sheet.taking("surveying and preparing the ledgers"):
        case = plan_case(con, opened.relations, opened.profile, rules)
    needed = case.plan.relations()
    print(f"  {len(case.plan.ready)} of {len(rules)} rules can be judged here, over {len(case.plan.views)} views")
    with sheet.taking("bare scan of the needed columns"):
        for relation, columns in needed.items():
            ledger = ledger_of(relation)
            if ledger in opened.relations and relation == ledger:
                names = [name for name in columns if name in _columns(con, opened.relations[ledger])]
                con.execute(f"select bit_xor(hash({', '.join(names)})) from {opened.relations[ledger]}").fetchall()
    _fold_and_count(sheet, con, case, opened.profile.tolerances)
    sheet.ratio("the whole rulebook", "views alone", "aim: at most 1.5")
    sheet.ratio("the whole rulebook", "bare scan of the needed columns", "aim: at most 8")
    return case


def _fold_and_count(sheet: Sheet, con: duckdb.DuckDBPyConnection, case: Case, tolerances: Mapping[str, int]) -> None:
    """Fold, count and drop as a judgement does: a view lives as long as a group of rules reads it."""
    groups = groups_of(case.plan.ready)
    waiting = Counter(view for group in groups for view in group[0].columns)
    busiest = max(groups, key=len)
    seconds = {"views alone": 0.0, "counting all rules": 0.0}
    made: set[str] = set()
    for group in groups:
        views = tuple(group[0].columns)
        start = time.perf_counter()
        for name in views:
            if name not in made:
                fold(con, case.plan, name, case.known, case.values)
                made.add(name)
        seconds["views alone"] += time.perf_counter() - start
        start = time.perf_counter()
        count(con, group, case.values, tolerances)
        seconds["counting all rules"] += time.perf_counter() - start
        if group is busiest:
            one_more = _one_more(con, case, group)
        waiting.subtract(views)
        for name in views:
            if not waiting[name]:
                con.execute(f"drop table {name}")
    for name, taken in seconds.items():
        sheet.note(name, taken)
    sheet.note("the whole rulebook", sum(seconds.values()))
    share = one_more / sheet.seconds["the whole rulebook"]
    print(
        f"  one more rule on a view that exists: {100 * share:.2f} % of the whole rulebook (aim: under 1 %)", flush=True
    )


def _one_more(con: duckdb.DuckDBPyConnection, case: Case, group: Sequence[CompiledRule]) -> float:
    """Time a group of rules with and without its last one, best of three."""
    without, with_it = (
        min(_timed(con, counting_sql(each, case.values, {}, by_prefix=False)) for _ in range(3))
        for each in (group[:-1], group)
    )
    return max(0.0, with_it - without)


def _measure_one_by_one(sheet: Sheet, con: duckdb.DuckDBPyConnection, case: Case) -> None:
    """Each rule alone over its own inlined views: what a user's own SQL would cost."""
    with sheet.taking("rules one by one over inlined views"):
        for rule in case.plan.ready:
            counting = counting_sql([rule], case.values, {}, by_prefix=False)
            con.execute(inlined_sql(case.plan, rule, case.known, case.values, counting)).fetchall()
    sheet.ratio("rules one by one over inlined views", "the whole rulebook", "aim: at least 3")


def _measure_layout(sheet: Sheet, folder: Path, opened: OpenHistory, memory: str) -> None:
    """Sort rows that lie in no order into the store's layout."""
    con = _connection(folder, memory)
    shuffled, target = folder / "shuffled.parquet", folder / "sorted.parquet"
    seconds = 0.0
    for ledger, file in opened.origin.items():
        con.execute(f"copy (select * from '{file}' order by hash(row_id)) to '{shuffled}'")
        seconds += _timed(con, f"copy (select * from '{shuffled}' order by {sorted_by(ledger)}) to '{target}'")
        shuffled.unlink()
        target.unlink()
    con.close()
    sheet.note("preparing the layout (sorting all ledgers)", seconds)


def _check(sheet: Sheet, history: Path, planted: Path, folder: Path, memory: str) -> bool:
    """Audit as a user does, and compare every finding with what was planted."""
    con = _connection(folder, memory)
    with sheet.taking("a whole audit: open, check, judge, find"):
        opened = open_source(con, history, mapping=None, profile=None)
        judgement: Judgement = judge(con, opened.name, opened.relations, opened.profile, load_book(), mapped=False)
    wanted = {(each.rule, each.key, each.value) for each in read_planted(planted)}
    told = [
        {(f.rule, name, str(value)) for name, value in {**f.evidence, **f.subject}.items()} for f in judgement.findings
    ]
    found = wanted & set().union(*told)
    beyond = sum(not each & wanted for each in told)
    in_doubt = sum(verdict.unknown for verdict in judgement.rules)
    print(f"  planted {len(wanted):,}, found of them {len(found):,}, missed {len(wanted - found):,}")
    for each in sorted(wanted - found)[:NAMED_MAX]:
        print(f"    missed: {' '.join(each)}")
    print(f"  found beyond what was planted: {beyond:,}; subjects in doubt: {in_doubt:,}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"  peak memory of the process: {peak:.2f} GiB (limit for the engine: {memory})")
    return wanted == found and bool(wanted) and not beyond


def _connection(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"set memory_limit = '{memory}'")
    con.execute(f"set temp_directory = '{folder / 'spill'}'")
    return con


def _columns(con: duckdb.DuckDBPyConnection, relation: str) -> set[str]:
    return {row[0] for row in con.execute(f"describe {relation}").fetchall()}


def _rows(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = con.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0


def _timed(con: duckdb.DuckDBPyConnection, sql: str) -> float:
    start = time.perf_counter()
    con.execute(sql).fetchall()
    return time.perf_counter() - start


def _start_up(*arguments: str) -> float:
    program = Path(sys.executable).with_name("orderproof")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "orderproof"]
    return _best_of([*command, *arguments])


def _start_up_of_an_audit() -> float:
    """Time a process that imports what an audit needs and has its rules, which an earlier process compiled and kept."""
    with tempfile.TemporaryDirectory(prefix="orderproof-bench-") as cache:
        code = (
            "import orderproof.session; from pathlib import Path; from orderproof.audit.cache import compile_cached; "
            "from orderproof.rulebook.book import load_book; book = load_book(); "
            f"compile_cached(book, tuple(book.rules.values()), Path({cache!r}))"
        )
        return _best_of([sys.executable, "-c", code])


def _best_of(command: Sequence[str]) -> float:
    taken = []
    for _ in range(HELP_RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return min(taken)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rows", type=int, default=50_000_000)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--folder", help="where to make the history; kept, and used again if it is there")
    parser.add_argument("--skip-slow", action="store_true", help="leave out the rules one by one and the layout")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
