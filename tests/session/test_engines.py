"""An audit gives one answer, wherever it runs: counts, verdicts, findings, suspects, orders, money, evidence."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from orderproof.errors import InputError
from orderproof.history.synthetic import DEMO, Scenario, read_planted, write_synthetic
from orderproof.session import AuditRequest, audit, explain
from orderproof.session.engines import EngineChoice, workplace
from tests.audit.spark.started import in_one_process, spark
from tests.shared_data import shared_data

if TYPE_CHECKING:
    from pathlib import Path

    from orderproof.model.verdict import Judgement

pytestmark = in_one_process
SPARK = EngineChoice("spark", spark_master="local[2]")
THOROUGH = bool(os.environ.get("ORDERPROOF_THOROUGH"))
at_length = pytest.mark.skipif(not THOROUGH, reason="takes minutes: `make test-all` runs it")


def judged_in_both(request: AuditRequest) -> tuple[Judgement, Judgement]:
    spark()
    return audit(request), audit(replace(request, engine=SPARK))


def agree(here: Judgement, there: Judgement) -> None:
    """Compare rule by rule first, so that a difference is named and not drowned."""
    assert there.failed == ()
    assert [each for each in zip(here.rules, there.rules, strict=True) if each[0] != each[1]] == []
    assert there.findings == here.findings
    assert there == here


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_synthetic(folder / "history", folder / "planted.parquet", DEMO)
    return folder


def test_one_rule_with_its_evidence_and_its_explanation(demo: Path, tmp_path: Path) -> None:
    request = AuditRequest(source=demo / "history", only=("money/refund-exceeds-capture",), out=tmp_path / "here")
    spark()
    here = audit(request)
    there = audit(replace(request, out=tmp_path / "there", engine=SPARK))
    agree(here, there)
    assert here.findings
    kept = [(tmp_path / place / "evidence.ndjson").read_text().splitlines() for place in ("here", "there")]
    assert sorted(kept[1]) == sorted(kept[0]) != []
    (tmp_path / "there" / "evidence.ndjson").write_text("")  # so that the source is read again
    told, known = (explain(tmp_path / place, there.findings[-1].fingerprint) for place in ("there", "here"))
    assert sorted(map(str, told.rows)) == sorted(map(str, known.rows))


def test_folds_that_hand_on_one_column_of_one_file_are_told_apart(demo: Path) -> None:
    """Of orders that are placed and orders that are excused: Spark joined every line with all that are excused."""
    here, there = judged_in_both(AuditRequest(source=demo / "history", only=("journey/digital-after-payment",)))
    agree(here, there)
    assert [each.broken for each in there.rules] == [1]


@at_length
def test_every_planted_fault_is_found_alike(demo: Path) -> None:
    here, there = judged_in_both(AuditRequest(source=demo / "history"))
    agree(here, there)
    assert {each.rule for each in read_planted(demo / "planted.parquet")} <= {each.rule for each in there.findings}


@at_length
@pytest.mark.parametrize("seed", [1, 2])
def test_other_histories_are_judged_alike(tmp_path: Path, seed: int) -> None:
    scenario = Scenario(orders=500, seed=seed, fault_every=2)
    write_synthetic(tmp_path / "history", tmp_path / "planted.parquet", scenario)
    agree(*judged_in_both(AuditRequest(source=tmp_path / "history")))


@at_length
@pytest.mark.parametrize(("place", "mapping"), [("olist", "olist"), ("small/northwind.sqlite", None)])
def test_what_a_mapping_made_is_judged_alike(place: str, mapping: str | None) -> None:
    agree(*judged_in_both(AuditRequest(source=shared_data(place), mapping=mapping)))


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (EngineChoice("flink"), "there is no engine `flink`"),
        (EngineChoice(spark_master="local[2]"), "these are settings of Spark"),
        (EngineChoice(spark_conf=(("spark.a", "b"),)), "these are settings of Spark"),
    ],
)
def test_an_engine_that_cannot_be_had_is_said(choice: EngineChoice, says: str) -> None:
    with pytest.raises(InputError, match=says), workplace(choice):
        pass
