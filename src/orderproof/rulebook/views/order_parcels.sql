-- What of an order was handed over to carriers, and when first and last.
-- Counts are of rows: a parcel has one for every line in it.
-- key: order_id
select
  order_id,
  count_of(true) as parcel_rows,
  count_of(event = 'handed_over') as handovers,
  first_of(happened, event = 'handed_over') as handed_over_at,
  last_of(happened, event = 'handed_over') as last_handed_over_at,
  sum_of(quantity, event = 'handed_over') as units_handed_over
from parcels
group by order_id
