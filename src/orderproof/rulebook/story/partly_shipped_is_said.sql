-- An order is told to be shipped once all of it has left; before that a message says that it is a part.
--
-- kind: claim
-- severity: S2
-- handoff: warehouse>carrier
-- customer: believes that the missing goods were lost
-- says: Order {order_id}: message {notice_id} tells `{told_status}`, and {gone_max} of {wanted_min} units had left.
-- applies: departures_min > 0 and uncounted_max < 1
-- source: UCP expectations (what is still to come); Medusa partially_shipped
select order_id, notice_id, row_id, template, told_status, gone_max, wanted_min
from parts_told
where gone_max < wanted_min
