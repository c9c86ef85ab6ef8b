-- All units of a SKU that ever came in, beside those that customers paid for and still expect.
-- `wanted` leaves out what was cancelled or told to be backordered, orders that are over without goods, orders that
-- nobody paid for, downloads and bundles (their parts count, unless something of the bundle was set
-- aside). Shipping takes nothing from the supply: what left is
-- wanted still. `strangers` are locations whose first sign is not that something came in: what lay there is not known.
-- `wanted_at`: when the last of it was ordered. `awaited_until`: it is awaited at least up to now.
-- key: sku
-- optional: lines.requires_shipping, lines.parent_line_id, line_changes(cancelled), statuses, stock_levels, stock_moves(restock), stock_moves(adjust), stock_moves(count), stock_moves(transfer_in), stock_moves(transfer_out)
with deltas as (
  select
    sku,
    location,
    certain,
    happened_min,
    happened_max,
    kind in ('receive', 'count', 'transfer_in') and quantity >= 0 as opens,
    kind in ('receive', 'restock', 'adjust', 'count') as comes,
    kind = 'transfer_in' as moves_in,
    kind = 'transfer_out' as moves_out,
    quantity
  from stock_moves
),
cells as (
  select sku, location, first_of(happened, opens) as opened_at, first_of(happened, not opens) as moved_at
  from deltas
  group by sku, location
),
levels as (
  select
    sku,
    coalesce(location, '') as location,
    certain,
    coalesce(asked_at, happened_min) as happened_min,
    greatest(happened_max, coalesce(asked_at, happened_max)) as happened_max
  from stock_levels
  where on_hand <> 0
),
told as (
  select sku, location, first_of(happened, true) as told_at from levels group by sku, location
),
told_at_all as (
  select sku, min(told_at_min) as told_at_min, min(told_at_max) as told_at_max from told group by sku
),
opened as (
  select
    c.sku,
    count(*) filter (
      where not (c.opened_at_max <= least(c.moved_at_max, coalesce(t.told_at_max, $never))
        and c.opened_at_min < $as_of)
    ) as strangers_min,
    count(*) filter (
      where not (c.opened_at_max <= least(c.moved_at_min, coalesce(t.told_at_min, $as_of)) and c.opened_at_max < $never)
    ) as strangers_max,
    min(c.opened_at_min) as opened_at_min,
    min(c.opened_at_max) as opened_at_max
  from cells as c
  left join told_at_all as t on t.sku = c.sku
  group by c.sku
),
came as (
  select
    sku,
    sum_of(quantity, comes) as came,
    sum_of(quantity, moves_in) as moved_in,
    sum_of(quantity, moves_out) as moved_out
  from deltas
  group by sku
),
parents as (
  select order_id, coalesce(parent_line_id, '') as line_id, count_of(true) as parts
  from lines
  where coalesce(parent_line_id, '') <> ''
  group by order_id, coalesce(parent_line_id, '')
),
ordered as (
  select order_id, line_id, coalesce(parent_line_id, '') as whole_id, sku, sum_of(quantity, true) as ordered,
    last_of(happened, true) as ordered_at, first_of(happened, true) as first_at
  from lines
  where coalesce(requires_shipping, true)
  group by order_id, line_id, coalesce(parent_line_id, ''), sku
),
changed as (
  select order_id, line_id, sum_of(quantity, change = 'cancelled') as cancelled,
    sum_of(quantity, change = 'backordered') as backordered
  from line_changes
  group by order_id, line_id
),
paid as (
  select order_id, count_of(kind in ('authorize', 'capture') and state = 'succeeded') as payings
  from payments
  group by order_id
),
over as (
  select order_id, count_of(canonical in ('cancelled', 'expired', 'failed', 'declined', 'rejected', 'voided')) as endings
  from statuses
  where object_type = 'order' and canonical is not null
  group by order_id
),
wants as (
  select
    o.sku,
    case
      when coalesce(p.payings_min, 0) > 0 and coalesce(v.endings_max, 0) < 1 and coalesce(b.parts_max, 0) < 1
        and coalesce(f.cancelled_max, 0) + coalesce(f.backordered_max, 0) < 1
        then greatest(o.ordered_min - coalesce(c.cancelled_max, 0) - coalesce(c.backordered_max, 0), 0)
      else 0
    end as wanted_min,
    case
      when coalesce(p.payings_max, 0) > 0 and coalesce(v.endings_min, 0) < 1 and coalesce(b.parts_min, 0) < 1
        then greatest(o.ordered_max - coalesce(c.cancelled_min, 0) - coalesce(c.backordered_min, 0), 0)
      else 0
    end as wanted_max,
    o.ordered_at_min,
    o.ordered_at_max,
    o.first_at_min,
    o.first_at_max
  from ordered as o
  left join changed as c on c.order_id = o.order_id and c.line_id = o.line_id
  left join changed as f on f.order_id = o.order_id and f.line_id = o.whole_id
  left join paid as p on p.order_id = o.order_id
  left join over as v on v.order_id = o.order_id
  left join parents as b on b.order_id = o.order_id and b.line_id = o.line_id
),
demand as (
  select
    sku,
    sum(wanted_min) as wanted_min,
    sum(wanted_max) as wanted_max,
    max(ordered_at_min) as wanted_at_min,
    max(ordered_at_max) as wanted_at_max,
    min(first_at_min) as first_at_min,
    min(first_at_max) as first_at_max
  from wants
  group by sku
)
select
  d.sku,
  cast(d.wanted_min as bigint) as wanted_min,
  cast(d.wanted_max as bigint) as wanted_max,
  d.wanted_at_min,
  d.wanted_at_max,
  d.first_at_min,
  d.first_at_max,
  c.came_min + greatest(c.moved_in_min - c.moved_out_max, 0) as supply_min,
  c.came_max + greatest(c.moved_in_max - c.moved_out_min, 0) as supply_max,
  o.strangers_min,
  o.strangers_max,
  o.opened_at_min,
  o.opened_at_max,
  $as_of as awaited_until_min,
  $never as awaited_until_max
from demand as d
join came as c on c.sku = d.sku
join opened as o on o.sku = d.sku
