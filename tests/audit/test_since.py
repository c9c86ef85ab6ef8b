"""A chain of audits, each since the last one, says what full audits say, however a history grows."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from orderproof.audit.judge import judge
from orderproof.audit.remember import Memory, load, save
from orderproof.audit.since import judge_since
from orderproof.history.store import history_relations, write
from orderproof.model.ledgers import LEDGERS
from orderproof.report.answers import finding_lines, verdicts_json
from orderproof.rulebook.book import load_book
from orderproof.rulebook.cases import Case, read_cases
from tests.rulebook.histories import histories
from tests.rulebook.trial import ENDS_AT, cases_profile, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.model.ledgers.envelope import Row
    from orderproof.model.profile import Profile
    from orderproof.model.verdict import Judgement

BOOK = load_book()
IN_FULL = "audited in full"
DAY = timedelta(days=1)


def full(
    rows: Sequence[Row], profile: Profile, as_of: datetime | None, folder: Path, only: Sequence[str] = ()
) -> Judgement:
    con = duckdb.connect()
    write(rows, folder, run="run")
    return judge(con, "shop", history_relations(con, folder), profile, BOOK, only=only, as_of=as_of, cache=CACHE)


def since(
    rows: Sequence[Row],
    profile: Profile,
    as_of: datetime | None,
    folder: Path,
    earlier: Memory | str | None,
    only: Sequence[str] = (),
) -> tuple[Judgement, Memory]:
    con = duckdb.connect()
    write(rows, folder / "rows", run="run")
    relations = history_relations(con, folder / "rows")
    judgement, memory = judge_since(
        con, "shop", relations, profile, BOOK, earlier=earlier, only=only, as_of=as_of, cache_in=CACHE
    )
    save(con, memory, folder)
    kept = load(folder)
    assert isinstance(kept, Memory)
    return judgement, kept


def said(judgement: Judgement) -> tuple[str, list[str], str]:
    plain = replace(judgement, notes=())
    return verdicts_json(plain), list(finding_lines(plain)), repr(judgement.must_exercise_missed)


CACHE = Path(tempfile.mkdtemp(prefix="orderproof-since-"))
HANDFULS = tuple(tuple(list(BOOK.rules)[start::8]) for start in range(8))
CASES = tuple(case for rule in BOOK.rules.values() for case in read_cases(rule))


def told(cases: Sequence[Case]) -> list[Row]:
    """Put cases side by side: what one tells is none of the others' business."""
    rows = [row for place, case in enumerate(cases) for row in rows_of(case, f"c{place}/")]
    return [replace(row, run="run") for row in rows]


@st.composite
def afterthoughts(draw: st.DrawFn, rows: Sequence[Row]) -> list[Row]:
    """Draw what a source may still say about rows: again, otherwise, that they never were, or that they surely were."""
    later: list[Row] = []
    for row in draw(st.lists(st.sampled_from(rows), max_size=3)):
        what = draw(st.sampled_from(("again", "otherwise", "void", "certain")))
        if what == "again":
            later.append(replace(row, observed_at=ENDS_AT))
        elif what == "otherwise":
            later.append(replace(row, actor="somebody else"))
        else:
            later.append(replace(row, row_id=f"{row.row_id}-later", settles=row.row_id, certainty=what))
    return later


@st.composite
def grown(draw: st.DrawFn) -> tuple[list[list[Row]], list[datetime | None], tuple[str, ...]]:
    """Draw a history in two to four parts, in any order, up to when each audit judges, and by which rules."""
    only = draw(st.sampled_from(HANDFULS))
    own = [case for case in CASES if case.rule in only]
    rows = told(draw(st.lists(st.sampled_from(own), min_size=1, max_size=8)))
    rows += [replace(row, run="run") for row in draw(st.one_of(st.just(()), histories()))]
    rows += draw(afterthoughts(rows))
    parts = draw(st.integers(2, 4))
    places = draw(st.lists(st.integers(0, parts - 1), min_size=len(rows), max_size=len(rows)))
    split = [[row for row, at in zip(rows, places, strict=True) if at <= part] for part in range(parts)]
    ends: list[datetime | None] = [None] * parts
    if draw(st.booleans()):
        steps = draw(st.lists(st.sampled_from((0, 1, 30, 24 * 9, 24 * 200)), min_size=parts, max_size=parts))
        ends = [ENDS_AT - timedelta(days=20) + timedelta(hours=sum(steps[: part + 1])) for part in range(parts)]
    return [part for part in split if part], ends, only


@settings(max_examples=20 if os.environ.get("ORDERPROOF_THOROUGH") else 6)
@given(grown(), st.sampled_from((timedelta(0), timedelta(seconds=1), timedelta(hours=1))))
def test_a_chain_says_what_full_audits_say(
    history: tuple[list[list[Row]], list[datetime | None], tuple[str, ...]], skew: timedelta
) -> None:
    parts, ends, only = history
    profile = cases_profile()
    profile = replace(profile, clock=replace(profile.clock, skew=skew))
    with tempfile.TemporaryDirectory() as folder:
        earlier: Memory | None = None
        for place, (rows, as_of) in enumerate(zip(parts, ends, strict=False)):
            home = Path(folder) / str(place)
            judgement, earlier = since(rows, profile, as_of, home, earlier, only)
            assert said(judgement) == said(full(rows, profile, as_of, home / "full", only)), judgement.notes


