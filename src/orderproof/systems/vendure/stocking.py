"""The merchant's people at the shelves: what lies where, as Vendure's books have it, and how that is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orderproof.systems.vendure.answers import RefusedError, refused, taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.commands import Command
    from orderproof.systems.vendure.graphql import Staff


class Shelves:
    """Reads and sets stock levels through the admin API. Raises RefusedError where Vendure says no."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff

    async def adjust(self, command: Command) -> Mapping[str, Any]:
        """Set what lies on hand of a thing at a place."""
        given = command.arguments
        found = taken(
            await self._staff.ask(
                "query($s: String!) { productVariants(options: {filter: {sku: {eq: $s}}}) { items { id "
                "stockLevels { stockOnHand stockAllocated stockLocation { id name } } } } }",
                {"s": given["sku"]},
            )
        )["items"]
        if not found:
            raise RefusedError(refused("ENTITY_NOT_FOUND", f"there is no {given['sku']}"))
        found = found[0]
        places = {each["stockLocation"]["name"]: each["stockLocation"]["id"] for each in found["stockLevels"]}
        place = places.get(given["location"])
        if place is None:
            raise RefusedError(refused("ENTITY_NOT_FOUND", f"{given['sku']} lies at no place {given['location']}"))
        level = {"stockLocationId": place, "stockOnHand": given["quantity"]}
        changed = taken(
            await self._staff.ask(
                "mutation($i: [UpdateProductVariantInput!]!) { updateProductVariants(input: $i) { id } }",
                {"i": [{"id": found["id"], "stockLevels": [level]}]},
            )
        )
        return {"changed": changed}

    async def levels(self) -> list[dict[str, Any]]:
        """Read every level as one list."""
        items: list[Any] = []
        while True:
            page = taken(
                await self._staff.ask(
                    "query($skip: Int!) { productVariants(options: {take: 100, skip: $skip, sort: {id: ASC}}) "
                    "{ totalItems items { sku stockLevels { stockOnHand stockAllocated stockLocation { name } } } } }",
                    {"skip": len(items)},
                )
            )
            items += page["items"]
            if len(items) >= page["totalItems"] or not page["items"]:
                break
        return [
            {
                "sku": each["sku"],
                "location": level["stockLocation"]["name"],
                "on_hand": level["stockOnHand"],
                "reserved": level["stockAllocated"],
                "available": level["stockOnHand"] - level["stockAllocated"],
            }
            for each in items
            for level in each["stockLevels"]
        ]
