-- What is told to be cancelled is not on its way.
--
-- kind: claim
-- severity: S1
-- handoff: order>warehouse
-- customer: is sent what was cancelled, and has to pay for it or to send it back
-- says: Order {order_id} is told {canonical}, and was handed over to a carrier by {handed_over_at_max:time}.
-- applies: canonical = 'cancelled'
-- source: Fluent cancel cascade; Magento inventory #1878; Olist (3 of 4,998)
-- plants: cancel-without-warehouse
select order_id, canonical, told_at_max, handovers_min, handed_over_at_max
from order_status
left join order_parcels using (order_id)
left join goods_back using (order_id)
left join cancels_after_delivery using (order_id)
where handovers_min > 0 and handed_over_at_max <= stands_until_min and came_back_max < 1
  and coalesce(taken_back_max, 0) < 1
