"""How answers spell money, times and a system's own words: exact, harmless on a terminal, never markup on a page."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from orderproof.model.iso4217 import EXPONENTS
from orderproof.model.money import format_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from orderproof.model.verdict import Acceptance, Amount, JsonValue

CONTROL_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that steer a terminal or a reader: controls, direction marks, surrogates, separators."""

_PUNCTUATION = re.compile(r"([\\`*_\[\]|~])")
_BULLET = re.compile(r"^(\d+(?=[.)](?: |$))|(?=[-+=>]))")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}
_LINKS = re.compile(r"([@#])|(:)(?=//|[A-Za-z+_-][\w+-]*:)|(?i:\b(www|GH|mailto|xmpp))(?=[.:-])")


class Markdown(str):
    """Text that is markup already, because we wrote it: the page takes it as it stands."""

    __slots__ = ()


def one_line(text: object) -> str:
    """Spell any text on one line: white space becomes a space, what would steer a terminal is spelled out."""
    spaced = " ".join(str(text).split())
    return "".join(_visible(each) if unicodedata.category(each) in CONTROL_CATEGORIES else each for each in spaced)


def escaped(text: object) -> str:
    """Spell any text so that GitHub flavoured Markdown shows it letter by letter.

    No emphasis, table cell, HTML, link, mention, issue number, emoji or formula can come out of it.
    """
    plain = one_line(text)
    plain = "".join(_ENTITIES.get(each, each) for each in plain)
    plain = _BULLET.sub(r"\1\\", _PUNCTUATION.sub(r"\\\1", plain))
    return _LINKS.sub(lambda found: f"{found.group(0)}<!-- -->", plain).replace("$", "<span>$</span>")


def figure(count: int) -> str:
    """Spell a count with thousands separators: 104,206."""
    return f"{count:,}"


def money(amount: Amount) -> str:
    """Spell an amount in its currency's decimals: 1234.50 BRL, 1235 JPY; minor units where the currency is unknown."""
    if amount.currency in EXPONENTS:
        return format_minor(amount.amount_minor, amount.currency)
    return f"{amount.amount_minor} minor units of {one_line(amount.currency)}"


def moneys(amounts: Iterable[Amount]) -> str:
    """Spell sums of several currencies side by side; they are never added."""
    return " + ".join(money(each) for each in amounts)


def instant(moment: datetime) -> str:
    """Spell a UTC instant as ISO 8601: 2018-10-17T00:00:00Z, with microseconds only where there are some."""
    return f"{moment.replace(tzinfo=None).isoformat()}Z"


def accepted_words(acceptance: Acceptance) -> str:
    """Spell why a finding does not fail: `accepted until 2027-01-31: the shop closes then`."""
    return f"accepted until {acceptance.until.isoformat()}: {one_line(acceptance.reason)}"


def subject_words(subject: Mapping[str, JsonValue]) -> str:
    """Spell a subject: `order_id=A, currency=EUR`."""
    return ", ".join(f"{one_line(name)}={one_line(value)}" for name, value in subject.items())


def _visible(letter: str) -> str:
    """Spell out a letter that cannot be seen, as Python would: backslash, x1b for an escape."""
    return letter.encode("ascii", "backslashreplace").decode() if letter > "\x7f" else f"\\x{ord(letter):02x}"
