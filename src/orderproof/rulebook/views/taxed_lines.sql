-- Taxes of lines that name what they were charged on, with what the line costs at its price and what the seller had
-- taken off it by then. `beside` counts the taxes of that line: one of several may be charged on another.
-- key: order_id, source, row_id
-- optional: taxes.document_id
with charged as (
  select order_id, source, row_id, line_id, base, rate, amount, certain, happened_min, happened_max
  from taxes
  where line_id is not null and document_id is null and base is not null
),
beside as (
  select order_id, line_id, count_of(true) as beside from charged group by order_id, line_id
),
worth as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0) * unit_price, true) as worth
  from lines
  group by order_id, line_id
),
offers_of as (
  select
    c.order_id,
    c.source,
    c.row_id,
    d.offer,
    max(d.amount) filter (where d.certain and d.happened_max <= c.happened_min) as amount_min,
    max(d.amount) filter (where d.happened_min <= c.happened_max) as amount_max
  from charged as c
  join discounts as d on d.order_id = c.order_id and d.line_id = c.line_id
  where d.borne_by = 'seller'
  group by c.order_id, c.source, c.row_id, d.offer
),
taken as (
  select
    order_id,
    source,
    row_id,
    coalesce(cast(sum(amount_min) as bigint), 0) as taken_min,
    coalesce(cast(sum(amount_max) as bigint), 0) as taken_max
  from offers_of
  group by order_id, source, row_id
),
bought as (
  select order_id, min(currency) as currency from orders group by order_id
)
select
  c.order_id,
  c.source,
  c.row_id,
  c.line_id,
  b.currency,
  c.base,
  c.rate,
  c.amount,
  c.certain and w.line_rows_min > 0 as certain,
  s.beside_min,
  s.beside_max,
  w.worth_min,
  w.worth_max,
  coalesce(t.taken_min, 0) as taken_min,
  coalesce(t.taken_max, 0) as taken_max
from charged as c
join beside as s on s.order_id = c.order_id and s.line_id = c.line_id
join worth as w on w.order_id = c.order_id and w.line_id = c.line_id
left join taken as t on t.order_id = c.order_id and t.source = c.source and t.row_id = c.row_id
left join bought as b on b.order_id = c.order_id
