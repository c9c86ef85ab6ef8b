-- Units of a line that were packed into a parcel, and that left in it.
-- `packings` counts how often the line was packed into it: who packs anew packs everything again.
-- key: order_id, parcel_id, line_id
-- optional: parcels(cancelled)
select
  order_id,
  parcel_id,
  coalesce(line_id, '') as line_id,
  count_of(event = 'packed') as packings,
  count_of(event = 'handed_over') as handovers,
  count_of(event = 'cancelled') as calls_off,
  sum_of(coalesce(quantity, 0), event = 'packed') as packed,
  sum_of(coalesce(quantity, 0), event = 'handed_over') as left_with
from parcels
where line_id is not null and quantity is not null
group by order_id, parcel_id, coalesce(line_id, '')
