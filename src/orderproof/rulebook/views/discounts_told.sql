-- What an order and its page say was taken off, beside the discounts behind it: `applied` over all of them, `of_lines`
-- over those of lines alone, an offer that was applied to a line again counted once (what is taken off shipping may be
-- told with the shipping).
-- key: order_id
with told as (
  select
    order_id,
    count_of(true) as tellings,
    highest_of(discount, true) as highest_told,
    lowest_of(discount, true) as lowest_told
  from order_totals
  where surface in ('order', 'detail') and discount is not null
  group by order_id
),
rows_of as (
  select order_id, count_of(true) as discount_rows, sum_of(amount, true) as applied from discounts group by order_id
),
offers_of as (
  select order_id, line_id, offer, highest_of(amount, true) as amount
  from discounts
  where line_id is not null
  group by order_id, line_id, offer
),
lines_of as (
  select
    order_id,
    coalesce(cast(sum(amount_min) as bigint), 0) as of_lines_min,
    coalesce(cast(sum(amount_max) as bigint), 0) as of_lines_max
  from offers_of
  group by order_id
),
bought as (
  select order_id, min(currency) as currency from orders group by order_id
)
select
  r.order_id,
  b.currency,
  r.discount_rows_min,
  r.discount_rows_max,
  r.applied_min,
  r.applied_max,
  coalesce(l.of_lines_min, 0) as of_lines_min,
  coalesce(l.of_lines_max, 0) as of_lines_max,
  coalesce(t.tellings_min, 0) as tellings_min,
  coalesce(t.tellings_max, 0) as tellings_max,
  t.highest_told_min,
  t.highest_told_max,
  t.lowest_told_min,
  t.lowest_told_max
from rows_of as r
left join told as t on t.order_id = r.order_id
left join lines_of as l on l.order_id = r.order_id
left join bought as b on b.order_id = r.order_id
