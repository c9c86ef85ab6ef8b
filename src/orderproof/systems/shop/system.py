"""The embedded shop, as the shelf of systems knows it: what it is, what it needs, and what it opens with."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from orderproof.model.commands import Command
from orderproof.systems.shop.process import catalogue
from orderproof.systems.shop.shop import Shop

if TYPE_CHECKING:
    from collections.abc import Callable

    from orderproof.drive.port import Running
    from orderproof.drive.setting import Setting

ABOUT = "The embedded shop: a small, honest order system with two channels and three warehouses; comes with Orderproof"
VERSIONS: tuple[str, ...] = ()
DATABASE: str | None = None
RATE = 40
HERE = Path(__file__).parent
PACKAGES = ("starlette", "uvicorn", "sqlalchemy", "psycopg", "aiohttp", "aiosmtpd")
PLENTY = 20_000
EVERYWHERE = ("MUG", "BOOK", "LAMP")
ONLY_IN = {"TENT": "lyon", "STOVE": "berlin"}
RARE_UNITS = 2


def missing() -> tuple[str, ...]:
    """Name the packages that are not installed: they come with the extra `play`."""
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    return (f"packages {', '.join(lacking)}: pip install 'orderproof[play]'",) if lacking else ()


def install(version: str, cache: Path, tell: Callable[[str], None], *, own_file: bool = False) -> None:
    """Nothing is to be installed: the shop comes with Orderproof."""


def remove(version: str, cache: Path) -> None:
    """Nothing was installed."""


def make(setting: Setting) -> Running:
    """Make a shop that is not started yet."""
    return Shop(setting)


def opening() -> tuple[Command, ...]:
    """Have the warehouses receive what is sold: plenty of most, two of each rare thing, and no chairs."""
    sold = catalogue()
    rare = [product["sku"] for product in sold["products"] if product["sku"].startswith("RARE")]
    stock = [(sku, place, PLENTY) for sku in EVERYWHERE for place in sold["locations"]]
    stock += [(sku, place, PLENTY) for sku, place in ONLY_IN.items()]
    stock += [(sku, "berlin", RARE_UNITS) for sku in rare]
    return tuple(
        Command(
            verb="receive_stock",
            client="people",
            arguments={"sku": sku, "location": place, "quantity": quantity},
        )
        for sku, place, quantity in stock
    )


def profile(version: str | None = None) -> str:  # noqa: ARG001 - it has no versions
    """Read the profile: what this system declares of itself."""
    return (HERE / "profile.toml").read_text(encoding="utf-8")
