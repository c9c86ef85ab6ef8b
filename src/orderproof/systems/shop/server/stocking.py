"""Stock: reserved under the lock of its row, place by place, and let go once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from .ordering import tell
from .tables import stock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from .catalogue import Catalogue
    from .service import Service

Cell = tuple[str, str]


def reserve(
    service: Service, con: Connection, order_id: str, wanted: Sequence[tuple[str, str, int]], places: Sequence[str]
) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Keep units of (line_id, sku, units) at the first places that have them, one place for all where one has all.

    Returns what was kept (line_id by location to units) and what was missing (line_id to units).
    """
    if not wanted:
        return {}, {}
    free = service.parts.free_units(con, sorted({sku for _, sku, _ in wanted}))
    kept, missing = service.parts.allocate(wanted, places, free)
    skus = {line_id: sku for line_id, sku, _ in wanted}
    for location, lines in kept.items():
        for line_id, units in lines.items():
            service.parts.book_reserved(con, skus[line_id], location, units)
            _told(service, con, "reserved", order_id, (line_id, skus[line_id], location, units))
    return kept, missing


def release(service: Service, con: Connection, order_id: str, cell: tuple[str, str, str, int]) -> None:
    """Let go units of (line_id, sku, location, units) that were kept."""
    _, sku, location, units = cell
    con.execute(
        update(stock).where(stock.c.sku == sku, stock.c.location == location).values(reserved=stock.c.reserved - units)
    )
    _told(service, con, "released", order_id, cell)


def free_units(con: Connection, skus: Sequence[str]) -> dict[Cell, int]:
    """Lock the rows of some SKUs, in order, and tell what of each is free."""
    rows = con.execute(
        select(stock.c.sku, stock.c.location, stock.c.on_hand, stock.c.reserved)
        .where(stock.c.sku.in_(skus))
        .order_by(stock.c.sku, stock.c.location)
        .with_for_update()
    )
    return {(sku, location): on_hand - reserved for sku, location, on_hand, reserved in rows}


def book_reserved(con: Connection, sku: str, location: str, units: int) -> None:
    """Count units as kept."""
    con.execute(
        update(stock).where(stock.c.sku == sku, stock.c.location == location).values(reserved=stock.c.reserved + units)
    )


def allocate(
    wanted: Sequence[tuple[str, str, int]], places: Sequence[str], free: Mapping[Cell, int]
) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Choose places: the first that has everything, else each line from the first places that have some of it."""
    left = dict(free)
    for place in places:
        needed: dict[str, int] = {}
        for _, sku, units in wanted:
            needed[sku] = needed.get(sku, 0) + units
        if all(left.get((sku, place), 0) >= units for sku, units in needed.items()):
            return {place: {line_id: units for line_id, _, units in wanted}}, {}
    kept: dict[str, dict[str, int]] = {}
    missing: dict[str, int] = {}
    for line_id, sku, units in wanted:
        open_units = units
        for place in places:
            taken = min(open_units, max(0, left.get((sku, place), 0)))
            if taken:
                kept.setdefault(place, {})[line_id] = taken
                left[sku, place] -= taken
                open_units -= taken
        if open_units:
            missing[line_id] = open_units
    return kept, missing


def route(catalogue: Catalogue, country: str) -> list[str]:
    """Say in which order warehouses are asked for a destination: as the catalogue declares."""
    return catalogue.route(country)


def received(con: Connection, sku: str, location: str, units: int, reserved: int = 0) -> None:
    """Change what lies on a shelf, and what of it is kept, by so many units."""
    changed = con.execute(
        update(stock)
        .where(stock.c.sku == sku, stock.c.location == location)
        .values(on_hand=stock.c.on_hand + units, reserved=stock.c.reserved + reserved)
    )
    if changed.rowcount == 0:
        con.execute(insert(stock).values(sku=sku, location=location, on_hand=units, reserved=reserved))


def level(on_hand: int, reserved: int) -> dict[str, int]:
    """Tell one level as the shop shows it."""
    return {"on_hand": on_hand, "reserved": reserved, "available": max(0, on_hand - reserved)}


def levels(service: Service) -> list[dict[str, Any]]:
    """Tell all levels as of one instant."""
    with service.database.read() as con:
        rows = con.execute(
            select(stock.c.sku, stock.c.location, stock.c.on_hand, stock.c.reserved).order_by(
                stock.c.sku, stock.c.location
            )
        ).all()
    return [
        {"sku": sku, "location": location, **service.parts.stock_level(on_hand, reserved)}
        for sku, location, on_hand, reserved in rows
    ]


def _told(service: Service, con: Connection, what: str, order_id: str, cell: tuple[str, str, str, int]) -> None:
    line_id, sku, location, units = cell
    reservation = f"{order_id}-{line_id}-{location}"
    tell(
        service, con, what, order_id,
        sku=sku, location=location, quantity=units, line_id=line_id, reservation_id=reservation,
    )  # fmt: skip
