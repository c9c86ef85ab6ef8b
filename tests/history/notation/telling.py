"""What the tests of the notation share: stories that end now, and rows without what goes without saying."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from orderproof.history.notation import parse_story
from orderproof.history.notation.keys import BY_NAME

if TYPE_CHECKING:
    from orderproof.model.ledgers.envelope import Row

NOW = datetime(2026, 6, 30, 12)  # noqa: DTZ001 - times of ledgers are naive UTC
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def rows_of(story: str, prefix: str = "") -> tuple[Row, ...]:
    """Read a story that ends now."""
    return parse_story(story, run="test", ends_at=NOW, prefix=prefix)


def said(row: Row) -> dict[str, Any]:
    """Tell what a row says beyond who, when, which row and what holds for most."""
    silent = ("run", "source", "row_id", "occurred_at")
    told = {name: getattr(row, name) for name in BY_NAME[row.ledger] if name not in silent}
    return {name: value for name, value in told.items() if value not in (None, "certain")}


def times_of(story: str) -> list[datetime | None]:
    """Read a story and tell when its rows happened."""
    return [row.occurred_at for row in rows_of(story)]
