-- No order stays in a state for longer than that state is promised to last.
--
-- kind: promise
-- severity: S1
-- handoff: order>warehouse
-- customer: waits, and nothing happens
-- says: Order {order_id} is told {canonical} since {since_at_max:time} at the latest, and that may last {max_age}.
-- source: Sterling order monitor; Olist (61 of 4,998 shipped and never heard of again)
select order_id, canonical, since_at_max, max_age
from order_status
where max_age is not null and stands_until_min > since_at_max + max_age
