"""Which column a key means, and what its text means there: a name to keep apart, money, a time, a yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.errors import NotationError
from orderproof.model.ledgers import COLUMNS
from orderproof.model.suggestion import allowed_instead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.columns import Column

SHORT: Mapping[str, tuple[str, ...]] = {
    "id": ("row_id",),
    "of": ("object_type",),
    "key": ("idempotency_key",),
    "qty": ("quantity",),
    "price": ("unit_price",),
    "refers": ("refers_to",),
    "from": ("valid_from",),
    "until": ("valid_until",),
}
"""Short keys besides the columns' own names; those ending in `_id`, `_at`, `_ref`, `_number` may drop that."""
ENDINGS = ("_id", "_at", "_ref", "_number")

NAMES = frozenset((
    "attachment", "cause_id", "checkout_id", "client", "command_id", "component", "customer", "document_id",
    "effect_id", "external_ref", "fulfilment_id", "idempotency_key", "intent_id", "location", "notice_id",
    "object_id", "offer", "order_id", "parcel_id", "payment_id", "public_number", "read_id", "recipient", "refers_to",
    "refund_id",
    "replaces", "reservation_id", "return_id", "row_id", "serial", "series", "settles", "sku", "subject",
    "supersedes", "tracking_number", "transfer_id",
    "account_id", "new_order_id", "remedy_id",
    "entry_id", "jurisdiction", "book", "rate_book",
    "address", "label_address", "event_id", "subscriber",
))  # fmt: skip
"""Columns that name an object: a story's prefix is put before them, so that stories in one history never meet."""
TOLD_NAMES = frozenset(("told.document", "told.order", "told.parcel", "told.tracking"))
"""Facts read out of a message that name an object."""

BY_NAME: Mapping[str, Mapping[str, Column]] = {
    ledger: {column.name: column for column in columns} for ledger, columns in COLUMNS.items()
}
"""Columns of every ledger by name."""


def is_name(key: str) -> bool:
    """Tell whether a column, or an entry of a map, names an object."""
    return key in NAMES or key in TOLD_NAMES


def is_money(column: Column) -> bool:
    """Tell whether a column holds minor units: what its description says is what counts."""
    return column.sql_type == "BIGINT" and "minor units" in column.says


def column_of(key: str, ledger: str, where: str) -> str:
    """Tell the column that a key means in a ledger, `told.total` staying as it is; NotationError when there is none."""
    name, dot, entry = key.partition(".")
    columns = BY_NAME[ledger]
    candidates = (name, *SHORT.get(name, ()), *(name + ending for ending in ENDINGS))
    found = next((each for each in candidates if each in columns), None)
    if found is None:
        own = [shown_key(each, ledger) for each in columns][::-1]
        raise NotationError(f"`{key}=` is no column of {ledger}", where, allowed_instead(name, own))
    if (columns[found].sql_type[:3] == "MAP") != bool(dot):
        mend = f"Write `{found}.total=20.00`." if not dot else f"Write `{name}=`."
        raise NotationError(f"`{key}=` does not fit the column {found}", where, mend)
    return f"{found}.{entry}" if dot else found


def shown_key(key: str, ledger: str) -> str:
    """Write the shortest key that means a column of a ledger."""
    name, dot, entry = key.partition(".")
    columns = BY_NAME[ledger]
    short = [each for each, meant in SHORT.items() if name in meant]
    short += [name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)]
    fits = [each for each in short if each not in columns and column_of(each, ledger, "") == name]
    return (fits[0] if fits else name) + dot + entry
