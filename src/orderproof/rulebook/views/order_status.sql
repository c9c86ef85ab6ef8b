-- The last status told of an order, since when, and how long it stands.
-- It stands until now where the system recorded it, until the last look where somebody had to ask. A word is listed
-- where it may be the last one, and is `certain` where no reading puts another word after it.
-- key: order_id
-- optional: statuses.asked_at
with told as (
  select
    order_id,
    canonical,
    first_of(happened, true) as first_told_at,
    last_of(happened, true) as told_at,
    count_of(true) as tellings,
    max(happened_min) filter (where certain and asked_at is null) as surely_recorded_at
  from statuses
  where object_type = 'order'
  group by order_id, canonical
),
sure as (
  select order_id, max(told_at_min) as last_surely_told_at from told group by order_id
),
ranked as (
  select t.*, t.told_at_max >= s.last_surely_told_at as maybe_last
  from told as t
  join sure as s on s.order_id = t.order_id
),
orders_told as (
  select
    order_id,
    count(*) filter (where maybe_last) as candidates,
    max(told_at_max) filter (where not maybe_last) as others_until
  from ranked
  group by order_id
),
came_back as (
  select r.order_id, r.canonical, min(s.happened_max) as since_at
  from ranked as r
  join orders_told as o on o.order_id = r.order_id
  join statuses as s on s.order_id = r.order_id and s.canonical = r.canonical
  where r.maybe_last
    and r.first_told_at_min <= o.others_until
    and s.object_type = 'order'
    and s.certain
    and s.happened_min > o.others_until
  group by r.order_id, r.canonical
)
select
  r.order_id,
  r.canonical,
  o.candidates = 1 and r.tellings_min > 0 as certain,
  r.told_at_min,
  r.told_at_max,
  r.first_told_at_min as since_at_min,
  case
    when r.first_told_at_min > o.others_until or o.others_until is null then r.first_told_at_max
    else coalesce(b.since_at, $never)
  end as since_at_max,
  case
    when r.surely_recorded_at > coalesce(o.others_until, $epoch - interval '1' second) then $as_of
    else r.told_at_min
  end as stands_until_min,
  $never as stands_until_max,
  s.max_age
from ranked as r
join orders_told as o on o.order_id = r.order_id
left join came_back as b on b.order_id = r.order_id and b.canonical = r.canonical
left join profile_states as s on s.canonical = r.canonical
where r.canonical is not null and r.maybe_last
