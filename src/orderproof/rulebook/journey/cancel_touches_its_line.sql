-- Who has one line of an order cancelled keeps the others.
--
-- kind: law
-- severity: S1
-- handoff: checkout>order
-- customer: wanted one thing less, and does not get the rest either
-- says: Order {order_id}, line {line_id}: units of it were cancelled while only other lines were asked to be.
-- source: WF-061; Vendure #2608 and #2397 (cancelling one line changed others)
-- plants: cancel-of-a-line-takes-all
select order_id, line_id, strays_min, cancels_min
from line_cancels
where strays_min > 0 and named_max < 1 and excused_max < 1
