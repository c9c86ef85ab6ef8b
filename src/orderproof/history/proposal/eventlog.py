"""A proposal for an object-centric event log: its activities are listed, the rest is left to finish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderproof.history.proposal.drafting import FINISH, NO_CURRENCY
from orderproof.history.proposal.vocabulary import likeness
from orderproof.history.quoting import literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from orderproof.history.proposal.looking import SeenTable

_TOUCHES = """\
-- Which event touched which object: one row each, with the event's activity and time.
select e.event_id, e.activity, e.time, o.object_id, o.object_type
from ocel_events as e
join ocel_event_objects as o using (event_id)
"""
_ORDERS = """\
-- orders: objects of the type {type} are likely to be orders; the first event of one is taken for its placing.
select
    object_id as row_id,
    object_id as order_id,
    {currency} as currency,  -- {finish} the log names no currency
    min(time) as placed_at,
    min(time) as occurred_at
from touches
where object_type = {type}
group by object_id
"""
_STATUSES = """\
-- statuses: every event of an order, by its activity. {finish} keep those that say what an order is.
select
    event_id || '/' || object_id as row_id,
    'order' as object_type,
    object_id,
    object_id as order_id,
    activity as native,
    time as occurred_at
from touches
where object_type = {type}
-- The activities of the whole log:
{activities}
-- What is paid goes to payments.sql, what is picked to line_changes.sql, what is packed and sent to parcels.sql, what
-- is delivered to scans.sql: `orderproof mappings ocel-order-management` shows how. Amounts are in
-- ocel_event_attributes and ocel_object_attributes.
"""


def event_log_files(seen: Sequence[SeenTable]) -> dict[str, str]:
    """Write the queries for a log; no text where the source is none, or none of its types is named like orders."""
    by_name = {each.name: each for each in seen}
    if "ocel_events" not in by_name:
        return {}
    columns = {each.name: each for each in by_name["ocel_event_objects"].columns}
    activities = {each.name: each for each in by_name["ocel_events"].columns}["activity"].values
    types = columns["object_type"].values
    best = max(types, key=lambda each: likeness(each, ("order", "sales_order", "purchase_order")), default=None)
    if best is None or not likeness(best, ("order", "sales_order", "purchase_order")):
        return {}
    listed = "\n".join(f"--   {each}" for each in activities)
    words = {"type": literal(best), "finish": FINISH, "currency": NO_CURRENCY, "activities": listed}
    return {
        "_touches.sql": _TOUCHES,
        "orders.sql": _ORDERS.format(**words),
        "statuses.sql": _STATUSES.format(**words),
    }
