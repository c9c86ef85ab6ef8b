-- The numbers by which orders are called, on each channel, and how many orders bear each.
-- key: public_number, channel
-- optional: orders.channel
with bearers as (
  select public_number, coalesce(channel, '') as channel, order_id, bool_or(certain) as certain
  from orders
  where public_number is not null
  group by public_number, coalesce(channel, ''), order_id
)
select
  public_number,
  channel,
  count(*) filter (where certain) as orders_min,
  count(*) as orders_max,
  min(order_id) as first_order,
  max(order_id) as last_order
from bearers
group by public_number, channel
