-- The parts of a bundle that was ordered, beside what the bill of materials asks for.
-- `parts` are units ordered as lines below the bundle's own, `left_stock` units that moves took off the shelf for the
-- bundle's line or for lines below it. `least` and `most` are what so many bundles take, by the lowest and the highest
-- bill that is told; `due` what those bundles take that are told as shipped. `siblings` and `moves` tell whether an order speaks of parts at
-- all, `own_moves` whether the bundle left as one thing. `loose` moves name no order or no line: any may be of this bundle.
-- key: order_id, line_id, component
-- optional: stock_moves, line_changes, lines.parent_line_id
with ordered as (
  select order_id, line_id, sku, sum_of(quantity, true) as ordered
  from lines
  group by order_id, line_id, sku
),
bill as (
  select sku, component, count_of(true) as bills, lowest_of(units, true) as least, highest_of(units, true) as most
  from bom
  group by sku, component
),
below as (
  select order_id, coalesce(parent_line_id, '') as line_id, sku, sum_of(quantity, true) as parts
  from lines
  where coalesce(parent_line_id, '') <> ''
  group by order_id, coalesce(parent_line_id, ''), sku
),
siblings as (
  select order_id, coalesce(parent_line_id, '') as line_id, count_of(true) as siblings
  from lines
  where coalesce(parent_line_id, '') <> ''
  group by order_id, coalesce(parent_line_id, '')
),
belonging as (
  select order_id, line_id, line_id as part_line_id, certain from lines
  union all
  select order_id, coalesce(parent_line_id, '') as line_id, line_id as part_line_id, certain
  from lines
  where coalesce(parent_line_id, '') <> ''
),
homes as (
  select order_id, line_id, part_line_id, bool_or(certain) as certain
  from belonging
  group by order_id, line_id, part_line_id
),
moved as (
  select
    h.order_id,
    h.line_id,
    m.sku,
    m.certain and h.certain as certain,
    m.quantity
  from stock_moves as m
  join homes as h on h.order_id = m.order_id and h.part_line_id = m.line_id
  where m.kind = 'ship'
),
gone as (
  select order_id, line_id, sku, count_of(true) as moves, sum_of(quantity, true) as left_stock
  from moved
  group by order_id, line_id, sku
),
any_gone as (
  select
    g.order_id,
    g.line_id,
    sum(case when b.sku is not null then g.moves_min else 0 end) as moves_min,
    sum(case when b.sku is not null then g.moves_max else 0 end) as moves_max,
    sum(case when g.sku = o.sku then g.moves_min else 0 end) as own_moves_min,
    sum(case when g.sku = o.sku then g.moves_max else 0 end) as own_moves_max
  from gone as g
  join ordered as o on o.order_id = g.order_id and o.line_id = g.line_id
  left join bill as b on b.sku = o.sku and b.component = g.sku
  group by g.order_id, g.line_id
),
loose as (
  select sku, sum_of(quantity, kind = 'ship' and (order_id is null or line_id is null)) as left_stock
  from stock_moves
  group by sku
),
changed as (
  select order_id, line_id, sum_of(quantity, change = 'shipped') as shipped
  from line_changes
  group by order_id, line_id
)
select
  o.order_id,
  o.line_id,
  b.component,
  o.sku,
  b.bills_min,
  b.bills_max,
  o.ordered_min,
  o.ordered_max,
  o.ordered_min * b.least_min as least_min,
  o.ordered_max * b.least_max as least_max,
  o.ordered_min * b.most_min as most_min,
  o.ordered_max * b.most_max as most_max,
  coalesce(c.shipped_min, 0) * b.least_min as due_min,
  coalesce(c.shipped_max, 0) * b.least_max as due_max,
  coalesce(w.parts_min, 0) as parts_min,
  coalesce(w.parts_max, 0) as parts_max,
  coalesce(s.siblings_min, 0) as siblings_min,
  coalesce(s.siblings_max, 0) as siblings_max,
  coalesce(g.left_stock_min, 0) as left_stock_min,
  coalesce(g.left_stock_max, 0) as left_stock_max,
  cast(coalesce(a.moves_min, 0) as bigint) as moves_min,
  cast(coalesce(a.moves_max, 0) as bigint) as moves_max,
  cast(coalesce(a.own_moves_min, 0) as bigint) as own_moves_min,
  cast(coalesce(a.own_moves_max, 0) as bigint) as own_moves_max,
  0 as loose_left_min,
  coalesce(l.left_stock_max, 0) as loose_left_max
from ordered as o
join bill as b on b.sku = o.sku
left join below as w on w.order_id = o.order_id and w.line_id = o.line_id and w.sku = b.component
left join siblings as s on s.order_id = o.order_id and s.line_id = o.line_id
left join gone as g on g.order_id = o.order_id and g.line_id = o.line_id and g.sku = b.component
left join any_gone as a on a.order_id = o.order_id and a.line_id = o.line_id
left join changed as c on c.order_id = o.order_id and c.line_id = o.line_id
left join loose as l on l.sku = b.component
