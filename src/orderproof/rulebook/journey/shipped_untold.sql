-- Who has nothing left to wait for but the carrier is told so soon.
--
-- kind: claim
-- severity: S2
-- handoff: warehouse>carrier
-- customer: reads that the order is being prepared while it is on its way, and calls, or cancels
-- says: Order {order_id}: the last unit left by {shipped_at_max:time}, and the last status told is {canonical}.
-- applies: canonical in ('placed', 'confirmed', 'processing', 'partially_shipped') and coalesce(tells_shipped, false) and line_rows_min > 0 and shipments_min > 0 and nested_max < 1 and digital_max < 1
-- source: UCP status derivation; Medusa aggregate fulfilment status
select order_id, canonical, told_at_max, shipped_at_max
from order_status
left join order_progress using (order_id)
left join goods_back using (order_id)
left join order_words using (order_id)
where
  coalesce(open_max, 1) < 1
  and resent_max < 1
  and came_back_max < 1
  and stands_until_min > coalesce(shipped_at_max, $never) + $deadline_status
