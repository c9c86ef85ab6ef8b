-- Checkouts, and how many orders came out of each.
-- An order that was called off again (a payment failed and the cart was given back) does not count: the next try may
-- honestly take the same checkout.
-- key: checkout_id, channel
-- optional: statuses
with called_off as (
  select order_id, bool_or(certain) as certain
  from statuses
  where object_type = 'order' and canonical in ('cancelled', 'expired', 'failed')
  group by order_id
),
placed as (
  select checkout_id, coalesce(channel, '') as channel, order_id, bool_or(certain) as certain
  from orders
  where checkout_id is not null
  group by checkout_id, coalesce(channel, ''), order_id
)
select
  p.checkout_id,
  p.channel,
  count(*) filter (where p.certain and c.order_id is null) as orders_min,
  count(*) filter (where not coalesce(c.certain, false)) as orders_max,
  min(p.order_id) filter (where p.certain and c.order_id is null) as first_order,
  max(p.order_id) filter (where p.certain and c.order_id is null) as last_order
from placed as p
left join called_off as c on c.order_id = p.order_id
group by p.checkout_id, p.channel
