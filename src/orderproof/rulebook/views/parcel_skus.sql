-- What a warehouse says it put into parcels for a line, whether anybody ordered that, and what the customer agreed to.
-- `own_way` counts rows of parcels anywhere that left with the SKU of the line itself: of a set that is packed as its
-- parts there are none.
-- key: order_id, line_id, sku
with sent as (
  select order_id, line_id, sku, count_of(true) as sent
  from parcels
  where event = 'handed_over' and sku is not null and line_id is not null
  group by order_id, line_id, sku
),
ordered as (
  select order_id, sku, count_of(true) as named from lines group by order_id, sku
),
meant as (
  select order_id, line_id, min(sku) as line_sku, count_of(true) as line_rows from lines group by order_id, line_id
),
habits as (
  select sku, count_of(true) as own_way from parcels where event = 'handed_over' and sku is not null group by sku
),
agreed as (
  select order_id, coalesce(line_id, '') as line_id, count_of(about = 'substitution') as consents
  from consents
  group by order_id, coalesce(line_id, '')
)
select
  s.order_id,
  s.line_id,
  s.sku,
  m.line_sku,
  s.sent_min,
  s.sent_max,
  m.line_rows_min,
  m.line_rows_max,
  coalesce(o.named_min, 0) as named_min,
  coalesce(o.named_max, 0) as named_max,
  coalesce(h.own_way_min, 0) as own_way_min,
  coalesce(h.own_way_max, 0) as own_way_max,
  coalesce(a.consents_min, 0) + coalesce(w.consents_min, 0) as consents_min,
  coalesce(a.consents_max, 0) + coalesce(w.consents_max, 0) as consents_max
from sent as s
join meant as m on m.order_id = s.order_id and m.line_id = s.line_id
left join ordered as o on o.order_id = s.order_id and o.sku = s.sku
left join habits as h on h.sku = m.line_sku
left join agreed as a on a.order_id = s.order_id and a.line_id = s.line_id
left join agreed as w on w.order_id = s.order_id and w.line_id = ''
