-- A message that came back is told in another way.
--
-- kind: promise
-- severity: S2
-- handoff: carrier>customer
-- customer: is never told, and the shop could know
-- says: Order {order_id}: the `{template}` message {notice_id} came back at {bounced_at_max:time}, and nothing else was tried.
-- source: RFC 3464 (a delivery status notification is for its sender to act upon)
select order_id, template, notice_id, bounced_at_max, told_again_at_min
from bounced_messages
where told_again_at_min > bounced_at_max + $deadline_bounce
