"""The message about a refund tells the total of the order, whatever goes back.

pillar: story
case: OpenMage #4396 (the mail shows another amount than the books)
shows: always
journey: partial-return
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..server.mailing import mail_text

if TYPE_CHECKING:
    from ..server.parts import Parts


def swap(parts: Parts) -> Parts:
    """Write the order's total as the refund."""
    return replace(parts, mail_text=_whole_total)


def _whole_total(template: str, told: dict[str, Any]) -> str:
    return mail_text(template, {**told, "refund": told["total"]} if "refund" in told else told)
