-- Holds, and what left or was charged while they stood.
-- `moved` counts parcels handed over and captures wholly inside, from the command that asked for them to the end. Any
-- release ends a hold, whatever its reason.
-- key: order_id, hold_id
-- optional: commands, parcels.command_id, payments.command_id
-- branches: independent
with marks as (
  select order_id, row_id, event, certain, happened_min, happened_max from holds where event in ('held', 'released')
),
spans as (
  select
    h.order_id,
    h.row_id,
    h.certain,
    h.happened_min as held_at_min,
    h.happened_max as held_at_max,
    coalesce(min(r.happened_min), $never) as freed_at_min,
    coalesce(min(r.happened_max) filter (where r.certain and r.happened_min > h.happened_max), $never) as freed_at_max
  from marks as h
  left join marks as r on r.order_id = h.order_id and r.event = 'released' and r.happened_max >= h.happened_min
  where h.event = 'held'
  group by h.order_id, h.row_id, h.certain, h.happened_min, h.happened_max
),
asked as (
  select command_id, min(invoked_at) as may_begin_at, min(invoked_at) filter (where certain) as begun_at
  from commands
  where command_id is not null
  group by command_id
),
moves as (
  select order_id, command_id, certain, happened_min, happened_max from parcels where event = 'handed_over'
  union all
  select order_id, command_id, certain, happened_min, happened_max
  from payments
  where kind = 'capture' and state = 'succeeded'
),
steps as (
  select
    m.order_id,
    m.certain,
    least(m.happened_min, coalesce(a.may_begin_at, m.happened_min)) as begun_min,
    least(m.happened_max, coalesce(a.begun_at, m.happened_max)) as begun_max,
    m.happened_min,
    m.happened_max
  from moves as m
  left join asked as a on a.command_id = m.command_id
)
select
  h.order_id,
  h.row_id as hold_id,
  h.certain,
  h.held_at_min,
  h.held_at_max,
  h.freed_at_min,
  h.freed_at_max,
  count(*) filter (where s.certain and s.begun_min > h.held_at_max and s.happened_max < h.freed_at_min) as moved_min,
  count(*) filter (where s.begun_max > h.held_at_min and s.happened_min < h.freed_at_max) as moved_max
from spans as h
left join steps as s on s.order_id = h.order_id
group by h.order_id, h.row_id, h.certain, h.held_at_min, h.held_at_max, h.freed_at_min, h.freed_at_max
