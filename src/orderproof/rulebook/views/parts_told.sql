-- Messages that tell an order to be shipped, against how many units of it had left by then, and how many were to leave: what
-- was ordered by then, without what is cancelled at any time, and without what no parcel carries. Rows that
-- cannot be counted: parcels that say no quantity, and lines of a bundle, which is a line as well.
-- key: order_id, notice_id, row_id
-- optional: line_changes, lines.requires_shipping, lines.parent_line_id
with told as (
  select n.order_id, n.notice_id, n.row_id, n.template, n.told['status'] as told_status, n.certain,
    n.happened_min, n.happened_max
  from notices as n
  where n.event = 'sent' and lower(n.told['status']) in ('shipped', 'fulfilled', 'completed')
),
dropped as (
  select order_id, sum_of(quantity, change in ('cancelled', 'returned')) as dropped from line_changes group by order_id
),
wanting as (
  select
    t.order_id, t.notice_id, t.row_id,
    count(*) filter (where l.certain and l.parent_line_id is not null) as bundled_min,
    count(*) filter (where l.parent_line_id is not null) as bundled_max,
    cast(sum(case
      when l.quantity < 0 then l.quantity
      when l.certain and coalesce(l.requires_shipping, true) and l.happened_max <= t.happened_min then l.quantity
      else 0
    end) as bigint) as wanted_min,
    cast(sum(case
      when l.quantity < 0 and l.certain and l.happened_max <= t.happened_min then l.quantity
      when l.quantity > 0 and coalesce(l.requires_shipping, true) and l.happened_min <= t.happened_max then l.quantity
      else 0
    end) as bigint) as wanted_max
  from told as t
  join lines as l on l.order_id = t.order_id
  group by t.order_id, t.notice_id, t.row_id
),
leaving as (
  select
    t.order_id, t.notice_id, t.row_id,
    count(*) filter (where p.quantity is null and p.certain) as uncounted_min,
    count(*) filter (where p.quantity is null) as uncounted_max,
    count(*) filter (where p.certain and p.happened_max <= t.happened_min) as departures_min,
    count(*) filter (where p.happened_min <= t.happened_max) as departures_max,
    coalesce(cast(sum(p.quantity) filter (where p.certain and p.happened_max <= t.happened_min) as bigint), 0) as gone_min,
    coalesce(cast(sum(p.quantity) filter (where p.happened_min <= t.happened_max) as bigint), 0) as gone_max
  from told as t
  join parcels as p on p.order_id = t.order_id
  where p.event = 'handed_over'
  group by t.order_id, t.notice_id, t.row_id
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.template,
  t.told_status,
  t.certain,
  l.departures_min,
  l.departures_max,
  l.uncounted_min + w.bundled_min as uncounted_min,
  l.uncounted_max + w.bundled_max as uncounted_max,
  l.gone_min,
  l.gone_max,
  w.wanted_min - coalesce(d.dropped_max, 0) as wanted_min,
  w.wanted_max - coalesce(d.dropped_min, 0) as wanted_max
from told as t
join wanting as w on w.order_id = t.order_id and w.notice_id = t.notice_id and w.row_id = t.row_id
join leaving as l on l.order_id = t.order_id and l.notice_id = t.notice_id and l.row_id = t.row_id
left join dropped as d on d.order_id = t.order_id
