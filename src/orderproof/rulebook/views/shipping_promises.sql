-- The day by which something of an order had to leave: the latest promise of each line, the earliest of the lines.
-- A promise for the whole order moves all its lines. Lines that left count: one that never did may have been cancelled.
-- A parcel that names no line may hold any: where no parcel names one, all lines left.
-- key: order_id
-- optional: promises.line_id, parcels.line_id
with promised as (
  select
    order_id,
    coalesce(line_id, '') as line,
    bool_or(certain) as certain,
    coalesce(max(ship_by) filter (where certain), min(ship_by)) as by_min,
    max(ship_by) as by_max
  from promises
  where ship_by is not null
  group by order_id, coalesce(line_id, '')
),
departed as (
  select order_id, coalesce(line_id, '') as line, bool_or(certain) as certain
  from parcels
  where event = 'handed_over'
  group by order_id, coalesce(line_id, '')
),
named as (
  select order_id, max(line) as last_line, min(line) as first_line from departed group by order_id
),
departing as (
  select
    p.order_id,
    p.line,
    p.by_min,
    p.by_max,
    p.certain,
    p.certain and (coalesce(n.last_line, '') = '' or coalesce(d.certain, false)) as leaves,
    coalesce(n.first_line, '') = '' or d.line is not null as may_leave
  from promised as p
  left join departed as d on d.order_id = p.order_id and d.line = p.line
  left join named as n on n.order_id = p.order_id
),
folded as (
  select
    order_id,
    count(*) filter (where certain) as promises_min,
    count(*) as promises_max,
    count(*) filter (where certain and line <> '') as sure_lines,
    min(by_min) filter (where line <> '' and may_leave) as lines_min,
    min(by_max) filter (where line <> '' and leaves) as leaving_max,
    max(by_max) filter (where line <> '') as lines_max,
    min(by_min) filter (where line = '') as whole_min,
    max(by_min) filter (where line = '' and certain) as sure_whole_min,
    max(by_max) filter (where line = '') as whole_max,
    max(by_max) as any_max
  from departing
  group by order_id
)
select
  order_id,
  promises_min as shipping_promises_min,
  promises_max as shipping_promises_max,
  case
    when sure_whole_min is null then coalesce(least(lines_min, whole_min), $never)
    when sure_lines > 0 then greatest(sure_whole_min, coalesce(lines_min, sure_whole_min))
    else sure_whole_min
  end as ship_by_min,
  case
    when leaving_max is not null then greatest(leaving_max, coalesce(whole_max, leaving_max))
    when sure_whole_min is not null then greatest(whole_max, coalesce(lines_max, whole_max))
    when promises_min > 0 then $never
    else any_max
  end as ship_by_max
from folded
