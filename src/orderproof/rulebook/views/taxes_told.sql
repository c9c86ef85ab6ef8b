-- What an order and its page say is tax, beside the taxes behind it: `charged` over all of them, `of_lines` over those
-- of lines alone. `whole` counts taxes that name no line; `extras` is what is told of shipping and fees, whose tax may
-- be told nowhere else. `steps` is how often a tax may have been rounded: per unit, and for shipping and fees.
-- key: order_id
-- optional: taxes.document_id
with told as (
  select
    order_id,
    count_of(true) as tellings,
    highest_of(tax, true) as highest_told,
    lowest_of(tax, true) as lowest_told,
    highest_of(coalesce(shipping, 1) + coalesce(fees, 0), true) as extras
  from order_totals
  where surface in ('order', 'detail') and tax is not null
  group by order_id
),
charged as (
  select
    order_id,
    count_of(true) as tax_rows,
    count_of(line_id is null) as whole,
    sum_of(amount, true) as charged,
    sum_of(amount, line_id is not null) as of_lines
  from taxes
  where document_id is null and amount >= 0
  group by order_id
),
units as (
  select order_id, sum_of(greatest(quantity, 0), true) as units from lines group by order_id
),
bought as (
  select order_id, min(currency) as currency from orders group by order_id
)
select
  c.order_id,
  b.currency,
  c.tax_rows_min,
  c.tax_rows_max,
  c.whole_min,
  c.whole_max,
  c.charged_min,
  c.charged_max,
  c.of_lines_min,
  c.of_lines_max,
  coalesce(t.tellings_min, 0) as tellings_min,
  coalesce(t.tellings_max, 0) as tellings_max,
  t.highest_told_min,
  t.highest_told_max,
  t.lowest_told_min,
  t.lowest_told_max,
  t.extras_min,
  t.extras_max,
  u.units_min + 2 as steps_min,
  u.units_max + 2 as steps_max
from charged as c
left join told as t on t.order_id = c.order_id
join units as u on u.order_id = c.order_id
left join bought as b on b.order_id = c.order_id
