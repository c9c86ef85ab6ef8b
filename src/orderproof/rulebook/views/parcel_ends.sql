-- Parcels of an order that were begun, and those of them that neither left nor were given up.
-- key: order_id
with told as (
  select
    order_id,
    parcel_id,
    count_of(event in ('planned', 'released', 'packed')) as begun,
    count_of(event = 'handed_over') as left_rows,
    count_of(event = 'cancelled') as dropped
  from parcels
  group by order_id, parcel_id
)
select
  order_id,
  count(*) filter (where begun_min > 0) as begun_min,
  count(*) filter (where begun_max > 0) as begun_max,
  count(*) filter (where begun_min > 0 and left_rows_max = 0 and dropped_max = 0) as open_min,
  count(*) filter (where begun_max > 0 and left_rows_min = 0 and dropped_min = 0) as open_max
from told
group by order_id
