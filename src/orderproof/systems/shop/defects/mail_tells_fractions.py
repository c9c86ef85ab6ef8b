"""The confirmation tells the total to a tenth of a cent.

pillar: money
case: Medusa KB-M059 (a total that is no whole number); saleor #12235 (yen with decimals)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.mailing import mail_text, money

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Write the total of a mail with digits that nobody can pay."""
    return replace(parts, mail_text=_with_fractions)


def _with_fractions(template: str, told: dict[str, Any]) -> str:
    text = mail_text(template, told)
    if "total" not in told:
        return text
    number, currency = money(told["total"], told["currency"]).split()
    return text.replace(f"{number} {currency}", f"{number}3 {currency}")
