-- `RequiredDate` is the day by which the goods have to leave. A date means its whole day, to the last microsecond.
select
    OrderID as row_id,
    OrderID as order_id,
    cast(RequiredDate as TIMESTAMP) + interval 1 day - interval 1 microsecond as ship_by,
    OrderDate as occurred_at
from Orders
where RequiredDate <> ''
