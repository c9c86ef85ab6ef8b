"""The first ledgers: what any order system is mapped onto. One data class each, the single source of every schema.

Append-only. Every row carries the envelope of `Row`. A ledger of *facts* tells what happened and has one witness per
kind; a ledger of *claims* tells what a system says. Money is integer minor units of the row's or the order's currency,
quantities are integers in the SKU's unit step, times are UTC with microseconds. Names follow UCP, ACP and CloudEvents
where those have one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.model.columns import columns_of
from orderproof.model.ledgers.books import DocumentAdjustments, DocumentTaxes, Postings
from orderproof.model.ledgers.envelope import Row  # noqa: TC001 - the name is re-exported
from orderproof.model.ledgers.journey import (
    Consents,
    Destinations,
    Holds,
    LineChanges,
    Lines,
    Orders,
    Remedies,
    Returns,
    Statuses,
)
from orderproof.model.ledgers.money import (
    Balances,
    Discounts,
    DocumentLines,
    Documents,
    Offers,
    OrderTotals,
    Payments,
    Prices,
    Taxes,
)
from orderproof.model.ledgers.stock import Allocations, Bom, Listings, Locations, Parcels, StockLevels, StockMoves
from orderproof.model.ledgers.story import Addresses, Commands, Deliveries, Notices, Promises, Reads, Scans
from orderproof.model.ledgers.tariffs import Rates, ShippingPrices, TaxRates

if TYPE_CHECKING:
    from orderproof.model.columns import Column

LEDGERS: dict[str, type[Row]] = {
    each.ledger: each
    for each in (
        Orders, OrderTotals, Lines, LineChanges, Discounts, Taxes, Statuses, Payments, StockMoves, StockLevels, Parcels,
        Scans, Returns, Documents, DocumentLines, Notices, Promises, Holds, Reads, Commands,
        Prices, Offers, Listings,
        Balances, Remedies,
        DocumentTaxes, DocumentAdjustments, Postings, TaxRates, ShippingPrices, Rates,
        Bom, Allocations, Locations,
        Destinations, Consents,
        Addresses, Deliveries,
    )
}  # fmt: skip
"""Every ledger by its name, in the order of the reference page."""

COLUMNS: dict[str, tuple[Column, ...]] = {name: columns_of(row) for name, row in LEDGERS.items()}
"""The columns of every ledger: envelope first, then its own."""
