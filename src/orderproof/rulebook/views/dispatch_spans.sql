-- The span in which an order's parcels left, replacements aside, and whether everything was to leave together.
-- key: order_id
-- optional: parcels.replaces
with asked as (
  select order_id, count_of(coalesce(ship_complete, false)) as together from orders group by order_id
),
sent as (
  select
    order_id,
    count_of(event = 'handed_over' and coalesce(replaces, '') = '') as handovers,
    first_of(happened, event = 'handed_over' and coalesce(replaces, '') = '') as first_left_at,
    last_of(happened, event = 'handed_over' and coalesce(replaces, '') = '') as last_left_at
  from parcels
  group by order_id
)
select
  a.order_id,
  a.together_min,
  a.together_max,
  coalesce(s.handovers_min, 0) as handovers_min,
  coalesce(s.handovers_max, 0) as handovers_max,
  coalesce(s.first_left_at_min, $as_of) as first_left_at_min,
  coalesce(s.first_left_at_max, $never) as first_left_at_max,
  coalesce(s.last_left_at_min, $epoch) as last_left_at_min,
  coalesce(s.last_left_at_max, $epoch) as last_left_at_max
from asked as a
left join sent as s on s.order_id = a.order_id
