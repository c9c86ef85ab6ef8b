"""Stock levels are read page after page, and set for one thing at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.systems.vendure.graphql import Speaker, Staff
from orderproof.systems.vendure.stocking import Shelves
from tests.systems.vendure.made import wish
from tests.systems.vendure.talk import Talk, asking

if TYPE_CHECKING:
    from collections.abc import Mapping


def level(place: str, on_hand: int, allocated: int) -> dict[str, Any]:
    location = {"id": f"id of {place}", "name": place}
    return {"stockOnHand": on_hand, "stockAllocated": allocated, "stockLocation": location}


GOODS = [
    {"id": "v1", "sku": "MUG", "stockLevels": [level("berlin", 9, 2), level("lyon", 4, 0)]},
    {"id": "v2", "sku": "CHAIR", "stockLevels": [level("berlin", -3, 1)]},
    {"id": "v3", "sku": "BOOK", "stockLevels": []},
]


def test_levels_are_read_page_after_page_and_what_is_left_to_sell_is_worked_out() -> None:
    def page(variables: Mapping[str, Any]) -> dict[str, Any]:
        return {"totalItems": len(GOODS), "items": GOODS[variables["skip"] :][:1]}

    async def work(talk: Talk, speaker: Speaker) -> tuple[list[dict[str, Any]], list[Any]]:
        return await Shelves(Staff(speaker, "p")).levels(), talk.of("productVariants")

    read, asked = asking(work, {"productVariants": page})
    assert [tuple(each.values()) for each in read] == [
        ("MUG", "berlin", 9, 2, 7), ("MUG", "lyon", 4, 0, 4), ("CHAIR", "berlin", -3, 1, -4),
    ]  # fmt: skip
    assert asked == [{"skip": 0}, {"skip": 1}, {"skip": 2}]


def test_a_list_that_ends_early_is_not_asked_for_without_end() -> None:
    async def work(talk: Talk, speaker: Speaker) -> tuple[list[dict[str, Any]], int]:
        return await Shelves(Staff(speaker, "p")).levels(), len(talk.of("productVariants"))

    assert asking(work, {"productVariants": {"totalItems": 5, "items": []}}) == ([], 1)


def test_a_level_is_set_at_the_one_place_that_is_named() -> None:
    async def work(talk: Talk, speaker: Speaker) -> list[Any]:
        command = wish("adjust_stock", sku="MUG", location="lyon", quantity=11)
        await Shelves(Staff(speaker, "p")).adjust(command)
        return talk.of("productVariants") + talk.of("updateProductVariants")

    says = {"productVariants": {"items": GOODS[:1]}, "updateProductVariants": [{"id": "v1"}]}
    assert asking(work, says) == [
        {"s": "MUG"},
        {"i": [{"id": "v1", "stockLevels": [{"stockLocationId": "id of lyon", "stockOnHand": 11}]}]},
    ]
