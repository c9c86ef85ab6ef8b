"""`orderproof audit --remember`, then `--since`: the verdicts of a full audit, from what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.history.notation import parse_story
from orderproof.history.store import write
from tests.cli.histories import ENDS_AT, FAULTY, HONEST, SHIPPED, orderproof, record

if TYPE_CHECKING:
    from pathlib import Path

FOUND = "findings.ndjson"


def test_an_audit_since_another_says_what_a_full_one_says(tmp_path: Path) -> None:
    """The history grew by an order of which more was shipped than was ordered."""
    rows = parse_story(" ".join(FAULTY.split()), run="shop", ends_at=ENDS_AT)
    then, now = tmp_path / "then", tmp_path / "now"
    write([row for row in rows if getattr(row, "order_id", "") != "C"], then, run="shop")
    write(rows, now, run="shop")
    audit = ("audit", "--only", SHIPPED, "--as-of", ENDS_AT.isoformat())
    assert orderproof(*audit, then, "--remember", "--out", tmp_path / "a").returncode == 1
    since = orderproof(*audit, now, "--since", tmp_path / "a", "--out", tmp_path / "b")
    full = orderproof(*audit, now, "--out", tmp_path / "c")
    assert (since.returncode, full.returncode, since.stderr) == (1, 1, full.stderr)
    assert "new rows" in since.stdout
    assert (tmp_path / "b" / FOUND).read_bytes() == (tmp_path / "c" / FOUND).read_bytes() != b""
    again = orderproof(*audit, now, "--since", tmp_path / "b", "--out", tmp_path / "d")
    assert " 0 new rows" in again.stdout
    assert (tmp_path / "d" / FOUND).read_bytes() == (tmp_path / "c" / FOUND).read_bytes()


def test_where_nothing_was_remembered_everything_is_looked_at_and_said(tmp_path: Path) -> None:
    shop = record(tmp_path / "shop", FAULTY)
    assert orderproof("audit", shop, "--only", SHIPPED, "--out", tmp_path / "a").returncode == 1
    told = orderproof("audit", shop, "--only", SHIPPED, "--since", tmp_path / "a", "--out", tmp_path / "b")
    assert told.returncode == 1
    assert "remembers no audit" in " ".join(told.stdout.split())


def test_what_cannot_be_remembered_is_said(tmp_path: Path) -> None:
    shop = record(tmp_path / "shop", HONEST)
    for arguments, says in (
        (("--since", tmp_path / "nowhere"), "there is no such folder"),
        (("--remember",), "there is nowhere to remember it"),
    ):
        told = orderproof("audit", shop, *arguments)
        assert (told.returncode, told.stdout, says in told.stderr) == (3, "", True)
