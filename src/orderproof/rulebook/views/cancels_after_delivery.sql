-- Orders that were told cancelled after they were told delivered, by a way that the system declares: so it takes an
-- order back that the customer has.
-- key: order_id
-- optional: profile_reachable
with told as (
  select
    order_id,
    canonical,
    count_of(true) as tellings,
    first_of(happened, true) as first_told_at,
    last_of(happened, true) as last_told_at
  from statuses
  where object_type = 'order'
  group by order_id, canonical
)
select
  d.order_id,
  count(*) filter (
    where d.tellings_min > 0 and c.tellings_min > 0 and d.first_told_at_max < c.last_told_at_min
  ) as taken_back_min,
  count(*) as taken_back_max
from told as d
join told as c on c.order_id = d.order_id
join profile_reachable as r
  on r.object_type = 'order' and r.from_status = d.canonical and r.to_status = c.canonical
where d.canonical in ('partially_delivered', 'delivered', 'completed')
  and c.canonical = 'cancelled'
  and d.first_told_at_min < c.last_told_at_max
group by d.order_id
