"""Columns: what a ledger's data class declares is what is stored, checked and documented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - the stored type is read off the annotation

from orderproof.model.columns import Column, columns_of, needed, optional


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighings:
    """A parcel was put on a scale."""

    parcel_id: str = needed("the parcel")
    grams: int = needed("what it weighs", not_negative=True)
    scale: str | None = optional("which scale", ("gate", "belt"))
    weighed_at: datetime | None = optional("when")
    is_sealed: bool | None = optional("whether it was closed")
    marks: dict[str, str] | None = optional("what stands on it")


def test_a_column_carries_its_type_its_meaning_and_its_limits() -> None:
    assert columns_of(Weighings)[:3] == (
        Column("parcel_id", "VARCHAR", "the parcel", required=True),
        Column("grams", "BIGINT", "what it weighs", required=True, not_negative=True),
        Column("scale", "VARCHAR", "which scale", values=("gate", "belt")),
    )


def test_a_column_that_may_be_absent_is_stored_like_one_that_may_not() -> None:
    stored = {column.name: (column.sql_type, column.required) for column in columns_of(Weighings)[3:]}
    assert stored == {
        "weighed_at": ("TIMESTAMP", False),
        "is_sealed": ("BOOLEAN", False),
        "marks": ("MAP(VARCHAR, VARCHAR)", False),
    }
