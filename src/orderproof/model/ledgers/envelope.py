"""The envelope that every row of every ledger carries: who says it, when, how sure, and what led to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation
from typing import Any, ClassVar

from orderproof.model.words import CERTAINTIES


def _envelope(says: str, default: object = None, values: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - a field
    return field(
        default=default,
        metadata={
            "says": says,
            "values": values,
            "required": default is not None,
            "not_negative": False,
            "envelope": True,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The envelope: who says it, when, how sure, and what led to it."""

    ledger: ClassVar[str]
    nature: ClassVar[str] = "fact"
    """`fact` (has a witness per kind) or `claim` (what a system says)."""
    kind_column: ClassVar[str | None] = None
    """The column whose values are the kinds that a source may or may not observe."""
    keys: ClassVar[tuple[str, ...]] = ("order_id",)
    """The columns by which the stored ledger is sorted, before time."""

    run: str = _envelope("the campaign or data set", "run")
    source: str = _envelope(
        "who says so: system, gateway:<name>, carrier:<name>, warehouse, inbox, driver, ...", "system"
    )
    row_id: str = _envelope("unique within its source; the same id with the same content is a redelivery", "")
    settles: str | None = _envelope("the row_id of a possible row that this one settles")
    seq: int | None = _envelope("the source's own sequence number: gaps are detectable")
    effect_id: str | None = _envelope("the outside world's name of the effect: joins a claim to its fact")
    occurred_at: datetime | None = _envelope("business time claimed by the source")
    recorded_at: datetime | None = _envelope("when the source committed it")
    asked_at: datetime | None = _envelope("when Orderproof asked, for reads")
    observed_at: datetime | None = _envelope("when Orderproof saw the row")
    certainty: str = _envelope(
        "certain, possible (an unanswered command may have caused it) or void", "certain", CERTAINTIES
    )
    command_id: str | None = _envelope("the command that led to it")
    cause_id: str | None = _envelope("the event that led to it")
    actor: str | None = _envelope("who led to it")
