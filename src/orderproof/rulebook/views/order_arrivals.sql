-- When something of an order was first delivered, or first ended its way: delivered, to be collected, or sent back.
-- A parcel that is sent back may in the end be delivered, to its sender. A carrier's scans are those of an order where
-- any row of `parcels`, be it only a plan, names both.
-- key: order_id
-- optional: scans(return_to_sender)
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
ended as (
  select
    o.order_id,
    s.status = 'delivered' as is_delivery,
    s.status = 'return_to_sender' as is_return,
    s.status in ('delivered', 'attempt_failed', 'available_for_pickup') as is_try,
    s.status <> 'attempt_failed' as is_outcome,
    s.certain and o.certain as certain,
    s.happened_min,
    s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status in ('delivered', 'attempt_failed', 'available_for_pickup', 'return_to_sender')
)
select
  order_id,
  count_of(is_delivery) as deliveries,
  first_of(happened, is_delivery) as delivered_at,
  count_of(is_return) as sent_back,
  first_of(happened, is_try) as tried_at,
  count_of(is_outcome) as outcomes,
  first_of(happened, is_outcome) as outcome_at
from ended
group by order_id
