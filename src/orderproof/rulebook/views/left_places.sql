-- Units of a line that a shelf at one location gave, beside those that left from there in parcels.
-- `unplaced` are units in parcels of which nobody says where they left from.
-- key: order_id, line_id, location
with given as (
  select order_id, coalesce(line_id, '') as line_id, location, sum_of(quantity, kind = 'ship') as given
  from stock_moves
  where order_id is not null and line_id is not null
  group by order_id, coalesce(line_id, ''), location
),
given_all as (
  select order_id, line_id, sum(given_min) as given_min, sum(given_max) as given_max from given group by order_id, line_id
),
sent as (
  select order_id, coalesce(line_id, '') as line_id, coalesce(location, '') as location,
    sum_of(coalesce(quantity, 0), event = 'handed_over') as sent
  from parcels
  where line_id is not null
  group by order_id, coalesce(line_id, ''), coalesce(location, '')
),
sent_all as (
  select order_id, line_id, sum(sent_min) as sent_min, sum(sent_max) as sent_max,
    sum(sent_max) filter (where location = '') as unplaced_max
  from sent
  group by order_id, line_id
)
select
  g.order_id,
  g.line_id,
  g.location,
  g.given_min,
  g.given_max,
  cast(a.given_min as bigint) as all_given_min,
  cast(a.given_max as bigint) as all_given_max,
  coalesce(s.sent_min, 0) as sent_min,
  coalesce(s.sent_max, 0) as sent_max,
  cast(t.sent_min as bigint) as all_sent_min,
  cast(t.sent_max as bigint) as all_sent_max,
  0 as unplaced_min,
  cast(coalesce(t.unplaced_max, 0) as bigint) as unplaced_max
from given as g
join given_all as a on a.order_id = g.order_id and a.line_id = g.line_id
join sent_all as t on t.order_id = g.order_id and t.line_id = g.line_id
left join sent as s on s.order_id = g.order_id and s.line_id = g.line_id and s.location = g.location
