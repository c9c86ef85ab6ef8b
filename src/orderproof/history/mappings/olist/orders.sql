-- The export has no table of all orders: an order is an id that an item or a payment has (99,441 of them).
-- Olist sells in Brazil only and names no currency: it is BRL. `customer_id` is an anonymous key already.
select
    order_id as row_id,
    order_id,
    sample.customer_id as customer,
    'BRL' as currency,
    sample.purchased_at as placed_at,
    sample.purchased_at as occurred_at
from (select order_id from order_items union select order_id from order_payments)
left join sample using (order_id)
order by order_id
