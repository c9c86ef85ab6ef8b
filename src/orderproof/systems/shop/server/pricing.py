"""What an order costs: discounts line by line and over all, tax on what is left, shipping; whole minor units only."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .catalogue import Catalogue
    from .parts import Parts

Line = dict[str, Any]
MILLION = 1_000_000
STANDARD = "standard"


def bill_of(
    parts: Parts,
    catalogue: Catalogue,
    channel: str,
    address: Mapping[str, str],
    lines: Sequence[Line],
    coupon: str | None,
) -> dict[str, Any]:
    """Price lines (line_id, sku, quantity, unit_price): totals, discounts, taxes, and what each line comes to.

    `value` of a line is what its units cost after all discounts with tax, `tax` the part of it that is tax.
    """
    worth = {line["line_id"]: line["quantity"] * line["unit_price"] for line in lines}
    discounts = parts.discounts_of(catalogue, lines, coupon)
    taken = dict.fromkeys(worth, 0)
    for discount in discounts:
        for line_id, amount in discount["by_line"].items():
            taken[line_id] += amount
    includes_tax = catalogue.channels[channel].price_includes_tax
    country, region = address["country"], address.get("region")
    taxes, by_line = [], {}
    for line in lines:
        line_id = line["line_id"]
        rate = parts.rate_of(catalogue, country, region, catalogue.products[line["sku"]].category)
        base, tax = parts.tax_of(worth[line_id], taken[line_id], rate, includes_tax=includes_tax)
        taxes.append(_tax_row(line_id, country, region, catalogue.products[line["sku"]].category, (rate, base, tax)))
        left = worth[line_id] - taken[line_id]
        by_line[line_id] = {"value": left if includes_tax else left + tax, "tax": tax}
    items, discount = sum(worth.values()), sum(taken.values())
    shipping = parts.shipping_of(catalogue, channel, items - discount)
    rate, is_taxed = catalogue.tax(country, region, STANDARD)
    base, shipping_tax = parts.tax_of(shipping, 0, rate if is_taxed else 0, includes_tax=includes_tax)
    if shipping:
        taxes.append(_tax_row(None, country, region, STANDARD, (rate if is_taxed else 0, base, shipping_tax)))
    tax = sum(each["amount"] for each in taxes)
    return {
        "items": items,
        "discount": discount,
        "shipping": shipping,
        "fees": 0,
        "tax": tax,
        "total": parts.total_of(items, discount, shipping, tax, includes_tax=includes_tax),
        "discounts": discounts,
        "taxes": taxes,
        "by_line": by_line,
        "shipping_value": shipping if includes_tax else shipping + shipping_tax,
        "shipping_tax": shipping_tax,
    }


def rate_of(catalogue: Catalogue, country: str, region: str | None, category: str) -> int:
    """Give the tax rate of a product's category at a destination, in millionths."""
    return catalogue.tax(country, region, category)[0]


def tax_of(worth: int, taken: int, rate: int, *, includes_tax: bool) -> tuple[int, int]:
    """Give the taxable base and the tax of what is left after discounts; half a minor unit goes up."""
    left = worth - taken
    if includes_tax:
        tax = half_up(left * rate, MILLION + rate)
        return left - tax, tax
    return left, half_up(left * rate, MILLION)


def total_of(items: int, discount: int, shipping: int, tax: int, *, includes_tax: bool) -> int:
    """Add up what the customer pays."""
    return items - discount + shipping + (0 if includes_tax else tax)


def discounts_of(catalogue: Catalogue, lines: Sequence[Line], coupon: str | None) -> list[dict[str, Any]]:
    """Take off offers for lines first, then offers for the order, then the coupon: each of what is left by then."""
    left = {line["line_id"]: line["quantity"] * line["unit_price"] for line in lines}
    found: list[dict[str, Any]] = []

    def take(offer: str, line_id: str | None, by_line: dict[str, int]) -> None:
        amount = sum(by_line.values())
        if amount > 0:
            for each, part in by_line.items():
                left[each] -= part
            found.append(
                {"offer": offer, "line_id": line_id, "amount": amount, "position": len(found) + 1, "by_line": by_line}
            )

    for offer, line in itertools.product(_offers(catalogue, "line_percent"), lines):
        if line["sku"] == offer["sku"]:
            line_id = line["line_id"]
            take(offer["offer"], line_id, {line_id: half_up(left[line_id] * offer["percent"], 100)})
    for offer in _offers(catalogue, "order_amount"):
        if sum(left.values()) >= offer["from"]:
            take(offer["offer"], None, shared(min(offer["amount"], sum(left.values())), left))
    if coupon is not None and coupon in catalogue.coupons:
        given = catalogue.coupons[coupon]
        whole = sum(left.values())
        amount = half_up(whole * given["percent"], 100) if given["kind"] == "order_percent" else given["amount"]
        take(coupon, None, shared(min(amount, whole), left))
    return found


def _offers(catalogue: Catalogue, kind: str) -> list[dict[str, Any]]:
    return [each for each in catalogue.offers if each["kind"] == kind]


def shipping_of(catalogue: Catalogue, channel: str, worth: int) -> int:
    """Give the charge for shipping, which is free from a worth on."""
    method = catalogue.shipping[channel][0]
    free_from = method.get("free_from")
    return 0 if free_from is not None and worth >= free_from else int(method["price"])


def shared(amount: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share an amount by weights, to the last minor unit: the largest remainders get what is left."""
    whole = sum(weights.values())
    if whole == 0:
        return dict.fromkeys(weights, 0)
    parts = {each: amount * weight // whole for each, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda each: (-(amount * weights[each] % whole), each))
    for each in by_remainder[: amount - sum(parts.values())]:
        parts[each] += 1
    return parts


def part_of(amount: int, begin: int, end: int, units: int) -> int:
    """Give what the units from `begin` to `end` of a line come to: parts of a line always add up to the whole."""
    return 0 if units == 0 else amount * end // units - amount * begin // units


def half_up(numerator: int, denominator: int) -> int:
    """Divide whole numbers that are not negative, half a unit up."""
    return (2 * numerator + denominator) // (2 * denominator)


def _tax_row(
    line_id: str | None, country: str, region: str | None, category: str, figures: tuple[int, int, int]
) -> dict[str, Any]:
    rate, base, amount = figures
    return {
        "line_id": line_id,
        "jurisdiction": country if region is None or country != "US" else f"{country}-{region}",
        "category": category if rate else "exempt",
        "rate": rate,
        "base": base,
        "amount": amount,
    }
