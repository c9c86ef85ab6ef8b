"""A baseline accepts what is known until a day, says what is wrong with it, and changes no count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderproof.audit.baseline import Entry, accept, accepted_again, read_baseline, spell_baseline
from orderproof.errors import InputError
from orderproof.model.verdict import Acceptance
from orderproof.report.exits import exit_code_of
from tests.report.judgements import FINDINGS, JUDGEMENT, REFUND

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 26)
KNOWN = Acceptance("the shop closes anyway", TODAY)
OVER = Acceptance("was to be mended by now", date(2026, 11, 25))
GOOD = '[[accepted]]\nfingerprint = "aa00000000000001"\nreason = "why"\nuntil = 2027-01-31\n'


def entry(fingerprint: str, acceptance: Acceptance = KNOWN) -> Entry:
    return Entry(fingerprint, acceptance)


def all_accepted() -> dict[str, Entry]:
    return {each.fingerprint: entry(each.fingerprint) for each in FINDINGS}


def test_what_is_accepted_does_not_fail_and_stays_what_it_is() -> None:
    judged = replace(JUDGEMENT, failed=(), must_exercise_missed=())
    accepted = accept(judged, all_accepted(), TODAY)
    assert (exit_code_of(judged), exit_code_of(accepted)) == (1, 0)
    assert accepted.orders == judged.orders
    assert accepted.money_at_risk == judged.money_at_risk
    assert [replace(each, accepted=0) for each in accepted.rules] == list(judged.rules)
    assert [each.accepted for each in accepted.findings] == [KNOWN] * len(FINDINGS)
    assert accepted.notes == judged.notes


@pytest.mark.parametrize("left_out", [each.fingerprint for each in FINDINGS])
def test_one_new_finding_fails(left_out: str) -> None:
    entries = {name: each for name, each in all_accepted().items() if name != left_out}
    assert exit_code_of(accept(JUDGEMENT, entries, TODAY)) == 1


def test_an_entry_holds_through_its_last_day_and_is_said_when_expired() -> None:
    entries = all_accepted() | {"aa00000000000001": entry("aa00000000000001", OVER)}
    judged = accept(JUDGEMENT, entries, TODAY)
    assert exit_code_of(judged) == 1
    assert judged.notes[-1] == "baseline: acceptance has expired: aa00000000000001 on 2026-11-25"
    assert next(each.accepted for each in judged.rules if each.rule == REFUND) == 3


def test_an_entry_that_matches_nothing_is_said() -> None:
    judged = accept(JUDGEMENT, {"00000000000000ff": entry("00000000000000ff")}, TODAY)
    assert "00000000000000ff" in judged.notes[-1]
    assert "not found any more" in judged.notes[-1]


def test_accepting_again_keeps_valid_entries_and_renews_expired_ones() -> None:
    own = Acceptance("own reason", date(2030, 1, 1))
    before = {"aa00000000000001": entry("aa00000000000001", own), "aa00000000000002": entry("aa00000000000002", OVER)}
    after = accepted_again(before, FINDINGS[:3], KNOWN, TODAY)
    assert [each.acceptance for each in after.values()] == [own, KNOWN, KNOWN]


@given(
    st.lists(
        st.tuples(st.integers(0, 2**64 - 1), st.text(min_size=1).filter(str.strip), st.dates(), st.text(), st.text()),
        unique_by=lambda each: each[0],
    )
)
def test_what_is_written_is_read_back(rows: list[tuple[int, str, date, str, str]]) -> None:
    import tempfile  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    entries = {f"{n:016x}": Entry(f"{n:016x}", Acceptance(why, day), rule, says) for n, why, day, rule, says in rows}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "baseline.toml"
        file.write_text(spell_baseline(entries.values()), encoding="utf-8", newline="\n")
        assert read_baseline(file) == entries


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[[accepted]]\nfingerprint = aa\n", 2, "not TOML"),
        (GOOD + '[[accepted]]\nreason = "x"\n', 5, "no `fingerprint`"),
        (GOOD.replace("aa00", "zz00"), 1, "no fingerprint"),
        (GOOD.replace('"why"', '" "'), 1, "reason is empty"),
        ("\n\n" + GOOD.replace("2027-01-31", '"2027-01-31"'), 3, "is no day"),
        (GOOD + 'owner = "me"\n', 1, "no key `owner`"),
        (GOOD + "\n" + GOOD, 6, "stands twice"),
        ("[other]\nx = 1\n", 1, "`other`"),
        ("accepted = 3\n", 1, "`accepted`"),
        ("accepted = [1]\n", 1, "`accepted`"),
    ],
)
def test_a_broken_file_is_said_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    file = tmp_path / "baseline.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_baseline(file)
    assert told.value.where == f"{file}:{line}"
    assert says in told.value.what
    assert told.value.mend


def test_a_file_that_is_absent_or_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"\xe4")
    for name in ("absent", "latin"):
        with pytest.raises(InputError, match="baseline"):
            read_baseline(tmp_path / name)
