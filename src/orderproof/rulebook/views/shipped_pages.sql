-- When a status from before the shipping was last told of an order, against when its last unit left, and how many of its
-- units have left at all.
-- key: order_id
with bought as (
  select order_id, count_of(true) as bought_lines, sum_of(greatest(quantity, 0), true) as bought_units
  from lines
  group by order_id
),
gone as (
  select
    order_id,
    count_of(event = 'handed_over') as departures,
    sum_of(quantity, event = 'handed_over') as gone_units,
    last_of(happened, event = 'handed_over') as last_left_at
  from parcels
  group by order_id
),
told as (
  select
    order_id,
    last_of(happened, canonical in ('draft', 'unconfirmed', 'placed', 'confirmed', 'processing')) as vague_at
  from statuses
  where object_type = 'order'
  group by order_id
)
select
  b.order_id,
  b.bought_lines_min,
  b.bought_lines_max,
  b.bought_units_min,
  b.bought_units_max,
  g.departures_min,
  g.departures_max,
  g.gone_units_min,
  g.gone_units_max,
  g.last_left_at_min,
  g.last_left_at_max,
  t.vague_at_min,
  t.vague_at_max
from bought as b
join gone as g on g.order_id = b.order_id
join told as t on t.order_id = b.order_id
