-- Lines of parcels that were given up, when last, and when anything was last done about the line: put into a parcel,
-- kept, picked, called backordered. `open` are units that nobody cancelled, called backordered or shipped.
-- `awaited_until`: what nobody did anything about waits at least up to now.
-- key: order_id, line_id
-- optional: parcels(planned), parcels(released), parcels(packed), parcels(handed_over), line_changes, lines.requires_shipping
with ordered as (
  select order_id, line_id, sum_of(quantity, true) as ordered
  from lines
  where coalesce(requires_shipping, true)
  group by order_id, line_id
),
packed as (
  select
    order_id,
    coalesce(line_id, '') as line_id,
    sum_of(coalesce(quantity, 0), event = 'cancelled') as dropped,
    last_of(happened, event = 'cancelled') as dropped_at,
    last_of(happened, event in ('planned', 'released', 'packed', 'handed_over')) as taken_at
  from parcels
  where line_id is not null
  group by order_id, coalesce(line_id, '')
),
changed as (
  select
    order_id,
    line_id,
    sum_of(quantity, change in ('cancelled', 'backordered', 'shipped')) as settled,
    last_of(happened, change in ('cancelled', 'backordered', 'allocated', 'picked', 'shipped')) as answered_at
  from line_changes
  group by order_id, line_id
)
select
  p.order_id,
  p.line_id,
  p.dropped_min,
  p.dropped_max,
  p.dropped_at_min,
  p.dropped_at_max,
  greatest(p.taken_at_min, coalesce(c.answered_at_min, $epoch)) as answered_at_min,
  greatest(p.taken_at_max, coalesce(c.answered_at_max, $epoch)) as answered_at_max,
  o.ordered_min - coalesce(c.settled_max, 0) as open_min,
  o.ordered_max - coalesce(c.settled_min, 0) as open_max,
  $as_of as awaited_until_min,
  $never as awaited_until_max
from packed as p
join ordered as o on o.order_id = p.order_id and o.line_id = p.line_id
left join changed as c on c.order_id = p.order_id and c.line_id = p.line_id
