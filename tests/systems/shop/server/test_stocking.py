"""Stock: one place for all where one has all, else split; what is kept is not free, and never more than there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from orderproof.systems.shop.server.stocking import allocate, level
from tests.systems.shop.server.street import Shopper

if TYPE_CHECKING:
    from tests.systems.shop.server.street import Street

PLACES = ("berlin", "lyon", "reno")


def test_one_place_that_has_everything_is_preferred() -> None:
    free = {("A", "berlin"): 1, ("A", "lyon"): 2, ("B", "lyon"): 1}
    assert allocate([("1", "A", 2), ("2", "B", 1)], PLACES, free) == ({"lyon": {"1": 2, "2": 1}}, {})


def test_what_no_place_has_alone_is_split_in_routing_order() -> None:
    free = {("A", "berlin"): 1, ("A", "lyon"): 1, ("A", "reno"): 9}
    assert allocate([("1", "A", 10)], PLACES, free) == ({"berlin": {"1": 1}, "lyon": {"1": 1}, "reno": {"1": 8}}, {})


def test_what_is_nowhere_is_missing() -> None:
    assert allocate([("1", "A", 3)], PLACES, {("A", "lyon"): 2, ("A", "reno"): -1}) == ({"lyon": {"1": 2}}, {"1": 1})


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 5)), min_size=1, max_size=4),
    st.dictionaries(st.tuples(st.sampled_from("ABC"), st.sampled_from(PLACES)), st.integers(-2, 6)),
)
def test_no_unit_is_given_twice_and_none_is_lost(
    goods: list[tuple[str, int]], free: dict[tuple[str, str], int]
) -> None:
    wanted = [(str(nth), sku, units) for nth, (sku, units) in enumerate(goods)]
    kept, missing = allocate(wanted, PLACES, free)
    skus = {line_id: sku for line_id, sku, _ in wanted}
    given_out: dict[tuple[str, str], int] = {}
    for place, lines in kept.items():
        for line_id, units in lines.items():
            given_out[skus[line_id], place] = given_out.get((skus[line_id], place), 0) + units
    assert all(units <= free.get(cell, 0) for cell, units in given_out.items())
    for line_id, _, units in wanted:
        assert sum(lines.get(line_id, 0) for lines in kept.values()) + missing.get(line_id, 0) == units


def test_what_is_kept_is_not_available() -> None:
    assert level(5, 2) == {"on_hand": 5, "reserved": 2, "available": 3}
    assert level(1, 2)["available"] == 0


def test_levels_follow_an_order_through_its_life(street: Street) -> None:
    street.receive("RARE-3", 2, "reno")
    shopper = Shopper(street)
    order_id = shopper.buy({"RARE-3": 1})["order_id"]
    assert street.stock("RARE-3") == {"on_hand": 2, "reserved": 1, "available": 1}
    street.ship(order_id)
    assert street.stock("RARE-3") == {"on_hand": 1, "reserved": 0, "available": 1}


def test_every_reservation_is_told_and_so_is_its_end(street: Street) -> None:
    shopper = Shopper(street)
    order_id = shopper.buy({"MUG": 2})["order_id"]
    assert shopper.change(order_id, "cancel").status == 200
    names = ("sku", "location", "quantity", "line_id", "reservation_id")
    kept, let_go = ([tuple(each[name] for name in names) for each in street.journal(what, order_id)]
                    for what in ("reserved", "released"))  # fmt: skip
    assert kept == let_go
