-- Why an order may leave unpaid: sold on terms, paid to a marketplace, nothing to pay.
-- What is not observed excuses nobody.
-- key: order_id
-- optional: orders.terms, orders.channel, order_totals, discounts
with told as (
  select order_id, 0 as discount, 1 as excuse, certain from orders where terms <> 'prepaid'
  union all
  select order_id, 0 as discount, 1 as excuse, certain from orders where channel like 'marketplace%'
  union all
  select order_id, 0 as discount, 1 as excuse, certain from order_totals where total = 0 and surface <> 'quote'
  union all
  select order_id, amount as discount, 0 as excuse, certain from discounts
)
select order_id, sum_of(coalesce(discount, 0), true) as discounted, count_of(coalesce(excuse, 0) = 1) as excuses
from told
group by order_id
