-- How often carriers saw anything of an order, and when something of it first came to its customer: delivered, or brought
-- to where it is collected.
-- key: order_id
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
seen as (
  select o.order_id, s.status, s.certain and o.certain as certain, s.happened_min, s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
)
select
  order_id,
  count_of(true) as scans,
  first_of(happened, status in ('delivered', 'available_for_pickup')) as came_at
from seen
group by order_id
