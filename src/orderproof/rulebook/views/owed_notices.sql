-- Every event that owes the customer a message by the declared policy, and the first message that can answer it.
-- A message answers from `within` before the event on: what is told a moment too early has still been told. A
-- marketplace and a till tell their customers themselves. Who collects a parcel, or sends it back, knows of it.
-- key: order_id, cause, cause_ref, template
-- branches: independent
-- optional: orders.channel, scans(return_to_sender), promises.line_id, promises.surface
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
not_brought as (
  select parcel_id, bool_or(certain) as certain
  from scans
  where status in ('return_to_sender', 'available_for_pickup')
  group by parcel_id
),
numbers as (
  select order_id, parcel_id, tracking_number, certain, happened_min, happened_max
  from parcels
  where tracking_number is not null
),
renumbered as (
  select
    n.order_id,
    n.parcel_id,
    o.tracking_number as old_number,
    n.certain and o.certain and o.happened_max < n.happened_min as certain,
    n.happened_min,
    n.happened_max
  from numbers as n
  join numbers as o on o.order_id = n.order_id and o.parcel_id = n.parcel_id
  where o.tracking_number <> n.tracking_number and o.happened_min < n.happened_max
),
numbers_told as (
  select order_id, told['tracking'] as told_number, certain, happened_min, happened_max
  from notices
  where event = 'sent' and told['tracking'] is not null
),
dated as (
  select
    order_id, row_id, coalesce(line_id, '') as line, deliver_by, coalesce(surface, '') = 'mail' as is_mail, certain,
    happened_min, happened_max
  from promises
  where deliver_by is not null
),
put_off as (
  select
    n.order_id,
    n.row_id,
    n.certain and o.certain and o.happened_max < n.happened_min as certain,
    n.happened_min,
    n.happened_max
  from dated as n
  join dated as o on o.order_id = n.order_id and o.line = n.line
  where not n.is_mail and o.happened_min < n.happened_max and o.deliver_by + interval '1' day < n.deliver_by
),
owing as (
  select order_id, 'placed' as cause, order_id as cause_ref, certain, happened_min, happened_max from orders
  union all
  select order_id, 'shipped' as cause, parcel_id as cause_ref, certain, happened_min, happened_max
  from parcels
  where event = 'handed_over'
  union all
  select order_id, 'refunded' as cause, row_id as cause_ref, certain, happened_min, happened_max
  from payments
  where kind = 'refund' and state = 'succeeded'
  union all
  select order_id, 'cancelled' as cause, order_id as cause_ref, certain, happened_min, happened_max
  from statuses
  where object_type = 'order' and canonical = 'cancelled'
  union all
  select order_id, 'confirmed' as cause, order_id as cause_ref, certain, happened_min, happened_max
  from statuses
  where object_type = 'order' and canonical = 'confirmed'
  union all
  select
    o.order_id,
    'delivered' as cause,
    s.parcel_id as cause_ref,
    s.certain and o.certain and r.parcel_id is null as certain,
    s.happened_min,
    s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  left join not_brought as r on r.parcel_id = o.parcel_id
  where s.status = 'delivered' and not coalesce(r.certain, false)
  union all
  select order_id, 'authorized' as cause, order_id as cause_ref, certain, happened_min, happened_max
  from payments
  where kind = 'authorize' and state = 'succeeded'
  union all
  select order_id, 'payment_problem' as cause, order_id as cause_ref, certain, happened_min, happened_max
  from payments
  where kind in ('authorize', 'capture') and state = 'action_required'
  union all
  select order_id, 'backordered' as cause, 'line ' || line_id as cause_ref, certain, happened_min, happened_max
  from line_changes
  where change = 'backordered'
  union all
  select order_id, 'line_cancelled' as cause, 'line ' || line_id as cause_ref, certain, happened_min, happened_max
  from line_changes
  where change = 'cancelled'
  union all
  select order_id, 'return_requested' as cause, return_id as cause_ref, certain, happened_min, happened_max
  from returns
  where event = 'requested'
  union all
  select order_id, 'return_approved' as cause, return_id as cause_ref, certain, happened_min, happened_max
  from returns
  where event = 'approved'
  union all
  select order_id, 'return_declined' as cause, return_id as cause_ref, certain, happened_min, happened_max
  from returns
  where event = 'declined'
  union all
  select order_id, 'return_received' as cause, return_id as cause_ref, certain, happened_min, happened_max
  from returns
  where event = 'received'
  union all
  select
    o.order_id, 'ready_for_pickup' as cause, s.parcel_id as cause_ref, s.certain and o.certain as certain,
    s.happened_min, s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status = 'available_for_pickup'
  union all
  select
    o.order_id, 'trouble' as cause, s.parcel_id as cause_ref, s.certain and o.certain as certain, s.happened_min,
    s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
  where s.status in ('exception', 'lost')
  union all
  select
    r.order_id, 'tracking_changed' as cause, r.parcel_id as cause_ref,
    r.certain and t.certain and t.happened_max < r.happened_min as certain, r.happened_min, r.happened_max
  from renumbered as r
  join numbers_told as t on t.order_id = r.order_id
  where strpos(t.told_number, r.old_number) > 0 and t.happened_min < r.happened_max
  union all
  select order_id, 'date_changed' as cause, row_id as cause_ref, certain, happened_min, happened_max from put_off
),
causes as (
  select
    order_id,
    cause,
    cause_ref,
    count_of(true) as events,
    min(happened_min) as caused_at_min,
    coalesce(min(happened_max) filter (where certain), max(happened_max)) as caused_at_max
  from owing
  group by order_id, cause, cause_ref
),
elsewhere as (
  select
    order_id, count_of(coalesce(channel, '') like 'marketplace%' or coalesce(channel, '') like 'pos%') as told_elsewhere
  from orders
  group by order_id
),
owed as (
  select c.*, p.template, p.within from causes as c join profile_notices as p on p.cause = c.cause
),
answering as (
  select
    o.order_id,
    o.cause,
    o.cause_ref,
    o.template,
    n.certain and n.happened_min >= o.caused_at_max - o.within as certain,
    n.happened_min,
    n.happened_max
  from owed as o
  join notices as n on n.order_id = o.order_id and n.template = o.template
  where n.event = 'sent' and n.happened_max >= o.caused_at_min - o.within
),
answers as (
  select order_id, cause, cause_ref, template, first_of(happened, true) as sent_at
  from answering
  group by order_id, cause, cause_ref, template
)
select
  o.order_id,
  o.cause,
  o.cause_ref,
  o.template,
  o.within,
  o.events_min,
  o.events_max,
  coalesce(e.told_elsewhere_min, 0) as told_elsewhere_min,
  coalesce(e.told_elsewhere_max, 0) as told_elsewhere_max,
  o.caused_at_min,
  o.caused_at_max,
  coalesce(a.sent_at_min, $as_of) as sent_at_min,
  coalesce(a.sent_at_max, $never) as sent_at_max
from owed as o
left join answers as a
  on a.order_id = o.order_id and a.cause = o.cause and a.cause_ref = o.cause_ref and a.template = o.template
left join elsewhere as e on e.order_id = o.order_id
