-- Orders that are to be paid on shipment: whether the warehouse was seen to prepare them (released, packed, picked),
-- when its work on them first showed, and whether anything in them needs no shipment at all.
-- key: order_id
-- branches: independent
-- optional: lines.requires_shipping
with terms as (
  select order_id, count_of(coalesce(terms, '') = 'on_shipment') as on_shipment from orders group by order_id
),
work as (
  select order_id, event <> 'handed_over' as prepares, certain, happened_min, happened_max
  from parcels
  where event in ('released', 'packed', 'handed_over')
  union all
  select order_id, change <> 'shipped' as prepares, certain, happened_min, happened_max
  from line_changes
  where change in ('picked', 'shipped')
),
begun as (
  select order_id, count_of(prepares) as preparations, first_of(happened, true) as begun_at
  from work
  group by order_id
),
goods as (
  select order_id, count_of(coalesce(requires_shipping, true) = false) as digital_lines from lines group by order_id
)
select
  t.order_id,
  t.on_shipment_min,
  t.on_shipment_max,
  b.preparations_min,
  b.preparations_max,
  b.begun_at_min,
  b.begun_at_max,
  coalesce(g.digital_lines_min, 0) as digital_lines_min,
  coalesce(g.digital_lines_max, 0) as digital_lines_max
from terms as t
join begun as b on b.order_id = t.order_id
left join goods as g on g.order_id = t.order_id
