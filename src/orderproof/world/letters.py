"""What a mail says: facts are lines of a label and a value, in its plain text or, where there is none, in its page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from orderproof.model.iso4217 import EXPONENTS

if TYPE_CHECKING:
    from email.message import EmailMessage

LINE_CHARS_MAX = 200
FACTS = {
    "order": "order", "status": "status", "total": "total", "items": "items", "tracking": "tracking", "date": "date",
    "refund": "refund",
}  # fmt: skip
LABEL = re.compile(r"^\s*([A-Za-z]{1,20}):[ \t]*(\S.*?)\s*$")
AMOUNT = re.compile(r"(-?)(\d{1,15})(?:\.(\d{1,4}))? ([A-Z]{3})", re.ASCII)
PRICE = re.compile(r"(-?)([€$£])(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,4}))?")
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
NUMBER = re.compile(r"#([A-Za-z0-9-]{4,40})")
CELLS, BREAKS = {"td", "th"}, {"p", "div", "tr", "li", "br", "h1", "h2", "h3", "table"}
UNSEEN = {"style", "script", "title", "head"}


def text_of(message: EmailMessage) -> str:
    """Give the text of a message, each row of a table on one line; what cannot be read is empty."""
    try:
        part = message.get_body(("plain", "html"))
        content = "" if part is None else part.get_content()
        is_page = part is not None and part.get_content_type() == "text/html"
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError):  # what the parser meets in odd mails
        return ""
    if not isinstance(content, str):
        return ""
    text = content.encode("utf-8", "replace").decode()
    return _page_text(text) if is_page else text


def subject_of(subject: str) -> tuple[str | None, str | None]:
    """Read the order's number and the kind of message out of a subject like `Order confirmation for #A1B2C3`."""
    found = NUMBER.search(subject)
    words = re.findall(r"[a-z]+", NUMBER.sub("", subject).lower())
    return (None if found is None else found[1]), "-".join(words) or None


def facts_of(text: str) -> dict[str, str]:
    """Read the facts out of a message: lines of a label and a value; amounts become minor units."""
    told: dict[str, str] = {}
    for line in text.splitlines():
        found = LABEL.match(line[:LINE_CHARS_MAX])
        if found is None or found[1].lower() not in FACTS:
            continue
        name, value = FACTS[found[1].lower()], found[2]
        amount = AMOUNT.fullmatch(_worded(value))
        if name in told or "@" in value:  # no fact is an address, and no address is kept
            continue
        told[name] = minor(amount) if amount is not None else value
        if amount is not None and name == "total":
            told["currency"] = amount[4]
    return told


def minor(amount: re.Match[str]) -> str:
    """Write an amount like 12.34 EUR in minor units, by the currency's own exponent; an odd one stays as it is."""
    exponent = EXPONENTS.get(amount[4])
    decimals = amount[3] or ""
    if exponent is None or len(decimals) > exponent:
        return amount[0]
    return f"{amount[1]}{int(amount[2] + decimals.ljust(exponent, '0'))}"


def _worded(value: str) -> str:
    """Write a price like €1,234.50 as 1234.50 EUR; anything else, and what no currency has, as it is."""
    price = PRICE.fullmatch(value)
    if price is None or len(price[4] or "") > EXPONENTS.get(SIGNS[price[2]], 2):
        return value
    decimals = "" if price[4] is None else f".{price[4]}"
    return f"{price[1]}{price[3].replace(',', '')}{decimals} {SIGNS[price[2]]}"


def _page_text(page: str) -> str:
    reader = _Page()
    reader.feed(page)
    reader.close()
    return "\n".join(" ".join(line.split()) for line in "".join(reader.parts).splitlines() if line.strip())


class _Page(HTMLParser):
    """Keeps what is read, with a new line where a block ends."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
        self._unseen += tag in UNSEEN
        self.parts.append("\n" if tag in BREAKS else " " if tag in CELLS else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in UNSEEN and self._unseen > 0
        self.parts.append("\n" if tag in BREAKS else " " if tag in CELLS else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))
