"""What a verb is: the ledger it writes to, the words it takes, and what goes without saying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str | None]
"""What a step says about a row: column -> text in notation, None for "absent". `told.total` is an entry of a map."""

POSSIBLE: Texts = {"certainty": "possible"}
PLAIN, PLACE, EDIT, ROW, WAIT = "plain", "place", "edit", "row", "wait"

USUAL_SOURCE: Mapping[str, str] = {
    "orders": "system", "order_totals": "system", "lines": "system", "line_changes": "warehouse",
    "discounts": "system", "taxes": "system", "statuses": "system", "payments": "gateway",
    "stock_moves": "warehouse", "stock_levels": "system", "parcels": "warehouse", "scans": "carrier",
    "returns": "warehouse", "documents": "system", "document_lines": "system", "notices": "inbox",
    "promises": "system", "holds": "system", "reads": "driver", "commands": "driver", "prices": "system",
    "offers": "system",
    "listings": "system", "destinations": "system", "consents": "system",
    "addresses": "system", "deliveries": "system",
    "balances": "system", "remedies": "system",
    "document_taxes": "system", "document_adjustments": "system", "postings": "system", "tax_rates": "system",
    "shipping_prices": "system", "rates": "system",
    "bom": "system", "allocations": "system", "locations": "system",
}  # fmt: skip
"""Who speaks where a step names nobody: the usual witness of facts, the system for its claims."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One positional word of a verb.

    It fills its one column, or two that `separator` parts. A word without the separator fills the column `lone`, and
    the other one is then `other`.
    """

    shown: str
    columns: tuple[str, ...]
    optional: bool = False
    separator: str = ""
    lone: str = ""
    other: str | None = None

    def read(self, word: str) -> Texts:
        """Tell the columns' texts: `2:1` is one unit of line 2, and `1` one unit of line 1."""
        if not self.separator:
            return {self.columns[0]: word}
        left, found, right = word.rpartition(self.separator)
        if found:
            return dict(zip(self.columns, (left, right), strict=True))
        return dict.fromkeys(self.columns, self.other) | {self.lone: word}

    def write(self, texts: Texts) -> str | None:
        """Write the word back; None where the texts do not fill it."""
        left, right = texts.get(self.columns[0]), texts.get(self.columns[-1])
        if not self.separator:
            return left
        known = texts.get(self.lone)
        alone = known is not None and (left if self.lone == self.columns[-1] else right) == self.other
        if alone:
            return known
        return None if left is None or right is None else f"{left}{self.separator}{right}"


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: `fixed` columns make it what it is, `usual` ones hold unless the step says otherwise.

    In `usual`, `{order_id}` is the step's order and `{n}` counts the rows of the ledger in this story, 1 first.
    `unanswered` is what a `?` behind the verb adds. `says` is for the page, `example` is a story that holds the verb.
    """

    name: str
    ledger: str
    words: tuple[Slot, ...]
    says: str
    example: str
    fixed: Texts = field(default_factory=dict)
    usual: Texts = field(default_factory=dict)
    unanswered: Texts = field(default_factory=lambda: POSSIBLE)
    shape: str = PLAIN

    @property
    def fewest(self) -> int:
        """How many words it needs."""
        return sum(not slot.optional for slot in self.words)

    @property
    def usage(self) -> str:
        """Write how it is used: `capture ORDER AMOUNT [CURRENCY]`."""
        shown = (f"[{slot.shown}]" if slot.optional else slot.shown for slot in self.words)
        return " ".join((self.name, *shown, *EXTRA_WORDS.get(self.shape, ())))


EXTRA_WORDS: Mapping[str, tuple[str, ...]] = {
    PLACE: ("[UNITSxSKU", "[PRICE]]...", "CURRENCY"),
    EDIT: ("LINE +UNITS", "| +UNITSxSKU [PRICE]"),
    ROW: ("LEDGER",),
    WAIT: ("DURATION",),
}
"""Words that no single column takes, by the verb's shape."""
