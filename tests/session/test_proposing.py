"""A proposal is written where it is asked for, or beside where one works."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderproof.errors import InputError
from orderproof.session.proposing import propose
from tests.history.proposal.shops import web_shop


def test_the_folder_is_named_after_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    web_shop(tmp_path / "data" / "shop.v2")
    folder, proposal = propose("data/shop.v2", None)
    assert (folder, {each.parent for each in proposal.files}) == (Path("shop-mapping"), {folder})


def test_without_a_source_the_folder_of_the_skeleton_has_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="neither source nor folder"):
        propose(None, None)
    assert propose(None, tmp_path / "ours")[1].unfinished == 0
