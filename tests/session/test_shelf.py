"""The shelf with its answers: systems with what they lack, defects with the rules that convict them."""

from __future__ import annotations

import pytest

from orderproof.errors import InputError
from orderproof.session.shelf import planted, systems


def test_the_shop_is_there_and_lacks_nothing_here() -> None:
    (shop,) = (each for each in systems() if each.name == "shop")
    assert shop.missing == ()


def test_every_planted_defect_names_the_rules_that_convict_it() -> None:
    assert [each.name for each in planted("shop") if not each.rules] == []
    (one,) = planted("shop", "capture-retried-under-fresh-key")
    assert one.rules == ("money/capture-once",)


def test_a_defect_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="has no defect"):
        planted("shop", "nothing")
