-- A replacement that was granted leaves in time, unless something else was given for it.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: has neither the goods nor the money, and a promise
-- says: Order {order_id}: replacement {remedy_id} granted by {granted_at_max:time}; nothing has left since {sent_at_max:time}.
-- applies: replacements_min > 0
-- source: WF-087; Medusa ClaimType replace, Saleor replace, Spree exchanges of return items
select order_id, remedy_id, granted_at_max, sent_at_max, made_up_at_max
from replacements_sent
where sent_at_max < granted_at_min and made_up_at_max < granted_at_min and $as_of > granted_at_max + $deadline_ship
