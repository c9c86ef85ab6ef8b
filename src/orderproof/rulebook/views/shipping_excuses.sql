-- What has to be true before a parcel is owed, and why none may be.
-- `paid_at` (or when no payment was to be waited for), `not_before` (promised dates, holds let go), `withdrawn` units
-- (cancelled, backordered, digital), `excuses` (called off, money given back), `collected` (fetched by the customer),
-- units `sent` or `brought` without a parcel. What is not observed excuses nobody.
-- key: order_id
-- optional: payments, orders.terms, orders.channel, statuses, line_changes, lines.requires_shipping, holds, promises, parcels
with watched as (
  select count(*) as payment_ledgers from recorded_ledgers where ledger = 'payments'
),
told as (
  select o.order_id, 'paid' as step, 0 as units, o.certain, o.happened_min, o.happened_max
  from orders as o
  cross join watched as w
  where w.payment_ledgers = 0
  union all
  select order_id, 'paid' as step, 0 as units, certain, happened_min, happened_max
  from payments
  where kind in ('authorize', 'capture') and state = 'succeeded'
  union all
  select order_id, 'paid' as step, 0 as units, certain, happened_min, happened_max from orders where terms <> 'prepaid'
  union all
  select order_id, 'paid' as step, 0 as units, certain, happened_min, happened_max
  from orders
  where channel like 'marketplace%'
  union all
  select order_id, 'collected' as step, 0 as units, certain, happened_min, happened_max
  from orders
  where channel like 'pos%'
  union all
  select order_id, 'excused' as step, 0 as units, certain, happened_min, happened_max
  from statuses
  where object_type = 'order'
    and canonical in (
      'cancelled', 'expired', 'failed', 'voided', 'refunded', 'declined', 'rejected', 'closed', 'on_hold', 'backordered'
    )
  union all
  select order_id, 'collected' as step, 0 as units, certain, happened_min, happened_max
  from statuses
  where object_type in ('order', 'fulfilment') and canonical in ('ready_for_pickup', 'picked_up')
  union all
  select order_id, 'excused' as step, 0 as units, certain, happened_min, happened_max
  from payments
  where kind in ('void', 'refund', 'chargeback') and state in ('pending', 'succeeded')
  union all
  select order_id, 'withdrawn' as step, quantity as units, certain, happened_min, happened_max
  from line_changes
  where change in ('cancelled', 'backordered')
  union all
  select order_id, 'sent' as step, quantity as units, certain, happened_min, happened_max
  from line_changes
  where change = 'shipped'
  union all
  select order_id, 'brought' as step, quantity as units, certain, happened_min, happened_max
  from line_changes
  where change = 'delivered'
  union all
  select order_id, 'withdrawn' as step, quantity as units, certain, happened_min, happened_max
  from lines
  where requires_shipping = false
  union all
  select order_id, 'held' as step, 0 as units, certain, happened_min, happened_max from holds where event = 'held'
  union all
  select order_id, 'released' as step, 0 as units, certain, happened_min, happened_max from holds where event = 'released'
  union all
  select
    order_id, 'promised' as step, 0 as units, certain,
    coalesce(ship_by, deliver_by) as happened_min, coalesce(ship_by, deliver_by) as happened_max
  from promises
  union all
  select order_id, 'promised' as step, 0 as units, certain, fulfil_at as happened_min, fulfil_at as happened_max
  from parcels
  where fulfil_at is not null
)
select
  order_id,
  count_of(step = 'paid') as payings,
  first_of(happened, step = 'paid') as paid_at,
  last_of(happened, step in ('promised', 'released')) as not_before,
  sum_of(coalesce(units, 0), step = 'withdrawn') as withdrawn,
  sum_of(coalesce(units, 0), step = 'sent') as sent,
  sum_of(coalesce(units, 0), step = 'brought') as brought,
  count_of(step = 'excused') as excuses,
  count_of(step = 'collected') as collected,
  count_of(step = 'held') as held,
  count_of(step = 'released') as released
from told
group by order_id
