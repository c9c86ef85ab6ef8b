-- Parcels that left with an address on their label, and until when that address was the order's at the latest. Of an order
-- whose destinations are not told there is no row.
-- key: order_id, parcel_id
with labels as (
  select
    order_id,
    parcel_id,
    label_address,
    bool_or(certain) as certain,
    min(happened_min) as left_at_min,
    coalesce(min(happened_max) filter (where certain), max(happened_max)) as left_at_max
  from parcels
  where event = 'handed_over' and label_address is not null
  group by order_id, parcel_id, label_address
),
spans as (
  select
    a.order_id,
    a.address,
    a.certain,
    a.happened_min,
    a.happened_max,
    min(n.happened_max) filter (where n.certain and n.happened_min > a.happened_max) as surely_until,
    min(n.happened_min) filter (where n.happened_max >= a.happened_min) as perhaps_until
  from destinations as a
  left join destinations as n on n.order_id = a.order_id and n.address <> a.address
  group by a.order_id, a.row_id, a.address, a.certain, a.happened_min, a.happened_max
)
select
  l.order_id,
  l.parcel_id,
  l.certain,
  l.left_at_min,
  l.left_at_max,
  count(*) filter (where s.certain and s.happened_max <= l.left_at_min) as known_min,
  count(*) filter (where s.happened_min <= l.left_at_max) as known_max,
  coalesce(
    max(case when s.address = l.label_address and s.certain and s.happened_max <= l.left_at_min
      then coalesce(s.perhaps_until, $never) end),
    $epoch
  ) as in_force_until_min,
  coalesce(
    max(case when s.address = l.label_address and s.happened_min <= l.left_at_max
      then coalesce(s.surely_until, $never) end),
    $epoch
  ) as in_force_until_max
from labels as l
join spans as s on s.order_id = l.order_id
group by l.order_id, l.parcel_id, l.label_address, l.certain, l.left_at_min, l.left_at_max
