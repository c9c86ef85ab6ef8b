-- Goods that left and did not stay with the customer: sent back, or lost on the way.
-- What is not observed came not back.
-- key: order_id
-- optional: line_changes, returns, scans, parcels
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
told as (
  select order_id, certain from line_changes where change = 'returned'
  union all
  select order_id, certain from returns where event in ('received', 'inspected')
  union all
  select o.order_id, s.certain and o.certain as certain
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status in ('return_to_sender', 'lost')
)
select order_id, count_of(true) as came_back
from told
group by order_id
