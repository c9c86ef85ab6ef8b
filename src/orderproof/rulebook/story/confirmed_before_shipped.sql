-- An order is confirmed to its customer before it is told to have left.
--
-- kind: law
-- severity: S2
-- handoff: order>channel
-- customer: hears of a parcel of an order that nobody had confirmed
-- says: Order {order_id}: told to be shipped at {told_shipped_at_max:time}, and confirmed only at {told_placed_at_min:time}.
-- applies: shipped_notices_min > 0 and placed_notices_min > 0
-- source: messages of one order follow their causes; Saleor and Solidus send each from a job of its own
select order_id, told_shipped_at_max, told_placed_at_min
from order_notices
where told_placed_at_min > told_shipped_at_max + $deadline_notice
