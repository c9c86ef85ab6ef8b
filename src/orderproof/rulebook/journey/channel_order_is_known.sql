-- An order that is said to come from a marketplace is one that the marketplace knows.
--
-- kind: claim
-- severity: S1
-- handoff: order>channel
-- customer: is sent what was never bought, or the wrong customer is
-- says: Order {order_id} names {external_ref} of {channel}, which exports orders before and after it, and not this one.
-- source: WF-002; onX order capture; the bijection between a channel's orders and ours
select order_id, channel, external_ref, placed_at_min, placed_at_max, first_export_at_max, last_export_at_min
from channel_origins
where exports_max < 1 and placed_at_min > first_export_at_max and placed_at_max < last_export_at_min
