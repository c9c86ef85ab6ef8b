-- What an order holds after all its edits: rows, units, and what they cost before discounts and taxes.
-- `worth` is nothing, or anything, where one price is unknown.
-- key: order_id
with told as (
  select
    order_id,
    count_of(true) as line_rows,
    sum_of(quantity, true) as units,
    count_of(unit_price is null) as unpriced,
    sum_of(quantity * coalesce(unit_price, 0), true) as worth
  from lines
  group by order_id
)
select
  order_id,
  line_rows_min,
  line_rows_max,
  units_min,
  units_max,
  case when unpriced_max > 0 then 0 else worth_min end as worth_min,
  case when unpriced_max > 0 then 9000000000000000 else worth_max end as worth_max
from told
