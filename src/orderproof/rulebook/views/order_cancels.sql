-- How far an order was cancelled: lines of which units are still wanted, and when the last unit was cancelled.
-- `shipped` only acquits: whoever never shows what was shipped is judged without.
-- key: order_id
with bought as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(greatest(quantity, 0), true) as ordered
  from lines
  group by order_id, line_id
),
dropped as (
  select order_id, line_id, sum_of(quantity, change = 'cancelled') as cancelled
  from line_changes
  group by order_id, line_id
),
wanted as (
  select
    b.order_id,
    bool_or(b.line_rows_min > 0) as is_sure,
    count(*) filter (where b.ordered_min > coalesce(d.cancelled_max, 0)) as open_lines_min,
    count(*) filter (where b.ordered_max > coalesce(d.cancelled_min, 0)) as open_lines_max
  from bought as b
  left join dropped as d on d.order_id = b.order_id and d.line_id = b.line_id
  group by b.order_id
),
moved as (
  select
    order_id,
    count_of(change = 'cancelled') as cancels,
    count_of(not change <> 'shipped') as shipped,
    last_of(happened, change = 'cancelled') as last_cancelled_at
  from line_changes
  group by order_id
)
select
  m.order_id,
  w.open_lines_min,
  w.open_lines_max,
  case when w.is_sure then m.cancels_min else 0 end as cancels_min,
  m.cancels_max,
  m.shipped_min,
  m.shipped_max,
  m.last_cancelled_at_min,
  m.last_cancelled_at_max
from moved as m
join wanted as w on w.order_id = m.order_id
