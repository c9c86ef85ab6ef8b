-- Lines told to be backordered, when, and when their customer was last told of it: by a status, by a date promised or by
-- a message of that name. `told_at` never lies before the backorder for good: what was promised at the same time counts.
-- `awaited_until`: who was not told waits at least up to now.
-- key: order_id, line_id
-- optional: promises, statuses
with waiting as (
  select order_id, line_id, count_of(true) as backorders, sum_of(quantity, true) as backordered,
    last_of(happened, true) as backordered_at
  from line_changes
  where change = 'backordered'
  group by order_id, line_id
),
words as (
  select order_id, certain, happened_min, happened_max from promises
  union all
  select order_id, certain, happened_min, happened_max from notices where template like '%backorder%'
  union all
  select order_id, certain, happened_min, happened_max
  from statuses
  where canonical = 'backordered' and object_type in ('order', 'line')
),
told as (
  select order_id, last_of(happened, true) as told_at from words group by order_id
)
select
  w.order_id,
  w.line_id,
  w.backorders_min,
  w.backorders_max,
  w.backordered_min,
  w.backordered_max,
  w.backordered_at_min,
  w.backordered_at_max,
  coalesce(t.told_at_min, $epoch) as told_at_min,
  coalesce(t.told_at_max, $epoch) as told_at_max,
  $as_of as awaited_until_min,
  $never as awaited_until_max
from waiting as w
left join told as t on t.order_id = w.order_id
