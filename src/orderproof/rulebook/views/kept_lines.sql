-- What is kept of a line's SKU for its buyer by moves that name the line, beside what the line is still owed.
-- `gone` are units on their way out: picked, in a parcel or shipped, by whatever tells of the most. `set_aside`
-- are cancelled or backordered. `loose` moves name no order or no line: any may be this line's. `recorded_at`: since
-- when moves of the SKU are recorded. Parts of bundles stay out: what is cancelled is told of the bundle.
-- `held_until`: what is held is held at least up to now.
-- key: order_id, line_id, sku
-- optional: parcels, line_changes(picked), line_changes(backordered), stock_moves(expire), lines.parent_line_id, lines.requires_shipping, stock_moves(release)
with ordered as (
  select order_id, line_id, sku, sum_of(quantity, true) as ordered, last_of(happened, true) as ordered_at
  from lines
  where coalesce(requires_shipping, true) and coalesce(parent_line_id, '') = ''
  group by order_id, line_id, sku
),
components as (
  select order_id, coalesce(parent_line_id, '') as line_id, count_of(true) as components
  from lines
  where coalesce(parent_line_id, '') <> ''
  group by order_id, coalesce(parent_line_id, '')
),
changed as (
  select
    order_id,
    line_id,
    sum_of(quantity, change = 'cancelled') as cancelled,
    last_of(happened, change = 'cancelled') as cancelled_at,
    sum_of(quantity, change in ('cancelled', 'backordered')) as set_aside,
    sum_of(quantity, change = 'shipped') as shipped,
    sum_of(quantity, change = 'picked') as picked
  from line_changes
  group by order_id, line_id
),
packed as (
  select order_id, coalesce(line_id, '') as line_id,
    sum_of(coalesce(quantity, 0), event = 'planned') as planned,
    sum_of(coalesce(quantity, 0), event = 'released') as released,
    sum_of(coalesce(quantity, 0), event = 'packed') as packed,
    sum_of(coalesce(quantity, 0), event = 'handed_over') as handed
  from parcels
  where line_id is not null
  group by order_id, coalesce(line_id, '')
),
kept as (
  select
    order_id,
    coalesce(line_id, '') as line_id,
    sku,
    sum_of(quantity, kind = 'reserve') as reserved,
    first_of(happened, kind = 'reserve') as reserved_at,
    last_of(happened, kind = 'reserve') as reserved_last_at,
    sum_of(quantity, kind in ('release', 'expire')) as released,
    count_of(kind = 'expire') as expiries,
    sum_of(quantity, kind = 'ship') as left_stock
  from stock_moves
  where order_id is not null and line_id is not null
  group by order_id, coalesce(line_id, ''), sku
),
loose as (
  select
    sku,
    first_of(happened, true) as recorded_at,
    sum_of(quantity, kind = 'reserve' and (order_id is null or line_id is null)) as reserved,
    first_of(happened, kind = 'reserve' and (order_id is null or line_id is null)) as reserved_at,
    sum_of(quantity, kind in ('release', 'expire', 'ship') and (order_id is null or line_id is null)) as freed
  from stock_moves
  group by sku
)
select
  o.order_id,
  o.line_id,
  o.sku,
  o.ordered_min,
  o.ordered_max,
  o.ordered_at_min,
  o.ordered_at_max,
  coalesce(c.components_min, 0) as components_min,
  coalesce(c.components_max, 0) as components_max,
  coalesce(m.cancelled_min, 0) as cancelled_min,
  coalesce(m.cancelled_max, 0) as cancelled_max,
  coalesce(m.cancelled_at_min, $epoch) as cancelled_at_min,
  coalesce(m.cancelled_at_max, $epoch) as cancelled_at_max,
  coalesce(m.set_aside_min, 0) as set_aside_min,
  coalesce(m.set_aside_max, 0) as set_aside_max,
  coalesce(m.shipped_min, 0) as shipped_min,
  coalesce(m.shipped_max, 0) as shipped_max,
  greatest(
    coalesce(m.picked_min, 0), coalesce(m.shipped_min, 0), coalesce(p.planned_min, 0), coalesce(p.released_min, 0),
    coalesce(p.packed_min, 0), coalesce(p.handed_min, 0)
  ) as gone_min,
  greatest(
    coalesce(m.picked_max, 0), coalesce(m.shipped_max, 0), coalesce(p.planned_max, 0), coalesce(p.released_max, 0),
    coalesce(p.packed_max, 0), coalesce(p.handed_max, 0)
  ) as gone_max,
  coalesce(k.reserved_min, 0) as reserved_min,
  coalesce(k.reserved_max, 0) as reserved_max,
  coalesce(k.reserved_last_at_min, $epoch) as reserved_last_at_min,
  coalesce(k.reserved_last_at_max, $epoch) as reserved_last_at_max,
  least(coalesce(k.reserved_at_min, $as_of), coalesce(l.reserved_at_min, $as_of)) as reserved_at_min,
  coalesce(k.reserved_at_max, $never) as reserved_at_max,
  coalesce(k.released_min, 0) as released_min,
  coalesce(k.released_max, 0) as released_max,
  coalesce(k.expiries_min, 0) as expiries_min,
  coalesce(k.expiries_max, 0) as expiries_max,
  coalesce(k.left_stock_min, 0) as left_stock_min,
  coalesce(k.left_stock_max, 0) as left_stock_max,
  0 as loose_reserved_min,
  coalesce(l.reserved_max, 0) as loose_reserved_max,
  0 as loose_freed_min,
  coalesce(l.freed_max, 0) as loose_freed_max,
  coalesce(l.recorded_at_min, $as_of) as recorded_at_min,
  coalesce(l.recorded_at_max, $never) as recorded_at_max,
  $as_of as held_until_min,
  $never as held_until_max
from ordered as o
left join components as c on c.order_id = o.order_id and c.line_id = o.line_id
left join changed as m on m.order_id = o.order_id and m.line_id = o.line_id
left join packed as p on p.order_id = o.order_id and p.line_id = o.line_id
left join kept as k on k.order_id = o.order_id and k.line_id = o.line_id and k.sku = o.sku
left join loose as l on l.sku = o.sku
