-- When an order was first paid, shipped and delivered, against when it was placed.
-- key: order_id, milestone
-- branches: independent
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
reached as (
  select order_id, 'paid' as milestone, certain, happened_min, happened_max
  from payments
  where kind in ('authorize', 'capture') and state = 'succeeded' and amount > 0
  union all
  select order_id, 'shipped' as milestone, certain, happened_min, happened_max
  from parcels
  where event = 'handed_over'
  union all
  select o.order_id, 'delivered' as milestone, s.certain and o.certain as certain, s.happened_min, s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status = 'delivered'
),
firsts as (
  select order_id, milestone, count_of(true) as times, first_of(happened, true) as reached_at
  from reached
  group by order_id, milestone
),
placed as (
  select order_id, count_of(true) as orders, first_of(happened, true) as placed_at from orders group by order_id
)
select
  f.order_id,
  f.milestone,
  f.times_min,
  f.times_max,
  f.reached_at_min,
  f.reached_at_max,
  p.orders_min,
  p.orders_max,
  p.placed_at_min,
  p.placed_at_max
from firsts as f
join placed as p on p.order_id = f.order_id
