-- How far the goods of an order are: units that are still to be sent after all edits and cancellations, and when the last
-- left. Delivered units were sent. `nested` lines belong to a bundle, `digital` ones are not sent, `resent` units went
-- out in place of others.
-- key: order_id
-- optional: lines.requires_shipping, lines.parent_line_id, line_changes(delivered), line_changes.reason, parcels
with ordered as (
  select order_id, line_id, count_of(true) as line_rows, sum_of(quantity, true) as ordered
  from lines
  where coalesce(requires_shipping, true)
  group by order_id, line_id
),
kinds as (
  select
    order_id,
    count_of(coalesce(parent_line_id, '') <> '') as nested,
    count_of(coalesce(requires_shipping, true) = false) as digital,
    last_of(happened, true) as ordered_at
  from lines
  group by order_id
),
moved as (
  select
    order_id,
    line_id,
    sum_of(quantity, change = 'cancelled') as cancelled,
    sum_of(quantity, change = 'shipped') as shipped,
    sum_of(quantity, change = 'delivered') as delivered
  from line_changes
  group by order_id, line_id
),
left_at as (
  select
    order_id,
    count_of(change = 'shipped') as shipments,
    last_of(happened, change = 'shipped') as shipped_at
  from line_changes
  group by order_id
),
again as (
  select order_id, certain from parcels where coalesce(replaces, '') <> ''
  union all
  select order_id, certain from line_changes where change = 'shipped' and reason in ('replacement', 'reship', 'exchange')
),
resends as (
  select order_id, count_of(true) as resent from again group by order_id
),
still as (
  select
    o.order_id,
    cast(sum(o.line_rows_min) as bigint) as line_rows_min,
    cast(sum(o.line_rows_max) as bigint) as line_rows_max,
    cast(sum(greatest(
      o.ordered_min - coalesce(m.cancelled_max, 0) - greatest(coalesce(m.shipped_max, 0), coalesce(m.delivered_max, 0)),
      0
    )) as bigint) as open_min,
    cast(sum(greatest(
      o.ordered_max - coalesce(m.cancelled_min, 0) - greatest(coalesce(m.shipped_min, 0), coalesce(m.delivered_min, 0)),
      0
    )) as bigint) as open_max
  from ordered as o
  left join moved as m on m.order_id = o.order_id and m.line_id = o.line_id
  group by o.order_id
)
select
  s.order_id,
  s.line_rows_min,
  s.line_rows_max,
  s.open_min,
  s.open_max,
  k.nested_min,
  k.nested_max,
  k.digital_min,
  k.digital_max,
  k.ordered_at_min,
  k.ordered_at_max,
  coalesce(l.shipments_min, 0) as shipments_min,
  coalesce(l.shipments_max, 0) as shipments_max,
  coalesce(l.shipped_at_min, $epoch) as shipped_at_min,
  coalesce(l.shipped_at_max, $epoch) as shipped_at_max,
  coalesce(r.resent_min, 0) as resent_min,
  coalesce(r.resent_max, 0) as resent_max
from still as s
join kinds as k on k.order_id = s.order_id
left join left_at as l on l.order_id = s.order_id
left join resends as r on r.order_id = s.order_id
