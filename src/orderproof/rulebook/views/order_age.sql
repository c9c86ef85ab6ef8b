-- Since when an order exists: placed at the earliest at `placed_at_min`, at the latest at `placed_at_max`. Where the
-- placing itself has no time, the last date promised to the customer bounds it from above. No currency where two are
-- told.
-- key: order_id
-- branches: independent
with told as (
  select order_id, currency, certain, happened_min, happened_max from orders
  union all
  select order_id, currency, certain, $epoch as happened_min, $as_of as happened_max from orders where false
),
bought as (
  select
    order_id,
    case when min(currency) = max(currency) then min(currency) end as currency,
    count_of(true) as orders,
    first_of(happened, true) as placed_at
  from told
  group by order_id
),
dates as (
  select order_id, greatest(coalesce(ship_by, deliver_by), coalesce(deliver_by, ship_by)) as promised_by, certain
  from promises
  union all
  select order_id, $as_of as promised_by, certain from orders where false
),
promised as (
  select order_id, bool_or(certain) as is_sure, max(promised_by) as promised_by
  from dates
  where promised_by is not null
  group by order_id
)
select
  b.order_id,
  b.currency,
  b.orders_min,
  b.orders_max,
  b.placed_at_min,
  case when p.is_sure then least(b.placed_at_max, p.promised_by) else b.placed_at_max end as placed_at_max
from bought as b
left join promised as p on p.order_id = b.order_id
