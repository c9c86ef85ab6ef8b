-- Every level that says of which instant it speaks, beside the newest instant that the same surface had told of before.
-- What is told at the same instant is not told before. `newest_at` takes what was surely told before (`_min`) and what may have been (`_max`).
-- key: sku, location, channel, surface, source, row_id
-- optional: stock_levels.channel, stock_levels.location, stock_levels.surface, profile_surfaces
with told as (
  select
    sku,
    coalesce(location, '') as location,
    coalesce(channel, '') as channel,
    coalesce(surface, '') as surface,
    source,
    row_id,
    certain,
    happened_min,
    happened_max,
    as_of
  from stock_levels
  where as_of is not null
),
marks as (
  select t.*, t.happened_min as instant, 0 as step, $epoch as sure, $epoch as perhaps from told as t
  union all
  select t.*, t.happened_max as instant, 1 as step, $epoch as sure, $epoch as perhaps from told as t
  union all
  select t.*, t.happened_max as instant, 2 as step, t.as_of as sure, $epoch as perhaps from told as t where t.certain
  union all
  select t.*, t.happened_min as instant, 2 as step, $epoch as sure, t.as_of as perhaps from told as t
),
running as (
  select
    *,
    max(sure) over in_time as surely_newest,
    max(perhaps) over in_time as perhaps_newest
  from marks
  window in_time as (partition by sku, location, channel, surface, source order by instant, step)
),
found as (
  select
    sku,
    location,
    channel,
    surface,
    source,
    row_id,
    certain,
    as_of,
    max(surely_newest) filter (where step = 0) as newest_at_min,
    max(perhaps_newest) filter (where step = 1) as newest_at_max
  from running
  group by sku, location, channel, surface, source, row_id, certain, as_of
)
select
  f.sku,
  f.location,
  f.channel,
  f.surface,
  f.source,
  f.row_id,
  f.certain,
  f.as_of,
  coalesce(s.staleness, interval '0' second) as staleness,
  coalesce(f.newest_at_min, $epoch) as newest_at_min,
  coalesce(f.newest_at_max, $epoch) as newest_at_max
from found as f
left join profile_surfaces as s on s.surface = f.surface
