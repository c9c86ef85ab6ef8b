-- How many orders an offer reduced, beside the most orders that it may reduce. A cancelled order gives its use back.
-- key: offer
with limits as (
  select offer, highest_of(uses, true) as uses from offers where uses is not null group by offer
),
reduced as (
  select order_id, offer, count_of(true) as reductions
  from discounts
  where offer is not null and amount > 0
  group by order_id, offer
),
ended as (
  select order_id, count_of(canonical in ('cancelled', 'expired', 'failed')) as ends
  from statuses
  where object_type = 'order'
  group by order_id
),
placed as (
  select order_id, count_of(true) as orders from orders group by order_id
),
used as (
  select
    r.offer,
    count(*) filter (where r.reductions_min > 0 and o.orders_min > 0 and coalesce(e.ends_max, 0) < 1) as used_min,
    count(*) filter (where coalesce(e.ends_min, 0) < 1) as used_max
  from reduced as r
  join placed as o on o.order_id = r.order_id
  left join ended as e on e.order_id = r.order_id
  group by r.offer
)
select u.offer, l.uses_min, l.uses_max, u.used_min, u.used_max
from used as u
join limits as l on l.offer = u.offer
