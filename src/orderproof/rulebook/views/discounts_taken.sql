-- What discounts take off a line, or (no line named) an order and its shipping, and what there is to take it off. Of an
-- offer that was applied again the largest amount counts; lines count with every unit that was ever added to them.
-- key: order_id, line_id
-- branches: independent
with applied as (
  select order_id, line_id, offer, amount, certain from discounts
  union all
  select order_id, cast(null as varchar) as line_id, cast(null as varchar) as offer, amount, certain
  from discounts
  where false
),
offers as (
  select order_id, line_id, offer, highest_of(amount, true) as amount from applied group by order_id, line_id, offer
),
taken as (
  select
    order_id,
    line_id,
    coalesce(cast(sum(amount_min) as bigint), 0) as taken_min,
    coalesce(cast(sum(amount_max) as bigint), 0) as taken_max
  from offers
  group by order_id, line_id
),
line_worth as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0) * unit_price, true) as worth
  from lines
  group by order_id, line_id
),
charges as (
  select order_id, shipping, coalesce(fees, 0) as fees, coalesce(tax, 0) as tax, certain
  from order_totals
  where shipping is not null
  union all
  select order_id, shipping, 0 as fees, 0 as tax, certain from order_totals where shipping is not null and false
),
charged as (
  select order_id, count_of(true) as charges, highest_of(shipping + fees + tax, true) as charge
  from charges
  group by order_id
),
order_worth as (
  select
    order_id,
    cast(sum(line_rows_min) as bigint) as line_rows_min,
    cast(sum(line_rows_max) as bigint) as line_rows_max,
    cast(sum(worth_min) as bigint) as worth_min,
    case when count(*) = count(worth_max) then cast(sum(worth_max) as bigint) end as worth_max
  from line_worth
  group by order_id
),
bought as (
  select order_id, min(currency) as currency from orders group by order_id
),
grounds as (
  select
    t.order_id, t.line_id, t.taken_min, t.taken_max, w.line_rows_min as grounds_min, w.line_rows_max as grounds_max,
    w.worth_min as worth_min, w.worth_max as worth_max
  from taken as t
  join line_worth as w on w.order_id = t.order_id and w.line_id = t.line_id
  union all
  select
    t.order_id, t.line_id, t.taken_min, t.taken_max, least(w.line_rows_min, c.charges_min) as grounds_min,
    least(w.line_rows_max, c.charges_max) as grounds_max, w.worth_min + coalesce(c.charge_min, 0) as worth_min,
    w.worth_max + c.charge_max as worth_max
  from taken as t
  join order_worth as w on w.order_id = t.order_id
  join charged as c on c.order_id = t.order_id
  where t.line_id is null
)
select
  g.order_id,
  g.line_id,
  b.currency,
  g.grounds_min,
  g.grounds_max,
  g.taken_min,
  g.taken_max,
  g.worth_min,
  g.worth_max
from grounds as g
left join bought as b on b.order_id = g.order_id
