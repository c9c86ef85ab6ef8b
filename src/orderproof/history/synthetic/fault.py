"""One way to go wrong, as it can be planted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong: `ending` is completed, returned or cancelled; `rules` are all rules that it breaks.

    `key` is the column that names the subject: of the order that carries the fault, or of its first line's stock.
    """

    name: str
    ending: str
    rules: tuple[str, ...]
    key: str = "order_id"
