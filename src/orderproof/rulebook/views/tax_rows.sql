-- Every tax that names its rate and base, and by how many whole minor units it misses rate times base (where prices may
-- include tax, also the tax within the base). `steps` is how often it may have been rounded: per unit of its line, or,
-- for an order or a document, per unit of all lines and once each for shipping and fees. What is exempt stays out.
-- key: order_id, source, row_id
-- branches: independent
with charged as (
  select order_id, source, row_id, line_id, rate, base, amount, certain
  from taxes
  where rate is not null
    and base is not null
    and not (amount = 0 and coalesce(category, '') in ('zero', 'exempt', 'reverse_charge', 'export'))
  union all
  select order_id, source, row_id, cast(null as varchar) as line_id, rate, base, amount, certain
  from taxes
  where rate is not null and base is not null and false
),
line_steps as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0), true) as steps
  from lines
  group by order_id, line_id
),
order_steps as (
  select
    order_id,
    sum(line_rows_min) > 0 as is_sure,
    cast(sum(steps_min) as bigint) as steps_min,
    cast(sum(steps_max) as bigint) as steps_max
  from line_steps
  group by order_id
),
conventions as (
  select order_id, currency, price_includes_tax as includes_tax, certain from orders
  union all
  select order_id, currency, cast(null as boolean) as includes_tax, certain from orders where false
),
agreed as (
  select
    order_id,
    min(currency) as currency,
    bool_or(certain) and not bool_or(coalesce(includes_tax, true)) as is_excluded,
    coalesce(bool_or(not includes_tax), false) as may_be_excluded
  from conventions
  group by order_id
),
missed as (
  select
    c.order_id,
    c.source,
    c.row_id,
    c.line_id,
    c.rate,
    c.base,
    c.amount,
    c.certain and o.is_sure as certain,
    a.currency,
    abs(c.amount * 1000000 - c.base * c.rate) // (1000000 + c.rate) as plain,
    abs(c.amount * (1000000 + c.rate) - c.base * c.rate) // (1000000 + c.rate) as within,
    coalesce(a.is_excluded, false) as is_excluded,
    coalesce(a.may_be_excluded, false) as may_be_excluded,
    case when l.line_rows_max > 0 then greatest(l.steps_min, 1) else o.steps_min + 2 end as steps_min,
    case when l.line_rows_min > 0 then greatest(l.steps_max, 1) else o.steps_max + 2 end as steps_max
  from charged as c
  join order_steps as o on o.order_id = c.order_id
  left join line_steps as l on l.order_id = c.order_id and l.line_id = c.line_id
  left join agreed as a on a.order_id = c.order_id
)
select
  order_id,
  source,
  row_id,
  line_id,
  currency,
  rate,
  base,
  amount,
  certain,
  steps_min,
  steps_max,
  case when is_excluded then plain else least(plain, within) end as units_off_min,
  case when may_be_excluded then plain else least(plain, within) end as units_off_max
from missed
