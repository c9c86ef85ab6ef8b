-- The currency of an order, and how many prices its channel lists: in any currency, and in that of the order.
-- key: order_id, currency
with told as (
  select order_id, channel, currency, count_of(true) as orders
  from orders
  where channel is not null
  group by order_id, channel, currency
),
listed as (
  select channel, currency, count_of(true) as prices from prices where channel is not null group by channel, currency
),
beside as (
  select
    t.order_id,
    t.currency,
    cast(sum(l.prices_min) as bigint) as prices_min,
    cast(sum(l.prices_max) as bigint) as prices_max,
    cast(sum(case when l.currency = t.currency then l.prices_min else 0 end) as bigint) as prices_in_it_min,
    cast(sum(case when l.currency = t.currency then l.prices_max else 0 end) as bigint) as prices_in_it_max
  from told as t
  join listed as l on l.channel = t.channel
  group by t.order_id, t.currency
)
select
  t.order_id,
  t.channel,
  t.currency,
  t.orders_min,
  t.orders_max,
  coalesce(l.prices_min, 0) as prices_min,
  coalesce(l.prices_max, 0) as prices_max,
  coalesce(l.prices_in_it_min, 0) as prices_in_it_min,
  coalesce(l.prices_in_it_max, 0) as prices_in_it_max
from told as t
left join beside as l on l.order_id = t.order_id and l.currency = t.currency
