-- When a day of delivery was last told for an order, be it by a page that still shows it.
-- key: order_id
select
  order_id,
  last_of(happened, deliver_by is not null) as date_told_at,
  last_of(deliver_by, deliver_by is not null) as told_deliver_by
from promises
group by order_id
