"""What a bad input is in the tests: one change to a good source, and what the sentence about it has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.errors import InputError

FOLDER = object()
"""In place of a file's content: there is a folder of that name."""

ORDERS = "select id as order_id, currency, placed as placed_at from sales"
PAYMENTS = """
select id as order_id, 'capture' as kind, state, minor(total, currency) as amount, currency from sales
"""
SALES = (
    "id,currency,placed,state,total\nA,EUR,2024-03-01 12:00:00,succeeded,10.00\nB,EUR,2024-03-02 12:00:00,failed,2.50\n"
)
GOOD: Mapping[str, object] = {
    "data/sales.csv": SALES,
    "map/orders.sql": ORDERS,
    "map/payments.sql": PAYMENTS,
    "map/profile.toml": 'name = "shop"\n',
}


@dataclass(frozen=True, slots=True)
class Bad:
    """What is changed (None: removed), and what the sentence has to say."""

    change: Mapping[str, object]
    error: type[InputError]
    what: str
    where: str
    mend: str
    source: str = "data"
    mapping: str | None = "map"
    profile: str | None = None


def sales(old: str, new: str) -> Mapping[str, object]:
    """Change the good source in one place."""
    assert old in SALES
    return {"data/sales.csv": SALES.replace(old, new, 1)}


def only(name: str, content: object) -> Mapping[str, object]:
    """Replace the good source by one file."""
    return {"data/sales.csv": None, f"data/{name}": content}
