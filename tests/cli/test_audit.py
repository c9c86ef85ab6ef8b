"""`orderproof audit` as a user runs it: exit codes, files, plain text, JSON, filters and rules of one's own."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.histories import FAULTY, HONEST, OWN_RULE, SHIPPED, orderproof, own_rules, record, same_process

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

ANSWERS = {
    "verdicts.json", "findings.ndjson", "summary.md", "report.html", "junit.xml", "evidence.ndjson", "run.json",
}  # fmt: skip
SAME_EVERY_TIME = ANSWERS - {"run.json"}


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("honest") / "shop", HONEST)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("faulty") / "shop", FAULTY)


@pytest.fixture(scope="module")
def out(faulty: Path) -> Path:
    return faulty.parent / "answers"


@pytest.fixture(scope="module")
def audited(faulty: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return orderproof("audit", faulty, "--out", out)


def verdicts_of(told: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return {each["rule"]: each["verdict"] for each in json.loads(told.stdout)["rules"]}


def findings_in(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "findings.ndjson").read_text(encoding="utf-8").splitlines()]


def test_a_broken_promise_ends_with_1_and_every_answer_file(
    audited: subprocess.CompletedProcess[str], out: Path
) -> None:
    assert (audited.returncode, audited.stderr) == (1, "")
    assert {each.name for each in out.iterdir()} == ANSWERS
    assert {each.name for each in out.parent.iterdir()} == {"shop", "answers"}


def test_the_findings_are_the_planted_ones(audited: subprocess.CompletedProcess[str], out: Path) -> None:
    assert audited.returncode == 1
    shipped = {each["subject"]["order_id"] for each in findings_in(out) if each["rule"] == SHIPPED}
    assert shipped == {"A", "C"}


def test_the_answer_files_fit_the_shipped_schemas(audited: subprocess.CompletedProcess[str], out: Path) -> None:
    assert audited.returncode == 1
    folder = files("orderproof.report") / "schemas"
    fits = {
        name: Draft202012Validator(json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8")))
        for name in ("verdicts", "finding")
    }
    verdicts = json.loads((out / "verdicts.json").read_text(encoding="utf-8"))
    assert [each.message for each in fits["verdicts"].iter_errors(verdicts)] == []
    assert [each.message for found in findings_in(out) for each in fits["finding"].iter_errors(found)] == []


def test_the_terminal_text_is_plain_where_nobody_watches(audited: subprocess.CompletedProcess[str]) -> None:
    lines = audited.stdout.splitlines()
    assert "S1 " + SHIPPED in audited.stdout or SHIPPED in audited.stdout
    assert [line for line in lines if not line.isascii() or not (line.isprintable() or not line)] == []
    assert [line for line in lines if len(line) > 80 and not line.startswith("answers: ")] == []


def test_two_audits_of_one_history_give_the_same_bytes(
    audited: subprocess.CompletedProcess[str], faulty: Path, out: Path, tmp_path: Path
) -> None:
    again = orderproof("audit", faulty, "--out", tmp_path, PYTHONHASHSEED="5")
    assert again.stdout.partition("answers: ")[0] == audited.stdout.partition("answers: ")[0]
    assert {name: (tmp_path / name).read_bytes() for name in SAME_EVERY_TIME} == {
        name: (out / name).read_bytes() for name in SAME_EVERY_TIME
    }


def test_honest_orders_end_with_0_and_json_is_what_the_file_says(honest: Path, tmp_path: Path) -> None:
    told = orderproof("audit", honest, "--only", SHIPPED, "--json", "--out", tmp_path / "out")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (tmp_path / "out" / "verdicts.json").read_text(encoding="utf-8")
    assert verdicts_of(told) == {SHIPPED: "holds"}


def test_only_pillars_and_rules_that_were_asked_for_are_judged(faulty: Path) -> None:
    told = orderproof("audit", faulty, "--only", "evidence", "--only", SHIPPED, "--json")
    assert told.returncode == 1
    assert {each.partition("/")[0] for each in verdicts_of(told)} == {"evidence", "journey"}
    assert [each for each in verdicts_of(told) if each.startswith("journey")] == [SHIPPED]


def test_a_rule_of_ones_own_is_judged_without_any_other_edit(honest: Path, tmp_path: Path) -> None:
    rules = own_rules(tmp_path / "rules")
    assert verdicts_of(same_process("audit", honest, "--rules", rules, "--json"))[OWN_RULE] == "holds"
    edited = record(tmp_path / "shop", "place A 2xMUG 10.00 EUR | edit A 1 +1 | place B 2xMUG 10.00 EUR | wait 1d")
    told = orderproof("audit", edited, "--rules", rules, "--only", OWN_RULE)
    assert told.returncode == 1
    assert "Order A: 3 units, and a pallet holds two." in told.stdout
    assert "Nobody is sold more than what fits on one pallet." in told.stdout


def test_no_rule_exercised_ends_with_2(honest: Path) -> None:
    told = same_process("audit", honest, "--only", "journey/return-closes")
    assert told.returncode == 2
    assert "journey/return-closes" in told.stdout


def test_a_rule_that_must_be_exercised_and_was_not_ends_with_2(tmp_path: Path) -> None:
    profile = 'name = "shop"\nmust_exercise = ["journey/return-closes"]\n'
    told = same_process("audit", record(tmp_path / "shop", HONEST, profile), "--only", SHIPPED)
    assert told.returncode == 2
    assert "must be exercised but was not: journey/return-closes" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--as-of", "yesterday"), "--as-of: `yesterday` is no time. Write it like"),
        (("--memory", "much"), "--memory: `much` is no amount of memory. Write it like"),
        (("--engine", "flink"), "--engine: there is no engine `flink`. Engines are duckdb, spark."),
        (("--spark-master", "local[2]"), "--spark-master, --spark-conf: these are settings of Spark. Add --engine"),
        (("--spark-conf", "memory"), "--spark-conf: `memory` is no setting of Spark's. Write it like"),
        (("--only", "money/refunds"), "--only money/refunds: there is no such pillar or rule."),
        (("--rules", "nowhere"), "nowhere: there is no such folder."),
        (("--profile", "nowhere.toml"), "nowhere.toml: it cannot be read"),
        (("--mapping", "olist"), "a recorded history holds ledgers already"),
        (
            ("--nope",),
            "No such option: --nope (Possible options: --since). `orderproof audit --help` shows what is allowed.",
        ),
        (("--out",), "Option '--out' requires an argument."),
    ],
)
def test_what_cannot_be_used_ends_with_3_and_one_sentence(
    honest: Path, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    out = () if "--out" in arguments else ("--out", str(tmp_path / "out"))
    told = same_process("audit", honest, *out, *arguments)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (3, "", 1)
    assert says in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_is_not_there_ends_with_3() -> None:
    told = orderproof("audit", "nowhere")
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (3, "", 1)


def test_a_time_with_a_zone_is_taken_as_utc(honest: Path) -> None:
    told = same_process("audit", honest, "--only", SHIPPED, "--json", "--as-of", "2026-07-01T02:00:00+02:00")
    assert json.loads(told.stdout)["as_of"] == "2026-07-01T00:00:00Z"
