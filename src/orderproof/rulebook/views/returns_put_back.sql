-- Units of a line that came in with returns at one location, and that were put back on the shelf there.
-- `elsewhere` are units that came in at other places, or nobody says where; `loose` ones were put back without saying
-- for whom.
-- key: order_id, line_id, location
with came as (
  select order_id, coalesce(line_id, '') as line_id, coalesce(location, '') as location,
    sum_of(coalesce(quantity, 0), event = 'received') as received
  from returns
  where line_id is not null
  group by order_id, coalesce(line_id, ''), coalesce(location, '')
),
whole as (
  select order_id, line_id, sum(received_min) as received_min, sum(received_max) as received_max,
    sum(received_max) filter (where location = '') as unplaced_max
  from came
  group by order_id, line_id
),
put as (
  select order_id, coalesce(line_id, '') as line_id, location,
    sum_of(quantity, kind = 'restock') as put_back,
    sum_of(quantity, kind = 'ship') as sent
  from stock_moves
  where order_id is not null and line_id is not null
  group by order_id, coalesce(line_id, ''), location
),
put_everywhere as (
  select order_id, line_id, sum(put_back_min) as put_back_min, sum(put_back_max) as put_back_max
  from put
  group by order_id, line_id
)
select
  p.order_id,
  p.line_id,
  p.location,
  p.put_back_min,
  p.put_back_max,
  coalesce(c.received_min, 0) as received_min,
  coalesce(c.received_max, 0) as received_max,
  cast(coalesce(w.received_min, 0) as bigint) as all_received_min,
  cast(coalesce(w.received_max, 0) as bigint) as all_received_max,
  cast(e.put_back_min as bigint) as all_put_back_min,
  cast(e.put_back_max as bigint) as all_put_back_max,
  0 as unplaced_min,
  cast(coalesce(w.unplaced_max, 0) as bigint) as unplaced_max
from put as p
join put_everywhere as e on e.order_id = p.order_id and e.line_id = p.line_id
left join came as c on c.order_id = p.order_id and c.line_id = p.line_id and c.location = p.location
left join whole as w on w.order_id = p.order_id and w.line_id = p.line_id
