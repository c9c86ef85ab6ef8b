-- What happened in the name of a command that was refused: money taken or given back, units called off or sent, a
-- return begun. A taking of which the payment was voided or refunded since was undone, and counts for nothing.
-- key: command_id
-- branches: independent
with asked as (
  select
    command_id,
    max(verb) as verb,
    max(order_id) as order_id,
    count_of(outcome = 'refused') as refusals,
    count_of(outcome <> 'refused') as other_answers
  from commands
  where command_id is not null
  group by command_id
),
undoings as (
  select order_id, payment_id, count_of(true) as undone
  from payments
  where not kind not in ('void', 'refund') and state <> 'failed'
  group by order_id, payment_id
),
effects as (
  select p.command_id, p.order_id, p.certain and coalesce(u.undone_max, 0) = 0 as certain
  from payments as p
  left join undoings as u on u.order_id = p.order_id and u.payment_id = p.payment_id
  where p.kind = 'capture' and p.state = 'succeeded' and p.command_id is not null and coalesce(u.undone_min, 0) = 0
  union all
  select command_id, order_id, certain
  from payments
  where kind = 'refund' and state = 'succeeded' and command_id is not null
  union all
  select command_id, order_id, certain
  from line_changes
  where change in ('cancelled', 'shipped') and command_id is not null
  union all
  select command_id, order_id, certain
  from returns
  where event in ('requested', 'approved') and command_id is not null
),
done as (
  select command_id, max(order_id) as order_id, count_of(true) as effects from effects group by command_id
)
select
  a.command_id,
  a.verb,
  coalesce(a.order_id, d.order_id) as order_id,
  a.refusals_min,
  a.refusals_max,
  a.other_answers_min,
  a.other_answers_max,
  coalesce(d.effects_min, 0) as effects_min,
  coalesce(d.effects_max, 0) as effects_max
from asked as a
left join done as d on d.command_id = a.command_id
