-- Units of a line that left in parcels, beside what was ordered and what was cancelled before the last of them left.
-- Parcels that replace others do not count.
-- key: order_id, line_id
-- optional: line_changes, parcels.replaces
with ordered as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(quantity, true) as ordered
  from lines
  group by order_id, line_id
),
sent as (
  select
    order_id,
    line_id,
    sum_of(coalesce(quantity, 0), event = 'handed_over' and coalesce(replaces, '') = '') as sent,
    last_of(happened, event = 'handed_over' and coalesce(replaces, '') = '') as last_left_at
  from parcels
  where line_id is not null
  group by order_id, line_id
),
dropped as (
  select
    s.order_id,
    s.line_id,
    coalesce(cast(sum(c.quantity) filter (where c.certain and c.happened_max < s.last_left_at_min) as bigint), 0)
      as cancelled_min,
    coalesce(cast(sum(c.quantity) filter (where c.happened_min < s.last_left_at_max) as bigint), 0) as cancelled_max
  from sent as s
  join line_changes as c on c.order_id = s.order_id and c.line_id = s.line_id and c.change = 'cancelled'
  group by s.order_id, s.line_id
)
select
  o.order_id,
  o.line_id,
  o.line_rows_min,
  o.line_rows_max,
  o.ordered_min,
  o.ordered_max,
  s.sent_min,
  s.sent_max,
  coalesce(d.cancelled_min, 0) as cancelled_min,
  coalesce(d.cancelled_max, 0) as cancelled_max
from ordered as o
join sent as s on s.order_id = o.order_id and s.line_id = o.line_id
left join dropped as d on d.order_id = o.order_id and d.line_id = o.line_id
