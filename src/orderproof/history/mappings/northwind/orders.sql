-- Dates without a time: an order was placed at some time of its day. The customer is hashed; names and addresses stay out.
select
    OrderID as row_id,
    OrderID as order_id,
    md5('northwind:' || CustomerID) as customer,
    'USD' as currency,
    OrderDate as placed_at,
    OrderDate as occurred_at
from Orders
