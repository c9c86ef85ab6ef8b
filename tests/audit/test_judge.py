"""A whole trial over small stories with a rule of our own: verdicts, reasons, suspicion, orders and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from orderproof.audit.evidence import rows_of
from orderproof.audit.judge import judge
from orderproof.errors import ProfileError, RuleError, SourceError
from orderproof.history.notation import parse_story
from orderproof.history.store import history_relations, write
from orderproof.model.profile import Profile, parse_profile
from orderproof.model.verdict import Amount, Judgement, OrderCounts, Verdict
from orderproof.rulebook.book import load_book
from tests.audit.made import ENDS_AT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

VIEW = """-- Money of one order, for these tests.
-- key: order_id
select order_id, any_value(currency) as currency,
  sum_of(amount, kind = 'capture') as taken,
  sum_of(amount, kind = 'refund') as given,
  count_of(kind = 'refund') as refunds
from payments group by order_id
"""
RULE = """-- Nobody gets back more than was taken.
--
-- kind: {kind}
-- severity: S3
-- handoff: order>payment
-- customer: gets money that is not theirs
-- says: Order {{order_id}}: {{given_min:money}} given, {{taken_max:money}} taken.
-- applies: refunds_min > 0
-- source: these tests
select order_id, currency, given_min - taken_max as at_risk, given_min, taken_max
from purse where given_min > taken_max
"""
NAME = "money/given-back"
OTHER = "money/given-back-too"


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    """A user's own folder of rules: one rule and its view."""
    folder = tmp_path / "rules"
    (folder / "money").mkdir(parents=True)
    (folder / "views").mkdir()
    (folder / "views" / "purse.sql").write_text(VIEW, encoding="utf-8")
    (folder / "money" / "given_back.sql").write_text(RULE.format(kind="law"), encoding="utf-8")
    return folder


def _judged(
    folder: Path, stories: Sequence[str], profile: str = "", only: Sequence[str] = (NAME,), *, mapped: bool = False
) -> tuple[Judgement, duckdb.DuckDBPyConnection, dict[str, str]]:
    rows = [
        row
        for number, story in enumerate(stories)
        for row in parse_story(story, run="run", ends_at=ENDS_AT, prefix=f"{number}-")
    ]
    history = folder.parent / "history"
    write(rows, history, run="run")
    con = duckdb.connect()
    relations = history_relations(con, history)
    declared = parse_profile(profile, "profile.toml") if profile else Profile.default()
    judgement = judge(con, "made", relations, declared, load_book([folder]), only=only, as_of=ENDS_AT, mapped=mapped)
    return judgement, con, relations


BROKEN = "place A 1xMUG 10.00 EUR | capture A 10.00 | refund A 10.01"
KEPT = "place A 1xMUG 10.00 EUR | capture A 10.00 | refund A 10.00"
DOUBTED = "place A 1xMUG 10.00 EUR | capture A 10.00 | refund A 1.00 | refund? A 10.00"
IDLE = "place A 1xMUG 10.00 EUR | capture A 10.00"
ENDED = " | status A completed"
TERMINAL = '[terminal]\norder = ["completed"]\n'


def test_a_broken_rule_convicts_each_offender_with_a_sentence_and_its_cost(book_folder: Path) -> None:
    """And names its evidence."""
    judgement, con, relations = _judged(book_folder, [BROKEN, KEPT])
    (verdict,) = judgement.rules
    (finding,) = judgement.findings
    assert (verdict.verdict, verdict.subjects, verdict.broken, verdict.unknown) == (Verdict.BROKEN, 2, 1, 0)
    assert verdict.at_risk == (Amount("EUR", 1),)
    assert finding.says == "Order 0-A: 10.01 EUR given, 10.00 EUR taken."
    assert [ledger for ledger, _ in rows_of(con, relations, finding)] == ["lines", "orders", "payments", "payments"]


def test_what_only_some_readings_break_is_unknown(book_folder: Path) -> None:
    """In doubt is never holds."""
    (verdict,) = _judged(book_folder, [DOUBTED, KEPT])[0].rules
    assert (verdict.verdict, verdict.unknown) == (Verdict.UNKNOWN, 1)
    assert "1 of 2 in doubt" in str(verdict.reason)


def test_a_rule_that_saw_nobody_is_not_exercised(book_folder: Path) -> None:
    """Refunds are observed here, but nobody was refunded."""
    judgement, _, _ = _judged(book_folder, [IDLE], '[observes]\npayments = ["capture", "refund"]\n')
    assert judgement.rules[0].verdict is Verdict.NOT_EXERCISED


def test_a_rule_whose_kinds_nobody_observes_is_not_applicable(book_folder: Path) -> None:
    """It would accuse everybody."""
    (verdict,) = _judged(book_folder, [IDLE])[0].rules
    assert (verdict.verdict, verdict.reason) == (Verdict.NOT_APPLICABLE, "payments of kind refund are not observed")


def test_a_rule_whose_ledger_is_absent_is_not_applicable(book_folder: Path) -> None:
    """With the reason."""
    (verdict,) = _judged(book_folder, ["place A 1xMUG 10.00 EUR"])[0].rules
    assert (verdict.verdict, verdict.reason) == (Verdict.NOT_APPLICABLE, "payments are not observed")


