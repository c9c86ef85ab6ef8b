-- Orders that a message confirmed, and how often each was placed. A message that names no order is of none.
-- key: order_id
with confirmed as (
  select n.order_id, count_of(true) as confirmations, last_of(happened, true) as confirmed_at
  from notices as n
  join profile_notices as p on p.template = n.template
  where n.event = 'sent' and p.cause in ('placed', 'confirmed', 'authorized') and n.order_id <> 'unknown'
  group by n.order_id
),
placed as (
  select order_id, count_of(true) as placings from orders group by order_id
)
select
  c.order_id,
  c.confirmations_min,
  c.confirmations_max,
  c.confirmed_at_min,
  c.confirmed_at_max,
  coalesce(p.placings_min, 0) as placings_min,
  coalesce(p.placings_max, 0) as placings_max,
  $as_of as recorded_until_min,
  $never as recorded_until_max
from confirmed as c
left join placed as p on p.order_id = c.order_id
