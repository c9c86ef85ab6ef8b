-- Units of a line in returns that count: received, or asked for and not turned down, called off or closed since.
-- key: order_id, line_id
-- optional: returns(received), returns(inspected), returns(declined), returns(cancelled), returns(closed)
with ends as (
  select
    order_id,
    return_id,
    count_of(event in ('received', 'inspected')) as arrivals,
    count_of(event in ('declined', 'cancelled', 'closed')) as endings
  from returns
  group by order_id, return_id
),
asked as (
  select
    r.order_id,
    r.line_id,
    coalesce(r.quantity, 1) as units,
    r.certain and (e.arrivals_min > 0 or e.endings_max = 0) as certain
  from returns as r
  join ends as e on e.order_id = r.order_id and e.return_id = r.return_id
  where r.event = 'requested' and r.line_id is not null and (e.arrivals_max > 0 or e.endings_min = 0)
)
select order_id, line_id, count_of(true) as requests, sum_of(coalesce(units, 1), true) as asked
from asked
group by order_id, line_id