@pytest.mark.parametrize(
    ("kind", "mapped", "suspect"), [("claim", True, True), ("law", True, False), ("claim", False, False)]
)
def test_a_claim_that_breaks_on_everybody_of_somebodys_data_is_suspect(
    book_folder: Path, kind: str, *, mapped: bool, suspect: bool
) -> None:
    """Still broken, but one grouped finding: rule, mapping or convention? Laws and our own runs never are."""
    (book_folder / "money" / "given_back.sql").write_text(RULE.format(kind=kind), encoding="utf-8")
    judgement, _, _ = _judged(book_folder, [BROKEN] * 18 + [KEPT] * 2, mapped=mapped)
    assert judgement.rules[0].suspect is suspect
    assert judgement.rules[0].verdict is Verdict.BROKEN
    assert len(judgement.findings) == (1 if suspect else 18)


def test_below_nine_in_ten_nothing_is_suspect(book_folder: Path) -> None:
    """17 of 20 may just be a bad system."""
    (book_folder / "money" / "given_back.sql").write_text(RULE.format(kind="claim"), encoding="utf-8")
    assert not _judged(book_folder, [BROKEN] * 17 + [KEPT] * 3, mapped=True)[0].rules[0].suspect


def test_a_rule_that_fails_by_our_own_fault_is_unknown_and_spoils_no_other(book_folder: Path) -> None:
    """Its group is run again rule by rule."""
    bad = RULE.format(kind="law").replace("given_min > taken_max", "cast(order_id as bigint) > 0")
    (book_folder / "money" / "given_back_too.sql").write_text(bad, encoding="utf-8")
    judgement, _, _ = _judged(book_folder, [BROKEN], only=(NAME, OTHER))
    verdicts = {each.rule: each for each in judgement.rules}
    assert verdicts[NAME].verdict is Verdict.BROKEN
    assert verdicts[OTHER].verdict is Verdict.UNKNOWN
    assert str(verdicts[OTHER].reason).startswith("our own fault:")
    assert judgement.failed == (OTHER,)


def test_a_view_that_fails_makes_its_rules_unknown(book_folder: Path) -> None:
    """Never silent."""
    (book_folder / "views" / "purse.sql").write_text(
        VIEW.replace("any_value(currency)", "any_value(cast(cast(currency as bigint) as varchar))"), encoding="utf-8"
    )
    judgement, _, _ = _judged(book_folder, [BROKEN])
    assert (judgement.rules[0].verdict, judgement.failed) == (Verdict.UNKNOWN, (NAME,))


def test_orders_are_perfect_imperfect_or_unknown(book_folder: Path) -> None:
    """Perfect is terminal, without a grave finding, and without doubt."""
    stories = [BROKEN + ENDED, KEPT + ENDED, DOUBTED + ENDED, KEPT]
    assert _judged(book_folder, stories, TERMINAL)[0].orders == OrderCounts(perfect=1, imperfect=1, unknown=2)


def test_money_at_risk_is_the_worst_finding_of_an_order_never_a_sum_over_rules(book_folder: Path) -> None:
    """Two rules about the same cent are one cent."""
    (book_folder / "money" / "given_back_too.sql").write_text(
        RULE.format(kind="law").replace("-- applies: refunds_min > 0\n", ""), encoding="utf-8"
    )
    judgement, _, _ = _judged(book_folder, [BROKEN, BROKEN], only=(NAME, OTHER))
    assert len(judgement.findings) == 4
    assert judgement.money_at_risk == (Amount("EUR", 2),)


def test_fingerprints_are_the_same_in_every_run(book_folder: Path, tmp_path: Path) -> None:
    """Whatever else the history holds."""
    first = _judged(book_folder, [BROKEN])[0].findings[0].fingerprint
    (tmp_path / "again" / "rules").mkdir(parents=True)
    (tmp_path / "rules").rename(tmp_path / "again" / "rules" / "own")
    second = _judged(tmp_path / "again" / "rules" / "own", [BROKEN, BROKEN])[0].findings[0].fingerprint
    assert first == second


def test_a_known_deviation_is_said_and_still_broken(book_folder: Path) -> None:
    """Shown in the report, never hidden."""
    profile = f'[[deviations]]\nrule = "{NAME}"\nreason = "goodwill is paid as a refund"\n'
    (verdict,) = _judged(book_folder, [BROKEN], profile)[0].rules
    assert (verdict.verdict, verdict.reason) == (Verdict.BROKEN, "known deviation: goodwill is paid as a refund")


def test_what_must_be_exercised_and_was_not_is_said(book_folder: Path) -> None:
    """So that the exit code can tell."""
    assert _judged(book_folder, [IDLE], f'must_exercise = ["{NAME}"]\n')[0].must_exercise_missed == (NAME,)


def test_a_ledger_that_two_sources_tell_needs_a_named_witness(book_folder: Path) -> None:
    """Adding up two sources would double every fact."""
    with pytest.raises(ProfileError, match="nobody is named as its witness"):
        _judged(book_folder, ["place A 1xMUG 10.00 EUR | finance: capture A 10.00 | marketplace: refund A 5.00"])


def test_a_rule_that_is_neither_pillar_nor_rule_is_refused(book_folder: Path) -> None:
    """With what comes close."""
    with pytest.raises(RuleError, match="given-back"):
        _judged(book_folder, [BROKEN], only=["given-back"])


def test_an_empty_history_is_an_input_error(book_folder: Path) -> None:
    """There is nothing to judge."""
    with pytest.raises(SourceError):
        _judged(book_folder, [])
