-- What of a line has to be kept for its buyer, and when that was first done: picked or shipped goods were kept.
-- Units without shipping need no keeping; of a bundle its components are kept, or the whole: neither is asked for here.
-- `set_aside` are units cancelled, or told to be backordered. `kept_until`: what is kept is kept at least up to now.
-- key: order_id, line_id
-- optional: lines.requires_shipping, lines.parent_line_id, line_changes(shipped)
with ordered as (
  select order_id, line_id, sum_of(quantity, true) as ordered, last_of(happened, true) as ordered_at
  from lines
  where coalesce(requires_shipping, true) and coalesce(parent_line_id, '') = ''
  group by order_id, line_id
),
components as (
  select order_id, coalesce(parent_line_id, '') as line_id, count_of(true) as components
  from lines
  where coalesce(parent_line_id, '') <> ''
  group by order_id, coalesce(parent_line_id, '')
),
moved as (
  select
    order_id,
    line_id,
    sum_of(quantity, change in ('cancelled', 'backordered')) as set_aside,
    sum_of(quantity, change = 'allocated') as allocated,
    sum_of(quantity, change = 'shipped') as shipped,
    first_of(happened, change in ('allocated', 'picked', 'shipped')) as allocated_at
  from line_changes
  group by order_id, line_id
)
select
  o.order_id,
  o.line_id,
  o.ordered_min,
  o.ordered_max,
  o.ordered_at_min,
  o.ordered_at_max,
  coalesce(c.components_min, 0) as components_min,
  coalesce(c.components_max, 0) as components_max,
  coalesce(m.set_aside_min, 0) as set_aside_min,
  coalesce(m.set_aside_max, 0) as set_aside_max,
  coalesce(m.allocated_min, 0) as allocated_min,
  coalesce(m.allocated_max, 0) as allocated_max,
  coalesce(m.shipped_min, 0) as shipped_min,
  coalesce(m.shipped_max, 0) as shipped_max,
  coalesce(m.allocated_at_min, $as_of) as allocated_at_min,
  coalesce(m.allocated_at_max, $never) as allocated_at_max,
  $as_of as kept_until_min,
  $never as kept_until_max
from ordered as o
left join components as c on c.order_id = o.order_id and c.line_id = o.line_id
left join moved as m on m.order_id = o.order_id and m.line_id = o.line_id
