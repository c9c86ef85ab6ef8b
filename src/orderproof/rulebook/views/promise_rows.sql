-- Every promise that names a day of delivery and another date, by how far it contradicts itself: delivered by a day that
-- is over before the goods leave, or before delivery begins, or before the promise was given. A day may be told as its
-- first instant, so that one day is no contradiction.
-- key: order_id, source, row_id
-- branches: independent
with pairs as (
  select order_id, source, row_id, deliver_by, ship_by as not_before, certain from promises
  where deliver_by is not null and ship_by is not null
  union all
  select order_id, source, row_id, deliver_by, deliver_from as not_before, certain from promises
  where deliver_by is not null and deliver_from is not null
  union all
  select order_id, source, row_id, deliver_by, happened_min as not_before, certain from promises
  where deliver_by is not null
)
select
  order_id,
  source,
  row_id,
  bool_or(certain) as certain,
  min(deliver_by) + interval '1' day as deliver_by,
  max(not_before) as possible_from
from pairs
group by order_id, source, row_id
