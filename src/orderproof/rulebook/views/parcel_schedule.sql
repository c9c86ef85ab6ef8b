-- From when on a parcel may leave, by the earliest day ever set for it, and when it first left.
-- key: order_id, parcel_id
select
  order_id,
  parcel_id,
  count_of(fulfil_at is not null) as scheduled,
  lowest_of(fulfil_at, fulfil_at is not null) as not_before_at,
  count_of(event = 'handed_over') as handovers,
  first_of(happened, event = 'handed_over') as left_at
from parcels
group by order_id, parcel_id
