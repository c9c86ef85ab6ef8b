-- How often an order was told with prices that include tax, and with prices that exclude it.
-- key: order_id
select
  order_id,
  count_of(coalesce(price_includes_tax, false)) as inclusive,
  count_of(not coalesce(price_includes_tax, true)) as exclusive
from orders
group by order_id
