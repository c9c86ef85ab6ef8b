"""`orderproof defects`: the list, one of them, and a name that is none."""

from __future__ import annotations

import json

from tests.cli.histories import same_process


def test_all_planted_defects_are_listed_with_who_convicts_them() -> None:
    listed = json.loads(same_process("defects", "--json").stdout)
    assert len(listed) == 42
    assert [each["name"] for each in listed if not each["rules"]] == []
    assert same_process("defects").stdout.count("always") >= 10


def test_one_defect_is_shown_with_its_public_case() -> None:
    done = same_process("defects", "reserve-without-lock")
    assert done.returncode == 0
    for part in ("stock/on-hand-never-negative", "saleor #543", "concurrency"):
        assert part in done.stdout


def test_a_name_that_is_none_is_answered_with_the_nearest() -> None:
    done = same_process("defects", "reserve-without-look")
    assert done.returncode == 3
    assert "reserve-without-lock" in done.stderr
