-- What a marketplace sold of a SKU under one of its orders, and what came in here under that name: units and the price of
-- one. `edits` changed
-- the lines here after the order came in.
-- key: external_ref, channel, sku
-- optional: lines.unit_price
with sold as (
  select
    coalesce(o.external_ref, o.order_id) as external_ref,
    l.source as channel,
    l.sku,
    l.quantity,
    l.unit_price,
    l.certain and o.certain as certain
  from claimed_lines as l
  join claimed_orders as o on o.source = l.source and o.order_id = l.order_id
  where l.source like 'marketplace:%'
),
sums as (
  select
    external_ref,
    channel,
    sku,
    count_of(true) as sold_rows,
    sum_of(quantity, true) as sold,
    min(coalesce(unit_price, 0)) as sold_price_min,
    max(coalesce(unit_price, 9000000000000000)) as sold_price_max
  from sold
  group by external_ref, channel, sku
),
imported as (
  select external_ref, count_of(true) as imports from orders where external_ref is not null group by external_ref
),
kept as (
  select
    o.external_ref,
    l.sku,
    l.quantity,
    l.unit_price,
    l.certain and o.certain as certain
  from lines as l
  join orders as o on o.order_id = l.order_id
  where o.external_ref is not null
),
here as (
  select
    external_ref,
    sku,
    sum_of(quantity, true) as kept,
    min(coalesce(unit_price, 0)) as kept_price_min,
    max(coalesce(unit_price, 9000000000000000)) as kept_price_max
  from kept
  group by external_ref, sku
),
changed as (
  select
    o.external_ref,
    count(*) filter (where l.certain and o.certain and (l.quantity < 0 or l.happened_min > o.happened_max)) as edits_min,
    count(*) filter (where l.quantity < 0 or l.happened_max > o.happened_min) as edits_max
  from lines as l
  join orders as o on o.order_id = l.order_id
  where o.external_ref is not null
  group by o.external_ref
)
select
  s.external_ref,
  s.channel,
  s.sku,
  s.sold_rows_min,
  s.sold_rows_max,
  s.sold_min,
  s.sold_max,
  s.sold_price_min,
  s.sold_price_max,
  i.imports_min,
  i.imports_max,
  coalesce(h.kept_min, 0) as kept_min,
  coalesce(h.kept_max, 0) as kept_max,
  coalesce(h.kept_price_min, 0) as kept_price_min,
  coalesce(h.kept_price_max, 9000000000000000) as kept_price_max,
  coalesce(c.edits_min, 0) as edits_min,
  coalesce(c.edits_max, 0) as edits_max
from sums as s
join imported as i on i.external_ref = s.external_ref
left join here as h on h.external_ref = s.external_ref and h.sku = s.sku
left join changed as c on c.external_ref = s.external_ref
