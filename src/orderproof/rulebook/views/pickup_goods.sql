-- When goods that a customer collects first lay ready: packed, handed over, or at the carrier's counter.
-- key: order_id
-- optional: scans, parcels(handed_over)
with owners as (
  select parcel_id, order_id, bool_or(certain) as certain from parcels group by parcel_id, order_id
),
lying as (
  select order_id, true as is_parcel, event = 'packed' as is_ready, certain, happened_min, happened_max
  from parcels
  union all
  select order_id, false as is_parcel, event = 'handed_over' as is_ready, certain, happened_min, happened_max
  from parcels
  union all
  select
    o.order_id, false as is_parcel, s.status = 'available_for_pickup' as is_ready, s.certain and o.certain as certain,
    s.happened_min, s.happened_max
  from scans as s
  join owners as o on o.parcel_id = s.parcel_id
)
select order_id, count_of(is_parcel) as lying_parcels, first_of(happened, is_ready) as lay_ready_at
from lying
group by order_id
