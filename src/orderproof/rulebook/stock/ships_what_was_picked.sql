-- Only what was picked from the shelf counts as shipped.
--
-- kind: law
-- severity: S1
-- handoff: warehouse>carrier
-- customer: is told that all of it is on the way, and misses a part
-- says: Order {order_id}, line {line_id}: {shipped_min} told as shipped, {picked_max} picked at most.
-- applies: pickings_min > 0
-- source: Solidus order_short_shipped; Fluent short pick
select order_id, line_id, picked_max, shipped_min
from picked_lines
where shipped_min > picked_max
