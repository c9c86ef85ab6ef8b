-- No day of delivery is told for an order that was cancelled.
--
-- kind: claim
-- severity: S3
-- handoff: order>channel
-- customer: waits for a parcel that will not come
-- says: Order {order_id}: cancelled by {over_at_max:time}, and a day of delivery was told at {date_told_at_min:time}.
-- applies: cancellations_min > 0 and untimed_dates_max < 1
-- source: UCP expectations (an order that is over has none)
select order_id, over_at_max, open_at_max, date_told_at_min
from order_ends
left join late_promises using (order_id)
where open_at_max < over_at_min and date_told_at_min > over_at_max + $deadline_status
