-- Orders that were placed: when, in which currency and on which channel.
-- key: order_id
select
  order_id,
  any_value(currency) as currency,
  any_value(channel) as channel,
  count_of(true) as orders,
  first_of(happened, true) as placed_at
from orders
group by order_id
