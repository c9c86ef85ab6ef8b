-- Lines that no parcel carries: when the customer first had them. `given` counts how often units of the same SKU are
-- told to have been given to anybody: of a service or a gift wrap that is never told. `taken_off` is what discounts take
-- off the line, and all that is taken off the order without naming a line.
-- key: order_id, line_id
-- optional: discounts
with bought as (
  select
    order_id,
    line_id,
    min(sku) as sku,
    sum_of(quantity, true) as units,
    sum_of(quantity * coalesce(unit_price, 0), true) as line_worth
  from lines
  where coalesce(requires_shipping, true) = false
  group by order_id, line_id
),
moved as (
  select
    order_id,
    line_id,
    count_of(change in ('shipped', 'delivered')) as openings,
    first_of(happened, change in ('shipped', 'delivered')) as opened_at,
    sum_of(quantity, change = 'cancelled') as cancelled
  from line_changes
  group by order_id, line_id
),
habits as (
  select
    b.sku,
    coalesce(cast(sum(case when b.units_min > 0 then m.openings_min else 0 end) as bigint), 0) as given_min,
    coalesce(cast(sum(m.openings_max) as bigint), 0) as given_max
  from bought as b
  join moved as m on m.order_id = b.order_id and m.line_id = b.line_id
  group by b.sku
),
line_cuts as (
  select order_id, line_id, sum_of(amount, true) as taken_off
  from discounts
  where line_id is not null
  group by order_id, line_id
),
order_cuts as (
  select order_id, sum_of(amount, true) as taken_off
  from discounts
  where line_id is null
  group by order_id
)
select
  b.order_id,
  b.line_id,
  b.sku,
  b.units_min,
  b.units_max,
  b.line_worth_min,
  b.line_worth_max,
  coalesce(m.openings_min, 0) as openings_min,
  coalesce(m.openings_max, 0) as openings_max,
  coalesce(m.opened_at_min, $as_of) as opened_at_min,
  coalesce(m.opened_at_max, $never) as opened_at_max,
  coalesce(m.cancelled_min, 0) as cancelled_min,
  coalesce(m.cancelled_max, 0) as cancelled_max,
  coalesce(h.given_min, 0) as given_min,
  coalesce(h.given_max, 0) as given_max,
  coalesce(l.taken_off_min, 0) + coalesce(o.taken_off_min, 0) as taken_off_min,
  coalesce(l.taken_off_max, 0) + coalesce(o.taken_off_max, 0) as taken_off_max
from bought as b
left join moved as m on m.order_id = b.order_id and m.line_id = b.line_id
left join habits as h on h.sku = b.sku
left join line_cuts as l on l.order_id = b.order_id and l.line_id = b.line_id
left join order_cuts as o on o.order_id = b.order_id
