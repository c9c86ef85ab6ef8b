-- Every date that a message tells, and how many dates promised for its order it may mean: any that was ever told, a day
-- earlier or later, for places live in different days.
-- key: order_id, notice_id, row_id
-- branches: independent
with dates as (
  select order_id, cast(ship_by as date) as day, certain from promises where ship_by is not null
  union all
  select order_id, cast(deliver_from as date) as day, certain from promises where deliver_from is not null
  union all
  select order_id, cast(deliver_by as date) as day, certain from promises where deliver_by is not null
),
known as (
  select order_id, count_of(true) as dates from dates group by order_id
),
told as (
  select
    order_id, notice_id, row_id, template, told['date'] as told_date, try_cast(told['date'] as date) as day, certain
  from notices
  where event = 'sent' and try_cast(told['date'] as date) is not null
),
matched as (
  select
    t.order_id, t.notice_id, t.row_id, count(*) filter (where d.certain) as matches_min, count(*) as matches_max
  from told as t
  join dates as d on d.order_id = t.order_id
  where d.day between t.day - interval '1' day and t.day + interval '1' day
  group by t.order_id, t.notice_id, t.row_id
)
select
  t.order_id,
  t.notice_id,
  t.row_id,
  t.template,
  t.told_date,
  t.certain,
  k.dates_min,
  k.dates_max,
  coalesce(m.matches_min, 0) as matches_min,
  coalesce(m.matches_max, 0) as matches_max
from told as t
join known as k on k.order_id = t.order_id
left join matched as m on m.order_id = t.order_id and m.notice_id = t.notice_id and m.row_id = t.row_id
