-- An order is told to be completed once every unit of it was sent, handed over or cancelled.
--
-- kind: claim
-- severity: S2
-- handoff: order>warehouse
-- customer: waits for the rest of an order on which nobody works any more
-- says: Order {order_id} is told to be completed since {since_at_max:time}, and {open_min} units were neither sent nor cancelled.
-- applies: canonical = 'completed' and nested_max < 1
-- source: Medusa order completed; Magento complete (invoiced and shipped)
select order_id, canonical, since_at_max, open_min, shipped_at_max
from order_status
left join order_progress using (order_id)
left join shipping_excuses using (order_id)
where
  coalesce(open_min, 0) > 0
  and excuses_max < 1
  and collected_max < 1
  and stands_until_min > greatest(since_at_max, ordered_at_max) + $deadline_status
