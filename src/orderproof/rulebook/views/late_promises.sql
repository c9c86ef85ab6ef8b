-- When a day of delivery was last told for an order, be it by a page that still shows it, and how often nobody knows when.
-- key: order_id
select
  order_id,
  last_of(happened, deliver_by is not null) as date_told_at,
  count_of(deliver_by is not null and happened_min <= $epoch) as untimed_dates
from promises
group by order_id
