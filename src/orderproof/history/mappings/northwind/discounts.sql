-- `Discount` is a share of the line (0.05 is 5 %). In decimals, rounded once per line, half a cent away from zero:
-- Northwind stores no amount, and its own reports round each line too.
select
    OrderID || '/' || ProductID as row_id,
    OrderID as order_id,
    ProductID as line_id,
    cast(round(minor(UnitPrice, 'USD') * Quantity * cast(Discount as DECIMAL(12, 9))) as BIGINT) as amount,
    OrderDate as occurred_at
from "Order Details"
left join Orders using (OrderID)
where cast(Discount as DECIMAL(12, 9)) > 0
