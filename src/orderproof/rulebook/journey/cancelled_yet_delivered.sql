-- What is told to be cancelled did not arrive.
--
-- kind: claim
-- severity: S1
-- handoff: carrier>customer
-- customer: has goods that the shop says were cancelled, and does not know whom to believe
-- says: Order {order_id} is told {canonical}, and was delivered by {delivered_at_max:time}.
-- applies: canonical = 'cancelled'
-- source: Vendure Delivered to Cancelled; Olist (1 of 4,998, 2 of 19,999)
select order_id, canonical, told_at_max, deliveries_min, delivered_at_max
from order_status
left join order_arrivals using (order_id)
left join goods_back using (order_id)
left join cancels_after_delivery using (order_id)
where deliveries_min > 0 and delivered_at_max <= stands_until_min and came_back_max < 1
  and coalesce(taken_back_max, 0) < 1
