-- What an order and its page say was taken off, beside the discounts behind it: `applied` over all of them, `of_lines`
-- over those of lines alone, an offer that was applied to a line again counted once (what is taken off shipping may be
-- told with the shipping). `lowest_told` is over what was told once the last discount was applied.
-- key: order_id
with rows_of as (
  select
    order_id, count_of(true) as discount_rows, sum_of(amount, true) as applied, last_of(happened, true) as applied_at
  from discounts
  group by order_id
),
told as (
  select
    t.order_id,
    count(*) filter (where t.certain) as tellings_min,
    count(*) as tellings_max,
    max(t.discount) filter (where t.certain) as highest_told_min,
    max(t.discount) as highest_told_max,
    min(t.discount) filter (where t.happened_max >= r.applied_at_min) as lowest_told_min,
    min(t.discount) filter (where t.certain and t.happened_min >= r.applied_at_max) as lowest_told_max
  from order_totals as t
  join rows_of as r on r.order_id = t.order_id
  where t.surface in ('order', 'detail') and t.discount is not null
  group by t.order_id
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
  coalesce(t.highest_told_min, 0) as highest_told_min,
  coalesce(t.highest_told_max, 0) as highest_told_max,
  coalesce(t.lowest_told_min, 9000000000000000) as lowest_told_min,
  coalesce(t.lowest_told_max, 9000000000000000) as lowest_told_max
from rows_of as r
left join told as t on t.order_id = r.order_id
left join lines_of as l on l.order_id = r.order_id
left join bought as b on b.order_id = r.order_id
