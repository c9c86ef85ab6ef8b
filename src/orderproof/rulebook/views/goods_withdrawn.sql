-- What became of an order's goods: lines of which units are still with, or owed to, the customer (`kept_lines`), the
-- units ordered, units called off and sent back and when last, and what the goods cost that were not called off
-- (`wanted_worth`). Prices are those of the lines, as bought; an order with a line that has none is not valued.
-- key: order_id
with bought as (
  select
    order_id,
    line_id,
    count_of(true) as line_rows,
    count_of(quantity < 0) as cuts,
    sum_of(greatest(quantity, 0), true) as ordered,
    min(coalesce(unit_price, 0)) as least_price,
    max(coalesce(unit_price, 9000000000)) as most_price
  from lines
  group by order_id, line_id
),
moved as (
  select
    order_id,
    line_id,
    sum_of(quantity, change = 'cancelled') as cancelled,
    sum_of(quantity, change = 'returned') as returned,
    sum_of(quantity, change in ('cancelled', 'returned')) as gone,
    last_of(happened, change in ('cancelled', 'returned')) as gone_at
  from line_changes
  group by order_id, line_id
)
select
  b.order_id,
  count(*) filter (where b.line_rows_min > 0) as lines_min,
  count(*) as lines_max,
  cast(sum(b.cuts_min) as bigint) as cuts_min,
  cast(sum(b.cuts_max) as bigint) as cuts_max,
  cast(sum(b.ordered_min) as bigint) as units_min,
  cast(sum(b.ordered_max) as bigint) as units_max,
  count(*) filter (where b.ordered_min > coalesce(m.gone_max, 0)) as kept_lines_min,
  count(*) filter (where b.ordered_max > coalesce(m.gone_min, 0)) as kept_lines_max,
  coalesce(cast(sum(m.gone_min) as bigint), 0) as gone_min,
  coalesce(cast(sum(m.gone_max) as bigint), 0) as gone_max,
  coalesce(cast(sum(m.cancelled_min) as bigint), 0) as cancelled_min,
  coalesce(cast(sum(m.cancelled_max) as bigint), 0) as cancelled_max,
  coalesce(max(m.gone_at_min), $epoch) as gone_at_min,
  coalesce(max(m.gone_at_max), $epoch) as gone_at_max,
  cast(sum(greatest(b.ordered_min - coalesce(m.cancelled_max, 0), 0) * b.least_price) as bigint) as wanted_worth_min,
  cast(sum(greatest(b.ordered_max - coalesce(m.cancelled_min, 0), 0) * b.most_price) as bigint) as wanted_worth_max
from bought as b
left join moved as m on m.order_id = b.order_id and m.line_id = b.line_id
group by b.order_id
