"""The whole story: open, judge, write. What was asked is kept, what went wrong on the way leaves nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orderproof.errors import InputError
from orderproof.model.verdict import Verdict
from orderproof.report.campaign import Campaign
from orderproof.report.digest import findings_worth_telling
from orderproof.session import AuditRequest, audit, explain
from orderproof.session.engines import EngineChoice, duckdb_engine
from tests.cli.histories import FAULTY, SHIPPED, record

NOON = datetime(2026, 7, 1, 12)  # noqa: DTZ001 - ledgers hold UTC without saying so


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("session") / "shop", FAULTY)


def test_an_audit_judges_and_keeps_evidence_for_what_it_tells(shop: Path, tmp_path: Path) -> None:
    judgement = audit(AuditRequest(source=shop, only=(SHIPPED,), out=tmp_path / "out"))
    assert [(each.rule, each.verdict) for each in judgement.rules] == [(SHIPPED, Verdict.BROKEN)]
    kept = (tmp_path / "out" / "evidence.ndjson").read_text(encoding="utf-8").splitlines()
    told = {each.fingerprint for each in findings_worth_telling(judgement)}
    assert {json.loads(line)["fingerprint"] for line in kept} == told


def test_the_pages_are_written_beside_the_answers_and_told_of_in_the_run_file(shop: Path, tmp_path: Path) -> None:
    campaign = Campaign("shop", 7, "orderproof run shop --seed 7")
    audit(AuditRequest(source=shop, only=(SHIPPED,), out=tmp_path / "out"), campaign=campaign)
    out = tmp_path / "out"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "orderproof run shop --seed 7" in page
    assert "orderproof run shop --seed 7" in (out / "summary.md").read_text(encoding="utf-8").replace("<!-- -->", "")
    assert "ship C 3" in page
    assert SHIPPED in (out / "junit.xml").read_text(encoding="utf-8")
    assert {"report.html", "junit.xml"} <= set(json.loads((out / "run.json").read_text(encoding="utf-8"))["files"])


def test_the_same_history_gives_the_same_pages(shop: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        audit(AuditRequest(source=shop, out=tmp_path / name))
    for name in ("report.html", "junit.xml", "summary.md"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_without_a_folder_nothing_is_written(shop: Path) -> None:
    before = set(shop.parent.iterdir())
    assert audit(AuditRequest(source=shop, only=(SHIPPED,))).source == "shop"
    assert set(shop.parent.iterdir()) == before


def test_the_run_file_keeps_the_question_and_the_clock_that_was_given(shop: Path, tmp_path: Path) -> None:
    ticks = iter((NOON, NOON + timedelta(seconds=2)))
    request = AuditRequest(source=shop, only=(SHIPPED,), out=tmp_path / "out", engine=EngineChoice(memory="1GB"))
    judgement = audit(request, clock=lambda: next(ticks))
    form = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (form["started_at"], form["milliseconds"], form["exit_code"]) == ("2026-07-01T12:00:00Z", 2000, 1)
    assert form["request"] == {
        "source": str(shop.absolute()),
        "mapping": None,
        "profile": None,
        "as_of": f"{judgement.as_of.isoformat()}Z",
        "rules": [],
        "only": [SHIPPED],
        "engine": "duckdb",
        "memory": "1GB",
        "spark_master": None,
        "baseline": None,
        "since": None,
    }
    assert list(form["rules"]) == [SHIPPED]


def test_every_stage_is_told_to_who_watches(shop: Path, tmp_path: Path) -> None:
    stages: list[str] = []
    request = AuditRequest(source=shop, only=(SHIPPED,), out=tmp_path / "out")
    audit(request, progress=lambda stage, _done, _total: stages.append(stage))
    assert list(dict.fromkeys(stages))[-1] == "fetching evidence"
    assert "judging" in stages


def test_a_finding_is_explained_from_where_the_audit_was_kept(shop: Path, tmp_path: Path) -> None:
    judgement = audit(AuditRequest(source=shop, only=(SHIPPED,), out=tmp_path / "out"))
    explanation = explain(tmp_path / "out", judgement.findings[0].fingerprint)
    assert explanation.finding == judgement.findings[0]
    assert [ledger for ledger, _ in explanation.rows].count("orders") == 1


@pytest.mark.parametrize(
    "wrong",
    [{"only": ("nothing",)}, {"rules": (Path("nowhere"),)}, {"source": Path("nowhere")}, {"mapping": "olist"}],
    ids=lambda each: next(iter(each)),
)
def test_a_question_that_cannot_be_answered_leaves_nothing(shop: Path, tmp_path: Path, wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        audit(replace(AuditRequest(source=shop, out=tmp_path / "out"), **wrong))
    assert list(tmp_path.iterdir()) == []


def test_too_little_memory_is_the_askers_to_mend() -> None:
    says = r"--memory 64MB: it is not enough, even with what can be spilled\. Allow more\."
    with pytest.raises(InputError, match=says), duckdb_engine("64MB"):
        raise duckdb.OutOfMemoryException
