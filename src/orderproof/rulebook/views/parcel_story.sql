-- What the warehouse says of a parcel, and what its carrier says of it.
-- Accepting a parcel is the carrier's side of handing it over: only what comes after that counts as moving. After an
-- ending (delivered, lost) a parcel that is sent back moves again.
-- key: order_id, parcel_id
-- optional: scans(return_to_sender)
with told as (
  select
    order_id,
    parcel_id,
    count_of(true) as parcel_rows,
    first_of(happened, event = 'handed_over') as handed_over_at
  from parcels
  group by order_id, parcel_id
),
scanned as (
  select
    parcel_id,
    count_of(status in ('in_transit', 'out_for_delivery', 'attempt_failed', 'delivered')) as moving_scans,
    first_of(
      happened, status in ('in_transit', 'out_for_delivery', 'attempt_failed', 'delivered')
    ) as first_moving_scan_at,
    last_of(happened, status in ('in_transit', 'out_for_delivery', 'attempt_failed')) as last_way_scan_at,
    count_of(status in ('delivered', 'lost')) as endings,
    first_of(happened, status in ('delivered', 'lost')) as ended_at,
    count_of(status = 'return_to_sender') as sent_back
  from scans
  group by parcel_id
)
select
  t.order_id,
  t.parcel_id,
  t.parcel_rows_min,
  t.parcel_rows_max,
  t.handed_over_at_min,
  t.handed_over_at_max,
  coalesce(s.moving_scans_min, 0) as moving_scans_min,
  coalesce(s.moving_scans_max, 0) as moving_scans_max,
  coalesce(s.first_moving_scan_at_min, $as_of) as first_moving_scan_at_min,
  coalesce(s.first_moving_scan_at_max, $never) as first_moving_scan_at_max,
  coalesce(s.last_way_scan_at_min, $epoch) as last_way_scan_at_min,
  coalesce(s.last_way_scan_at_max, $epoch) as last_way_scan_at_max,
  coalesce(s.endings_min, 0) as endings_min,
  coalesce(s.endings_max, 0) as endings_max,
  coalesce(s.ended_at_min, $as_of) as ended_at_min,
  coalesce(s.ended_at_max, $never) as ended_at_max,
  coalesce(s.sent_back_min, 0) as sent_back_min,
  coalesce(s.sent_back_max, 0) as sent_back_max
from told as t
left join scanned as s on s.parcel_id = t.parcel_id
