"""Mixes: a file with weights, told apart from what is none with a sentence that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderproof.errors import InputError
from orderproof.journeys.mix import DEFAULT_MIX, mix_file, mix_name, only, read_mix


def test_the_weights_of_the_default_mix_are_shares_of_a_hundred() -> None:
    assert sum(read_mix(DEFAULT_MIX).weights.values()) == 100


def test_a_few_stories_are_weighed_alike() -> None:
    assert dict(only(("plain-order", "order-edit")).weights) == {"plain-order": 1, "order-edit": 1}


def test_a_story_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="plain-order"):
        only(("plain-oder",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[journeys", "this is no mix"),
        ("about = 'nothing'", "there are no stories"),
        ("[journeys]\nplain-order = 0", "is no weight"),
        ("[journeys]\nplain-order = true", "is no weight"),
        ("[journeys]\nplain-order = 'half'", "is no weight"),
        ("[journeys]\nplain-ordr = 1", "there is no journey"),
        ("[journey]\nplain-order = 1", "is no key of a mix"),
    ],
)
def test_what_is_no_mix_is_refused_with_file_and_reason(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "mix.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says) as refused:
        read_mix(file)
    assert str(file) in refused.value.where


def test_a_mix_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is no mix"):
        read_mix(tmp_path / "none.toml")


def test_a_mix_of_ours_is_found_by_its_name_and_any_other_by_its_path(tmp_path: Path) -> None:
    assert mix_file("two-at-once").is_file()
    assert mix_file(str(tmp_path / "my.toml")) == tmp_path / "my.toml"
    assert mix_file("none-such") == Path("none-such")


@pytest.mark.parametrize("given", ["two-at-once", "/folder/my.toml"])
def test_a_mix_is_named_as_it_was_given(given: str) -> None:
    assert mix_name(mix_file(given)) == given
