-- The latest day of delivery that was promised, for a whole order or any line of it.
-- A later promise counts in the seller's favour.
-- key: order_id
select
  order_id,
  count_of(deliver_by is not null) as delivery_promises,
  last_of(deliver_by, deliver_by is not null) as deliver_by
from promises
group by order_id
