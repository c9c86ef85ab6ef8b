-- A return that was asked for comes to an end in time: declined, cancelled, inspected or closed.
--
-- kind: promise
-- severity: S1
-- handoff: shipment>return
-- customer: has sent the goods back, or wants to, and hears nothing
-- says: Return {return_id} of order {order_id}, asked for by {requested_at_max:time}, ended {ended_at_min:time} at the earliest.
-- applies: requests_min > 0
-- source: Medusa partially_received; Shopify return status; Solidus reception states
select order_id, return_id, requested_at_max, ended_at_min
from return_progress
where ended_at_min > requested_at_max + $deadline_return
