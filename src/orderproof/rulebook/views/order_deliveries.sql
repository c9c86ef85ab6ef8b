-- Parcels of an order that left, and when the last of them arrived (never, while one is under way).
-- key: order_id
with sent as (
  select order_id, parcel_id, count_of(event = 'handed_over') as handovers from parcels group by order_id, parcel_id
),
arrived as (
  select parcel_id, count_of(status = 'delivered') as deliveries, first_of(happened, status = 'delivered') as delivered_at
  from scans
  group by parcel_id
)
select
  s.order_id,
  count(*) filter (where s.handovers_min > 0 and coalesce(a.deliveries_min, 0) > 0) as arrivals_min,
  count(*) filter (where s.handovers_max > 0 and coalesce(a.deliveries_max, 0) > 0) as arrivals_max,
  coalesce(max(coalesce(a.delivered_at_min, $as_of)) filter (where s.handovers_min > 0), $epoch) as all_arrived_at_min,
  coalesce(max(coalesce(a.delivered_at_max, $never)) filter (where s.handovers_max > 0), $epoch) as all_arrived_at_max
from sent as s
left join arrived as a on a.parcel_id = s.parcel_id
group by s.order_id
