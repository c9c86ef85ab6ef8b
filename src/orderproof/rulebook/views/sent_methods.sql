-- Parcels that left, and the shipping methods of parcel and order as the profile ranks them, 1 the fastest.
-- `sent_rank` is the fastest that is told of the parcel, `bought_rank` the slowest that is told of the order.
-- key: order_id, parcel_id
with ranked as (
  select p.order_id, p.parcel_id, p.event, p.certain, p.method, r.rank
  from parcels as p
  join profile_shipping as r on r.method = p.method
  where p.event = 'handed_over'
),
sent as (
  select order_id, parcel_id, count_of(true) as handovers, lowest_of(rank, true) as sent_rank, min(method) as method
  from ranked
  group by order_id, parcel_id
),
wanted as (
  select o.order_id, o.certain, o.shipping_method, r.rank
  from orders as o
  join profile_shipping as r on r.method = o.shipping_method
),
bought as (
  select order_id, count_of(true) as purchases, highest_of(rank, true) as bought_rank, min(shipping_method) as bought
  from wanted
  group by order_id
)
select
  s.order_id,
  s.parcel_id,
  s.handovers_min,
  s.handovers_max,
  s.sent_rank_min,
  s.sent_rank_max,
  s.method,
  b.purchases_min,
  b.purchases_max,
  b.bought_rank_min,
  b.bought_rank_max,
  b.bought
from sent as s
join bought as b on b.order_id = s.order_id
