"""`orderproof run`: from options to a plan, from a play to an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from orderproof.cli.play import seconds
from orderproof.errors import InputError
from tests.cli.histories import same_process

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("text", "expected"), [("60s", 60), ("90", 90), ("5min", 300), ("5 m", 300), ("1h", 3600)])
def test_a_time_is_read_in_seconds(text: str, expected: int) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "0s", "-1s", "1 day", "soon", "1.5h"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no time"):
        seconds(text)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--orders", "5", "--for", "9s"], "both a number and a time"),
        (["--times", "3"], "nothing is named to be played"),
        (["--journey", "plain-order", "--times", "3", "--orders", "5"], "two numbers of customers"),
        (["--version", "3.7.3"], "has no versions"),
        (["--journey", "plain-oder"], "there is no journey"),
        (["--defect", "nothing"], "has no defect"),
        (["--database", "mysql://here"], "is no database"),
        (["--mix", "none.toml"], "this is no mix"),
        (["--orders", "0"], "--orders"),
        (["shpo"], "there is no system"),
    ],
)
def test_what_cannot_be_played_ends_with_3_and_one_sentence(tmp_path: Path, options: list[str], says: str) -> None:
    done = same_process("run", *options, "--out", tmp_path / "out")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (3, 1)
    assert says in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_honest_play_ends_with_0_and_says_where_the_report_is(tmp_path: Path) -> None:
    done = same_process("run", "--journey", "plain-order", "--times", "8", "--out", tmp_path / "out")
    assert done.returncode in {0, 2}, done.stdout
    assert "played: 8 customers" in done.stdout
    assert f"report: {tmp_path / 'out' / 'report.html'}" in done.stdout


def test_a_planted_defect_ends_with_1_and_is_named(tmp_path: Path) -> None:
    options = ["--journey", "coupon-and-discount", "--times", "8", "--defect", "tax_before_discount"]
    done = same_process("run", *options, "--seed", "2", "--out", tmp_path / "out")
    assert done.returncode == 1, done.stdout
    assert "planted: tax-before-discount" in done.stdout
    assert "money/tax-is-rate-times-base" in done.stdout
