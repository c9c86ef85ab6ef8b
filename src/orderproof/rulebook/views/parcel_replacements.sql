-- Parcels that replace another one, and how often the one that they name is told of, in any order.
-- key: order_id, parcel_id, replaces
-- optional: claimed_parcels
with told as (
  select order_id, parcel_id, replaces, bool_or(certain) as certain
  from parcels
  where replaces is not null
  group by order_id, parcel_id, replaces
),
named as (
  select parcel_id, certain from parcels
  union all
  select parcel_id, certain from claimed_parcels
),
known as (
  select parcel_id, count_of(true) as tellings from named group by parcel_id
)
select
  t.order_id,
  t.parcel_id,
  t.replaces,
  t.certain,
  coalesce(k.tellings_min, 0) as tellings_min,
  coalesce(k.tellings_max, 0) as tellings_max
from told as t
left join known as k on k.parcel_id = t.replaces
