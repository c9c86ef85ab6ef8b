-- Changes of what an order holds, and when the last was made: units taken off, units added more than a minute after it was
-- placed (an order may be written down row by row), changes that were asked for and granted.
-- key: order_id
-- optional: commands
-- branches: independent
with placed as (
  select
    order_id,
    bool_or(certain) as certain,
    max(happened_max) + interval '1' minute as written_until,
    min(happened_min) as begun_at
  from orders
  group by order_id
),
edits as (
  select
    l.order_id,
    l.certain and (l.quantity < 0 or (p.certain and l.happened_min > p.written_until)) as certain,
    l.happened_min,
    l.happened_max
  from lines as l
  join placed as p on p.order_id = l.order_id
  where l.quantity < 0 or l.happened_max > p.begun_at
  union all
  select order_id, certain and outcome = 'ok' as certain, happened_min, happened_max
  from commands
  where verb = 'edit' and outcome <> 'refused' and order_id is not null
)
select order_id, count_of(true) as edits_made, last_of(happened, true) as edited_at
from edits
group by order_id
