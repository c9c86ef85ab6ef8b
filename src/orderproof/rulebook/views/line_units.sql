-- What became of the units of each line.
-- `used_up` may not outgrow what was ordered, except by `resendable`: units that came back, units that replace others
-- (told by their reason, or by a parcel that replaces one), and units cancelled after the order was told delivered,
-- where the system declares that way to take goods back.
-- key: order_id, line_id
-- optional: lines.requires_shipping, line_changes(returned), line_changes.reason, line_changes.fulfilment_id, parcels, statuses, profile_reachable
with ordered as (
  select
    order_id,
    line_id,
    count_of(true) as line_rows,
    sum_of(quantity, true) as ordered,
    count_of(coalesce(requires_shipping, true) = false) as digital
  from lines
  group by order_id, line_id
),
moved as (
  select
    order_id,
    line_id,
    sum_of(quantity, change = 'cancelled') as cancelled,
    sum_of(quantity, change = 'backordered') as backordered,
    sum_of(quantity, change = 'allocated') as allocated,
    sum_of(quantity, change = 'picked') as picked,
    sum_of(quantity, change = 'shipped') as shipped,
    sum_of(quantity, change = 'delivered') as delivered,
    sum_of(quantity, change = 'return_requested') as return_requested,
    sum_of(quantity, change = 'returned') as returned,
    sum_of(quantity, change = 'restocked') as restocked,
    sum_of(quantity, change in ('cancelled', 'shipped')) as used_up
  from line_changes
  group by order_id, line_id
),
replacements as (
  select order_id, fulfilment_id, bool_or(certain) as certain
  from parcels
  where replaces is not null and fulfilment_id is not null
  group by order_id, fulfilment_id
),
told_delivered as (
  select s.order_id, first_of(s.happened, true) as told_at
  from statuses as s
  join profile_reachable as r
    on r.object_type = s.object_type and r.from_status = s.canonical and r.to_status = 'cancelled'
  where s.object_type = 'order' and s.canonical in ('partially_delivered', 'delivered', 'completed')
  group by s.order_id
),
again_rows as (
  select order_id, line_id, quantity, certain from line_changes where change = 'returned'
  union all
  select order_id, line_id, quantity, certain
  from line_changes
  where change = 'shipped' and reason in ('replacement', 'reship', 'exchange')
  union all
  select c.order_id, c.line_id, c.quantity, c.certain and r.certain as certain
  from line_changes as c
  join replacements as r on r.order_id = c.order_id and r.fulfilment_id = c.fulfilment_id
  where c.change = 'shipped'
  union all
  select c.order_id, c.line_id, c.quantity, c.certain and t.told_at_max < c.happened_min as certain
  from line_changes as c
  join told_delivered as t on t.order_id = c.order_id
  where not c.change <> 'cancelled' and t.told_at_min <= c.happened_max
),
again as (
  select order_id, line_id, sum_of(coalesce(quantity, 0), true) as resendable from again_rows group by order_id, line_id
)
select
  coalesce(o.order_id, m.order_id) as order_id,
  coalesce(o.line_id, m.line_id) as line_id,
  coalesce(o.line_rows_min, 0) as line_rows_min,
  coalesce(o.line_rows_max, 0) as line_rows_max,
  coalesce(o.ordered_min, 0) as ordered_min,
  coalesce(o.ordered_max, 0) as ordered_max,
  coalesce(o.digital_min, 0) as digital_min,
  coalesce(o.digital_max, 0) as digital_max,
  coalesce(m.cancelled_min, 0) as cancelled_min,
  coalesce(m.cancelled_max, 0) as cancelled_max,
  coalesce(m.backordered_min, 0) as backordered_min,
  coalesce(m.backordered_max, 0) as backordered_max,
  coalesce(m.allocated_min, 0) as allocated_min,
  coalesce(m.allocated_max, 0) as allocated_max,
  coalesce(m.picked_min, 0) as picked_min,
  coalesce(m.picked_max, 0) as picked_max,
  coalesce(m.shipped_min, 0) as shipped_min,
  coalesce(m.shipped_max, 0) as shipped_max,
  coalesce(m.delivered_min, 0) as delivered_min,
  coalesce(m.delivered_max, 0) as delivered_max,
  coalesce(m.return_requested_min, 0) as return_requested_min,
  coalesce(m.return_requested_max, 0) as return_requested_max,
  coalesce(m.returned_min, 0) as returned_min,
  coalesce(m.returned_max, 0) as returned_max,
  coalesce(m.restocked_min, 0) as restocked_min,
  coalesce(m.restocked_max, 0) as restocked_max,
  coalesce(m.used_up_min, 0) as used_up_min,
  coalesce(m.used_up_max, 0) as used_up_max,
  coalesce(a.resendable_min, 0) as resendable_min,
  coalesce(a.resendable_max, 0) as resendable_max
from ordered as o
full join moved as m on m.order_id = o.order_id and m.line_id = o.line_id
left join again as a on a.order_id = m.order_id and a.line_id = m.line_id
