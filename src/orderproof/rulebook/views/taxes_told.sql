-- What an order and its page say is tax, beside the taxes behind it: `charged` over all of them, `of_lines` over those
-- of lines alone, the smallest for a line and jurisdiction (a tax that changes is told again). `whole` counts taxes that name no line; `extras` is what is told of shipping and fees, whose tax may
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
    sum_of(amount, true) as charged
  from taxes
  where document_id is null and amount >= 0
  group by order_id
),
smallest as (
  select
    order_id,
    line_id,
    jurisdiction,
    case when bool_or(certain) then min(amount) else 0 end as amount_min,
    coalesce(min(amount) filter (where certain), max(amount)) as amount_max
  from taxes
  where document_id is null and amount >= 0 and line_id is not null
  group by order_id, line_id, jurisdiction
),
of_lines as (
  select order_id, cast(sum(amount_min) as bigint) as of_lines_min, cast(sum(amount_max) as bigint) as of_lines_max
  from smallest
  group by order_id
),
units as (
  select order_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0), true) as units from lines group by order_id
),
bought as (
  select order_id, min(currency) as currency from orders group by order_id
)
select
  c.order_id,
  b.currency,
  least(c.tax_rows_min, u.line_rows_min) as tax_rows_min,
  least(c.tax_rows_max, u.line_rows_max) as tax_rows_max,
  c.whole_min,
  c.whole_max,
  c.charged_min,
  c.charged_max,
  coalesce(l.of_lines_min, 0) as of_lines_min,
  coalesce(l.of_lines_max, 0) as of_lines_max,
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
left join of_lines as l on l.order_id = c.order_id
left join bought as b on b.order_id = c.order_id
