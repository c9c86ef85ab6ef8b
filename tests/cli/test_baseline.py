"""`orderproof baseline` accepts what a run found; the next audit fails only for what is new."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.histories import FAULTY, SHIPPED, orderproof, record

if TYPE_CHECKING:
    from pathlib import Path

NEWER = f"{FAULTY.removesuffix('| wait 3d')} place D 1xMUG 10.00 EUR | ship D 2 | wait 3d".replace(
    "3  place", "3 | place"
)


def test_only_what_is_new_fails(tmp_path: Path) -> None:
    shop, answers, file = record(tmp_path / "shop", FAULTY), tmp_path / "answers", tmp_path / "known.toml"
    audit = ("audit", shop, "--only", SHIPPED, "--out", answers)
    assert orderproof(*audit).returncode == 1
    before = json.loads((answers / "verdicts.json").read_text(encoding="utf-8"))

    written = orderproof("baseline", answers, "--reason", "old shop", "--until", "2999-12-31", "--out", file)
    assert (written.returncode, written.stderr) == (0, "")
    assert "2 added, 2 accepted" in written.stdout
    known = orderproof(*audit, "--baseline", file)
    assert known.returncode == 0
    assert "accepted until 2999-12-31: old shop" in known.stdout
    after = json.loads((answers / "verdicts.json").read_text(encoding="utf-8"))
    assert [each.pop("accepted") for each in (*before["rules"], *after["rules"])] == [0, 2]
    assert after == before
    for name in ("summary.md", "report.html", "junit.xml"):
        assert "accepted" in (answers / name).read_text(encoding="utf-8")
    findings = [json.loads(each) for each in (answers / "findings.ndjson").read_text(encoding="utf-8").splitlines()]
    assert {each["accepted"]["reason"] for each in findings} == {"old shop"}
    explained = orderproof("explain", findings[0]["fingerprint"], "--run", answers)
    assert "old shop" in explained.stdout

    newer = record(tmp_path / "newer", NEWER)
    assert orderproof("audit", newer, "--only", SHIPPED, "--baseline", file).returncode == 1


def test_what_cannot_be_accepted_is_said(tmp_path: Path) -> None:
    shop, answers, file = record(tmp_path / "shop", FAULTY), tmp_path / "answers", tmp_path / "known.toml"
    orderproof("audit", shop, "--only", SHIPPED, "--out", answers)
    write = ("baseline", answers, "--out", file, "--reason")
    for arguments, says in (
        (("x", "--until", "soon"), "is no day"),
        (("x", "--until", "2001-01-01"), "is over"),
        ((" ", "--until", "2999-01-01"), "reason is empty"),
        (("x", "--until", "2999-01-01", "--only", "money/none"), "no finding"),
    ):
        told = orderproof(*write, *arguments)
        assert (told.returncode, says in told.stderr, file.exists()) == (3, True, False)
    file.write_text("[[accepted]]\n", encoding="utf-8")
    told = orderproof("audit", shop, "--baseline", file)
    assert (told.returncode, told.stdout) == (3, "")
    assert f"{file}:1" in told.stderr
