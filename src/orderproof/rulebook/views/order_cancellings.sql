-- How often cancelling a whole order was granted, and when last; whether units of it left, or it was told to be called off.
-- key: order_id
-- optional: line_changes, parcels, statuses
with asked as (
  select
    order_id,
    count_of(verb in ('cancel', 'cancel_only') and outcome = 'ok') as granted,
    last_of(coalesce(answered_at, invoked_at), verb in ('cancel', 'cancel_only') and outcome = 'ok') as granted_at
  from commands
  where order_id is not null
  group by order_id
),
told as (
  select order_id, 'left' as what, certain from line_changes where change in ('shipped', 'delivered')
  union all
  select order_id, 'left' as what, certain from parcels where event = 'handed_over'
  union all
  select order_id, 'over' as what, certain
  from statuses
  where object_type = 'order' and canonical in ('cancelled', 'expired', 'failed', 'refunded', 'voided', 'closed')
),
marks as (
  select order_id, count_of(what = 'left') as sent, count_of(what = 'over') as called_off from told group by order_id
)
select
  a.order_id,
  a.granted_min,
  a.granted_max,
  a.granted_at_min,
  a.granted_at_max,
  coalesce(m.sent_min, 0) as sent_min,
  coalesce(m.sent_max, 0) as sent_max,
  coalesce(m.called_off_min, 0) as called_off_min,
  coalesce(m.called_off_max, 0) as called_off_max
from asked as a
left join marks as m on m.order_id = a.order_id
