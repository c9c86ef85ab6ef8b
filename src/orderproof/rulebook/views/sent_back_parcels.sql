-- Parcels that a carrier sent back, and what came after: another try to bring it, another parcel of the order, money
-- back in any way, or something else that was granted.
-- key: order_id, parcel_id
-- optional: remedies, scans(delivered), scans(out_for_delivery), scans(available_for_pickup)
with owners as (
  select order_id, parcel_id, count_of(true) as parcel_rows from parcels group by order_id, parcel_id
),
ways as (
  select
    parcel_id,
    count_of(status = 'return_to_sender') as returns,
    last_of(happened, status = 'return_to_sender') as sent_back_at,
    last_of(happened, status in ('delivered', 'out_for_delivery', 'available_for_pickup')) as brought_at
  from scans
  group by parcel_id
),
amends as (
  select order_id, certain, happened_min, happened_max from parcels where event = 'handed_over'
  union all
  select order_id, certain, happened_min, happened_max
  from payments
  where kind = 'refund' and state <> 'failed'
  union all
  select order_id, certain, happened_min, happened_max
  from payments
  where not kind not in ('void', 'chargeback') and state <> 'failed'
  union all
  select order_id, certain, happened_min, happened_max
  from remedies
  where remedy in ('replacement', 'credit', 'exchange')
),
amended as (
  select order_id, last_of(happened, true) as amended_at from amends group by order_id
),
paid as (
  select order_id, min(currency) as currency, count_of(kind = 'capture' and state = 'succeeded') as captures,
    sum_of(amount, kind = 'capture' and state = 'succeeded') as captured
  from payments
  group by order_id
)
select
  o.order_id,
  o.parcel_id,
  p.currency,
  case when o.parcel_rows_min > 0 then w.returns_min else 0 end as sent_back_min,
  w.returns_max as sent_back_max,
  w.sent_back_at_min,
  w.sent_back_at_max,
  w.brought_at_min,
  w.brought_at_max,
  coalesce(a.amended_at_min, $epoch) as amended_at_min,
  coalesce(a.amended_at_max, $epoch) as amended_at_max,
  coalesce(p.captures_min, 0) as captures_min,
  coalesce(p.captures_max, 0) as captures_max,
  coalesce(p.captured_min, 0) as captured_min,
  coalesce(p.captured_max, 0) as captured_max
from owners as o
join ways as w on w.parcel_id = o.parcel_id
left join amended as a on a.order_id = o.order_id
left join paid as p on p.order_id = o.order_id
