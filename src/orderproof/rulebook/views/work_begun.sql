-- When work on a line's goods began, against when its order was first confirmed or paid, where the profile lets that work
-- wait for it. A status that was looked up may have been true long before; money counts from its first promise on.
-- key: order_id, line_id, work
-- optional: statuses.asked_at
-- branches: independent
with begun as (
  select order_id, line_id, 'pick' as work, certain, happened_min, happened_max
  from line_changes
  where change = 'picked'
  union all
  select order_id, line_id, 'pack' as work, certain, happened_min, happened_max
  from parcels
  where event = 'packed' and line_id is not null
),
reached as (
  select
    order_id,
    'confirmed' as milestone,
    certain,
    case when asked_at is null then happened_min else $epoch end as happened_min,
    happened_max
  from statuses
  where object_type = 'order' and canonical = 'confirmed'
  union all
  select order_id, 'paid' as milestone, certain, happened_min, happened_max
  from payments
  where kind in ('authorize', 'capture') and state in ('pending', 'succeeded')
),
starts as (
  select order_id, line_id, work, count_of(true) as beginnings, first_of(happened, true) as begun_at
  from begun
  group by order_id, line_id, work
),
goals as (
  select order_id, milestone, count_of(true) as goals, first_of(happened, true) as reached_at
  from reached
  group by order_id, milestone
)
select
  s.order_id,
  s.line_id,
  s.work,
  w.waits_for,
  s.beginnings_min,
  s.beginnings_max,
  s.begun_at_min,
  s.begun_at_max,
  g.goals_min,
  g.goals_max,
  g.reached_at_min,
  g.reached_at_max
from starts as s
join profile_waits as w on w.work = s.work
join goals as g on g.order_id = s.order_id and g.milestone = w.waits_for
