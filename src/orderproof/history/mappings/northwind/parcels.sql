-- An order leaves at once, so the order stands for its parcel. 21 orders have not left.
select
    OrderID as row_id,
    OrderID as parcel_id,
    OrderID as order_id,
    'handed_over' as event,
    ShipVia as carrier,
    ShippedDate as occurred_at
from Orders
where ShippedDate <> ''
