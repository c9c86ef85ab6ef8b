"""Money: integer minor units of an ISO 4217 currency. The only place where decimal text becomes units, and back."""

from __future__ import annotations

import re

from orderproof.errors import MoneyError
from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.suggestion import allowed_instead

MINOR_MAX = 2**63 - 1
"""The ledgers store 64 bits."""

_DECIMAL = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))?", re.ASCII)


def exponent_of(currency: str, where: str = "currency") -> int:
    """Minor-unit digits of a currency: EUR 2, JPY 0, KWD 3. `where` is told when there is no such currency."""
    exponent = EXPONENTS.get(currency)
    if exponent is None:
        raise MoneyError(f"{currency!r} is no ISO 4217 currency", where, allowed_instead(currency, EXPONENTS))
    return exponent


def parse_minor(text: str, currency: str, where: str = "amount") -> int:
    """Read decimal text as exact minor units: "10.5" EUR is 1050. Nothing is rounded: 1.5 JPY is an error."""
    exponent = exponent_of(currency, where)
    parts = _DECIMAL.fullmatch(text)
    if parts is None:
        raise MoneyError(f"{text!r} is not an amount", where, "Write digits and at most one point, like 1234.50 or -3.")
    sign, whole, fraction = parts[1], parts[2], (parts[3] or "").rstrip("0")
    if len(fraction) > exponent:
        raise MoneyError(
            f"{text} {currency} is finer than its smallest unit", where, f"{currency} has {exponent} decimals."
        )
    amount_minor = int(sign + whole + fraction.ljust(exponent, "0"))
    if abs(amount_minor) > MINOR_MAX:
        raise MoneyError(f"{text} {currency} does not fit", where, "Amounts are stored in 64 bits of minor units.")
    return amount_minor


def format_minor(amount_minor: int, currency: str) -> str:
    """Write minor units for people: 1000 EUR is "10.00 EUR"."""
    return f"{decimal_text(amount_minor, currency)} {currency}"


def decimal_text(amount_minor: int, currency: str) -> str:
    """Write minor units as a decimal without the currency: 1000 EUR is "10.00"; `parse_minor` reads it back."""
    exponent = exponent_of(currency)
    digits = str(abs(amount_minor)).rjust(exponent + 1, "0")
    sign = "-" if amount_minor < 0 else ""
    return f"{sign}{digits[:-exponent]}.{digits[-exponent:]}" if exponent else f"{sign}{digits}"
