"""What is asked of a system or of the world around it, and how that was answered: the words of the port."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orderproof.model.ledgers.envelope import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One wish of one client. `key` is the idempotency key; `arguments` are the verb's own, in JSON's words.

    Amounts in them are minor units, quantities integers. `attempt` is 1 for the first try. `patience_ms` is how long
    the client waits for an answer before it goes away; it is no part of what is asked.
    """

    verb: str
    client: str
    order_id: str | None = None
    key: str | None = None
    attempt: int = 1
    patience_ms: int | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)


NOT_OFFERED = "not_offered"
KILLED = "killed"
"""The native status of a command without an answer while the driver itself had killed the system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a command ended: `ok` and `refused` are answers, a time-out, a dropped connection or a 5xx is `unknown`.

    `not_offered` is none of these: the system has no way to ask for such a thing, so that nothing was asked.

    `body` is the answer in JSON's words, `claims` are the rows that can be read out of it, `order_id` the order that
    it speaks of, where the command did not know that yet.
    """

    state: str
    refusal: str | None = None
    native_status: str | None = None
    order_id: str | None = None
    body: Mapping[str, object] = field(default_factory=dict)
    claims: tuple[Row, ...] = ()

    @classmethod
    def not_offered(cls, verb: str) -> Outcome:
        """Say that a system cannot be asked for such a thing."""
        return cls(state=NOT_OFFERED, native_status=f"{verb} is not offered")

    @property
    def is_ok(self) -> bool:
        """Whether the system said yes."""
        return self.state == "ok"