def test_most_rules_look_only_at_what_was_touched(tmp_path: Path) -> None:
    rows = told(CASES)
    first, second = [row for row in rows if not row.row_id.endswith("7")], rows
    _, earlier = since(first, cases_profile(), ENDS_AT, tmp_path / "a", None)
    judgement, _ = since(second, cases_profile(), ENDS_AT, tmp_path / "b", earlier)
    assert said(judgement) == said(full(second, cases_profile(), ENDS_AT, tmp_path / "full"))
    assert judgement.notes[-1].startswith(f"since 2026-06-30T12:00:00Z: {len(second) - len(first)} new rows; ")
    asked = int(judgement.notes[-1].partition("rows; ")[2].split()[0])
    assert asked > len(BOOK.rules) // 2


def test_a_rule_whose_price_list_changed_is_asked_in_full(tmp_path: Path) -> None:
    only, profile = ("money/price-in-force",), cases_profile()
    rows = told([case for case in CASES if case.rule in only])
    prices = [row for row in rows if row.ledger == "prices"]
    orders = sorted({str(getattr(row, "order_id", "")) for row in rows if row.ledger == "orders"})
    late = {row.row_id for row in rows if getattr(row, "order_id", None) in orders[-2:]} | {prices[-1].row_id}
    first = [row for row in rows if row.row_id not in late]
    second = [row for row in rows if row is not prices[-1]]
    _, earlier = since(first, profile, ENDS_AT, tmp_path / "a", None, only)
    for name, grown_rows, in_full in (("b", second, 0), ("c", rows, 1)):
        judgement, earlier = since(grown_rows, profile, ENDS_AT, tmp_path / name, earlier, only)
        assert said(judgement) == said(full(grown_rows, profile, ENDS_AT, tmp_path / name / "full", only))
        assert judgement.notes[-1].endswith(f"{in_full} in full"), judgement.notes


def test_a_row_keeps_the_instant_of_its_command_whomever_the_command_names(tmp_path: Path) -> None:
    """Clocks are off by an hour: only the command, which names no order, shows that the money came after the goods."""
    only, profile = ("journey/shipped-before-paid",), cases_profile()
    profile = replace(profile, clock=replace(profile.clock, skew=timedelta(hours=1)))
    case = next(each for each in CASES if each.rule in only and each.label == "handed over, and paid the day after")
    rows = {row.ledger: row for row in told([case])}
    left_at = rows["parcels"].occurred_at
    assert left_at is not None
    asked_at, paid_at = left_at + timedelta(minutes=85), left_at + timedelta(minutes=90)
    paid: Any = rows["payments"]
    command: Any = LEDGERS["commands"]
    wish = command(
        run="run", source="driver", row_id="w1", command_id="w1", client="ann", verb="pay", outcome="ok",
        occurred_at=asked_at, invoked_at=asked_at, recorded_at=paid_at, observed_at=paid_at,
    )  # fmt: skip
    paid = replace(paid, command_id="w1", occurred_at=paid_at, recorded_at=paid_at, observed_at=paid_at + DAY)
    first = [*(row for row in rows.values() if row.ledger != "payments"), paid, wish]
    later: Any = rows["parcels"]
    grown_rows = [*first, replace(later, row_id="late", parcel_id="P9")]
    judgement, earlier = since(first, profile, ENDS_AT, tmp_path / "a", None, only)
    assert judgement.rules[0].broken == 1
    judgement, _ = since(grown_rows, profile, ENDS_AT, tmp_path / "b", earlier, only)
    assert judgement.notes[-1].endswith("0 in full"), judgement.notes
    assert said(judgement) == said(full(grown_rows, profile, ENDS_AT, tmp_path / "full", only))


def test_what_else_changed_calls_for_a_full_audit_and_is_said(tmp_path: Path) -> None:
    only, profile = ("money/refund-exceeds-capture",), cases_profile()
    rows = told([case for case in CASES if case.rule in only])
    _, earlier = since(rows[:-1], profile, ENDS_AT, tmp_path / "a", None, only)
    for name, grown_rows, other, as_of, rules, why in (
        ("b", rows, replace(profile, about="another"), ENDS_AT, only, "another profile"),
        ("c", rows, profile, ENDS_AT, ("money/capture-once",), "another rulebook"),
        ("d", rows, profile, ENDS_AT - timedelta(hours=1), only, "earlier time"),
        ("e", rows[1:], profile, ENDS_AT, only, "taken away"),
        ("f", [*rows[1:], rows[0], rows[0]], profile, ENDS_AT, only, "repeated in every column"),
    ):
        judgement, _ = since(grown_rows, other, as_of, tmp_path / name, earlier, rules)
        assert IN_FULL in judgement.notes[-1]
        assert why in judgement.notes[-1]
        assert said(judgement) == said(full(grown_rows, other, as_of, tmp_path / name / "full", rules))


def test_a_memory_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    only = ("money/refund-exceeds-capture",)
    since(told(CASES[:5]), cases_profile(), ENDS_AT, tmp_path / "a", None, only)
    (tmp_path / "a" / "since-findings.ndjson").write_text("torn", encoding="utf-8")
    assert "do not belong together" in str(load(tmp_path / "a"))
    (tmp_path / "a" / "since.json").write_text("{", encoding="utf-8")
    assert "cannot be read" in str(load(tmp_path / "a"))
    assert "remembers no audit" in str(load(tmp_path))
