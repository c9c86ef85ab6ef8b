-- When an order was first told to be confirmed, from which its terms run, and when money for it first came or was on its
-- way. `excuses` are why none may be owed: called off, put on hold, paid to a marketplace, nothing to pay.
-- What is not observed excuses nobody.
-- key: order_id
-- optional: orders.channel, order_totals, discounts, line_changes(cancelled), holds
with told as (
  select order_id, 'confirmed' as step, 0 as amount, certain, happened_min, happened_max
  from statuses
  where object_type = 'order' and canonical = 'confirmed'
  union all
  select order_id, 'paid' as step, 0 as amount, certain, happened_min, happened_max
  from payments
  where kind = 'capture' and state in ('pending', 'succeeded')
  union all
  select order_id, 'excused' as step, 0 as amount, certain, happened_min, happened_max
  from statuses
  where object_type = 'order'
    and canonical in ('cancelled', 'expired', 'failed', 'voided', 'refunded', 'declined', 'rejected', 'on_hold')
  union all
  select order_id, 'excused' as step, 0 as amount, certain, happened_min, happened_max from orders where channel like 'marketplace%'
  union all
  select order_id, 'excused' as step, 0 as amount, certain, happened_min, happened_max
  from order_totals
  where total = 0 and surface <> 'quote'
  union all
  select order_id, 'excused' as step, 0 as amount, certain, happened_min, happened_max from line_changes where change = 'cancelled'
  union all
  select order_id, 'excused' as step, 0 as amount, certain, happened_min, happened_max from holds where event = 'held'
  union all
  select order_id, 'discounted' as step, amount, certain, happened_min, happened_max from discounts
)
select
  order_id,
  count_of(step = 'confirmed') as confirmations,
  first_of(happened, step = 'confirmed') as confirmed_at,
  first_of(happened, step = 'paid') as paid_at,
  count_of(step = 'excused') as excuses,
  sum_of(coalesce(amount, 0), step = 'discounted') as discounted
from told
group by order_id
