-- Whoever has to wait for goods is told so, with a date or in words.
--
-- kind: promise
-- severity: S1
-- handoff: order>channel
-- customer: waits for goods that are not there and thinks that they are on their way
-- says: Order {order_id}, line {line_id}: backordered at {backordered_at_max:time}, and the customer was told nothing.
-- applies: backordered_min > 0
-- source: Solidus backordered inventory units; IBM Sterling Backordered; commercetools restockableInDays
select order_id, line_id, backordered_min, backordered_at_max, told_at_max
from backordered_lines
where told_at_max < backordered_at_min
  and awaited_until_min > backordered_at_max + $deadline_backorder
