-- No more units of a line leave than were ordered, and what was cancelled does not leave.
--
-- kind: law
-- severity: S1
-- handoff: order>warehouse
-- customer: gets what was cancelled, or gets it twice and is asked to pay or to send it back
-- says: Order {order_id}, line {line_id}: {used_up_min} units shipped or cancelled, at most {ordered_max} ordered.
-- applies: line_rows_min > 0 and used_up_min > 0
-- source: Medusa OrderItem quantities; ACP ordered/current/fulfilled; Magento inventory #1878 (shipped and cancelled)
select order_id, line_id, used_up_min, ordered_max, resendable_max
from line_units
where used_up_min > ordered_max + resendable_max
