"""The shelf lists what stands in the folders, and a wrong name is answered with the nearest one."""

from __future__ import annotations

import pytest

from orderproof.errors import InputError
from orderproof.model.profile import parse_profile
from orderproof.systems.shelf import HERE, defect_of, defects_of, system_names, system_of


def test_every_folder_with_a_system_in_it_is_listed() -> None:
    assert set(system_names()) == {file.parent.name for file in HERE.glob("*/system.py")}
    assert "shop" in system_names()


@pytest.mark.parametrize("name", system_names())
def test_a_system_says_what_it_is_and_declares_a_profile_that_can_be_read(name: str) -> None:
    system = system_of(name)
    assert len(system.ABOUT.split()) > 5
    assert parse_profile(system.profile(), name).name == name


def test_a_system_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="shop"):
        system_of("shpo")


@pytest.mark.parametrize("name", system_names())
def test_a_defect_says_what_it_does_which_case_it_imitates_and_when_it_shows(name: str) -> None:
    for defect in defects_of(name).values():
        assert len(defect.about.split()) >= 5, defect
        assert defect.case, defect
        assert defect.shows in {"always", "concurrency", "retry", "timeout"}, defect
        assert defect.pillar in {"journey", "stock", "money", "story"}, defect


def test_a_defect_that_is_not_there_is_answered_with_the_nearest() -> None:
    nearest = min(defects_of("shop"))
    with pytest.raises(InputError, match=nearest):
        defect_of("shop", nearest[:-1] + "x")
