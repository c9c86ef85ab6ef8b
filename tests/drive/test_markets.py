"""Markets are told apart by money, place, tax and offer: one figure told otherwise is found."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from orderproof.drive.bench import Bench, UnmetError
from orderproof.drive.markets import offers, taxes, two_channels, two_places
from tests.drive.honest import HonestShop, honest_play

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHECKS = {each.__name__: each for each in (two_channels, two_places, taxes, offers)}
ALTERED = [
    ("two_channels", "orders", {"channel": "shop"}, "an order of eu is told to be of shop"),
    ("two_channels", "orders", {"currency": "GBP"}, "an order of eu is told in GBP"),
    ("two_channels", "order_totals", {"total": 1}, "the gateway was asked for 2090, and the journal tells 1 EUR"),
    ("two_places", "stock_moves", {"location": "lyon"}, "MUG for eu leaves from berlin, lyon, not from berlin"),
    ("taxes", "orders", {"price_includes_tax": None}, "prices of eu are told to include tax: None"),
    ("taxes", "orders", {"price_includes_tax": True}, "prices of us are told to include tax: True"),
    ("taxes", "order_totals", {"tax": 0}, "an order in eu has no tax in its totals"),
    ("taxes", "taxes", {"amount": 7}, "taxes of an order in eu do not add up to 255"),
    ("taxes", "order_totals", {"items": 5}, r"the parts of an order in eu come to 95, its total is 2090"),
    ("offers", "discounts", {"amount": 7}, "discounts come to 7, the total tells 560"),
    ("offers", "order_totals", {"discount": 400}, "WELCOME10 takes nothing off"),
]


def run(name: str, folder: Path, lie: Callable[[HonestShop], None] = lambda _: None) -> None:
    with honest_play(folder) as (play, shop):
        lie(shop)
        asyncio.run(CHECKS[name](Bench(play)))


@pytest.mark.parametrize("name", CHECKS)
def test_a_system_that_tells_its_markets_apart_passes(tmp_path: Path, name: str) -> None:
    run(name, tmp_path)


@pytest.mark.parametrize(("name", "of", "columns", "unmet"), ALTERED)
def test_one_figure_that_is_told_otherwise_is_found(
    tmp_path: Path, name: str, of: str, columns: dict[str, Any], unmet: str
) -> None:
    def lie(shop: HonestShop) -> None:
        honest: Any = shop._tell

        def told(ledger: str, **given: Any) -> None:
            honest(ledger, **(given | columns if ledger == of else given))

        shop._tell = told  # type: ignore[method-assign]

    with pytest.raises(UnmetError, match=unmet):
        run(name, tmp_path, lie)


def test_a_page_that_shows_another_total_than_was_paid_is_found(tmp_path: Path) -> None:
    def lie(shop: HonestShop) -> None:
        honest: Any = shop._shown

        def shown(order: Any) -> Any:
            outcome = honest(order)
            return replace(outcome, claims=tuple(replace(each, total=1) for each in outcome.claims))

        shop._shown = shown  # type: ignore[method-assign]

    with pytest.raises(UnmetError, match="the gateway was asked for 2090, and the page shows 1 EUR"):
        run("two_channels", tmp_path, lie)


def test_goods_that_are_never_released_are_found(tmp_path: Path) -> None:
    def lie(shop: HonestShop) -> None:
        shop._release = lambda order: order.update(due=None)  # type: ignore[method-assign]

    with pytest.raises(UnmetError, match="MUG for eu was not released within 2:00:00"):
        run("two_places", tmp_path, lie)
