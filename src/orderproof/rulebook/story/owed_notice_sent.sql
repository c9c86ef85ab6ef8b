-- Every message that the policy owes a customer is sent, and in time.
--
-- kind: promise
-- severity: S2
-- handoff: carrier>customer
-- customer: does not hear what became of their order
-- says: Order {order_id}: {cause} at {caused_at_max:time}, and no `{template}` message in time.
-- applies: events_min > 0 and told_elsewhere_max < 1
-- source: default notifications of Shopify, Saleor and Solidus; Vendure, which confirms settled orders only
-- plants: confirmation-lost-with-coupon
select order_id, cause, cause_ref, template, caused_at_max, sent_at_min
from owed_notices
where sent_at_min > caused_at_max + within
