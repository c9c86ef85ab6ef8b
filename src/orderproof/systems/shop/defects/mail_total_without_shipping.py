"""The confirmation tells a total without the shipping that is charged.

pillar: story
case: OpenMage #4396 (the mail shows another total than the order)
shows: always
journey: plain-order
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.mailing import mail_text

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Leave the shipping out of the mail."""
    return replace(parts, mail_text=_without_shipping)


def _without_shipping(template: str, told: dict[str, Any]) -> str:
    return mail_text(template, {**told, "total": told["total"] - told["shipping"]})
