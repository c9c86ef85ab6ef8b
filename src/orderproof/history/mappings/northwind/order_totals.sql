-- Of an order's totals only the freight is stored.
select
    OrderID as row_id,
    OrderID as order_id,
    'order' as surface,
    minor(Freight, 'USD') as shipping,
    OrderDate as occurred_at
from Orders
