-- Who has received everything is told so soon.
--
-- kind: claim
-- severity: S2
-- handoff: carrier>customer
-- customer: holds the parcel while the page still says that it is on its way
-- says: Order {order_id}: all parcels arrived by {all_arrived_at_max:time}, and the last status told is {canonical}.
-- applies: coalesce(tells_delivered, false) and coalesce(arrivals_min, 0) > 0
-- source: Medusa aggregate status; Olist (0 of 4,998)
-- plants: split-delivery-untold
select order_id, canonical, told_at_max, all_arrived_at_max
from order_status
left join order_words using (order_id)
left join order_deliveries using (order_id)
where canonical = 'shipped' and stands_until_min > coalesce(all_arrived_at_max, $never) + $deadline_status
