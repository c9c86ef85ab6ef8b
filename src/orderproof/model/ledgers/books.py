"""The books: what stands on a document besides its lines, and what was posted to which account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from orderproof.model.columns import needed, optional
from orderproof.model.ledgers.envelope import Row
from orderproof.model.words import ACCOUNTS, ADJUSTMENT_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTaxes(Row):
    """A line of a document's tax breakdown: one category at one rate."""

    ledger: ClassVar[str] = "document_taxes"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("document_id",)
    document_id: str = needed("the document")
    category: str | None = optional("tax category: standard, reduced, zero, exempt, reverse_charge, export")
    reason: str | None = optional("why nothing is charged, where nothing is")
    rate: int | None = optional("millionths: 190000 is 19 %", not_negative=True)
    base: int | None = optional("taxable amount, minor units")
    amount: int | None = optional("tax, minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAdjustments(Row):
    """Something was taken off a whole document, or added to it."""

    ledger: ClassVar[str] = "document_adjustments"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("document_id",)
    kind_column: ClassVar[str | None] = "kind"
    document_id: str = needed("the document")
    kind: str = needed("taken off or added", ADJUSTMENT_KINDS)
    amount: int = needed("how much, without tax, minor units", not_negative=True)
    category: str | None = optional("its tax category, as the breakdown names it")
    rate: int | None = optional("its tax rate in millionths: 190000 is 19 %", not_negative=True)
    reason: str | None = optional("why")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings(Row):
    """An amount was posted to an account: one side of a journal entry."""

    ledger: ClassVar[str] = "postings"
    nature: ClassVar[str] = "claim"
    keys: ClassVar[tuple[str, ...]] = ("entry_id",)
    kind_column: ClassVar[str | None] = "account"
    entry_id: str = needed("the journal entry, whose rows balance")
    account: str = needed("what the account is for", ACCOUNTS)
    debit: int = needed("minor units of `currency`; 0 where the row is a credit", not_negative=True)
    credit: int = needed("minor units of `currency`; 0 where the row is a debit", not_negative=True)
    currency: str = needed("ISO 4217 code")
    order_id: str | None = optional("the order it is about")
    document_id: str | None = optional("the document it books")
