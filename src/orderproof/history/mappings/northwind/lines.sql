-- A product is at most once in an order, so the product numbers the line.
select
    OrderID || '/' || ProductID as row_id,
    OrderID as order_id,
    ProductID as line_id,
    ProductID as sku,
    Quantity as quantity,
    minor(UnitPrice, 'USD') as unit_price,
    OrderDate as occurred_at
from "Order Details"
left join Orders using (OrderID)
