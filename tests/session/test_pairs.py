"""Known bugs, executed: what ends as convicted, what the table keeps, and what is taken off the machine again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.hunt.known_bugs import known_bug
from orderproof.session import pairs
from orderproof.session.pairs import NOT_QUIET, NOT_SHOWN, SHOWN, execute, forget, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from orderproof.session.play import PlayRequest

BUG = known_bug("KB-V008")


class MadePlays:
    """Judges without playing: so many findings for each version; installs and removals are remembered."""

    def __init__(self, cache: Path, findings: Mapping[str, int], rule: str = BUG.rules[0]) -> None:
        self.cache = cache
        self.findings = findings
        self.rule = rule
        self.asked: list[PlayRequest] = []
        self.removed: list[str] = []

    def play(self, request: PlayRequest, _progress: Any) -> Any:
        self.asked.append(request)
        (self.cache / f"vendure-{request.version}").mkdir(exist_ok=True)
        verdict = SimpleNamespace(rule=self.rule, broken=self.findings[str(request.version)])
        return SimpleNamespace(judgement=SimpleNamespace(rules=(verdict,)))

    def remove(self, version: str, _cache: Path) -> None:
        self.removed.append(version)
        (self.cache / f"vendure-{version}").rmdir()


def made(monkeypatch: pytest.MonkeyPatch, plays: MadePlays) -> MadePlays:
    monkeypatch.setattr(pairs, "play", plays.play)
    monkeypatch.setattr(pairs, "installs", lambda: plays.cache)
    monkeypatch.setattr(pairs, "system_of", lambda _name: plays)
    return plays


@pytest.mark.parametrize(
    ("bad", "good", "ended"), [(2, 0, SHOWN), (0, 0, NOT_SHOWN), (2, 1, NOT_QUIET), (0, 1, NOT_QUIET)]
)
def test_a_pair_is_convicted_where_the_bad_version_is_and_the_good_one_is_quiet(
    bad: int, good: int, ended: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(monkeypatch, MadePlays(tmp_path, {BUG.bad: bad, BUG.good: good}))
    (done,) = execute([BUG.name], tmp_path / "out")
    assert (done.ended, done.bad_findings, done.good_findings) == (ended, bad, good)


def test_findings_of_other_rules_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(monkeypatch, MadePlays(tmp_path, {BUG.bad: 3, BUG.good: 3}, rule="money/other"))
    (done,) = execute([BUG.name], tmp_path / "out")
    assert done.ended == NOT_SHOWN


def test_what_aims_at_the_bug_is_played_on_both_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plays = made(monkeypatch, MadePlays(tmp_path, {BUG.bad: 1, BUG.good: 0}))
    execute([BUG.name], tmp_path / "out")
    assert [(each.version, each.journeys, each.orders) for each in plays.asked] == [
        (BUG.bad, (BUG.journey,), BUG.times),
        (BUG.good, (BUG.journey,), BUG.times),
    ]


def test_what_the_table_has_is_not_done_again_until_it_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plays = made(monkeypatch, MadePlays(tmp_path, {BUG.bad: 1, BUG.good: 0}))
    first, again = execute([BUG.name], tmp_path / "out"), execute([BUG.name], tmp_path / "out")
    assert (first, len(plays.asked)) == (again, 2)
    forget([BUG.name], tmp_path / "out")
    assert read_table(tmp_path / "out") == {}
    execute([BUG.name], tmp_path / "out")
    assert len(plays.asked) == 4


def test_only_versions_that_were_not_there_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"vendure-{BUG.good}").mkdir()
    plays = made(monkeypatch, MadePlays(tmp_path, {BUG.bad: 1, BUG.good: 0}))
    execute([BUG.name], tmp_path / "out")
    assert plays.removed == [BUG.bad]
