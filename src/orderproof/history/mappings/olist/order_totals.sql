-- Olist stores no total. What the customer was shown is the sum of prices and freight; orders without items have none.
select
    order_id as row_id,
    order_id,
    'order' as surface,
    sum(minor(price, 'BRL')) as items,
    sum(minor(freight_value, 'BRL')) as shipping,
    sum(minor(price, 'BRL')) + sum(minor(freight_value, 'BRL')) as total
from order_items
group by order_id
order by order_id
