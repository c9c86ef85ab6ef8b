-- Olist tells one delivery per order, so the order stands for its parcel.
select
    order_id as row_id,
    order_id as parcel_id,
    'delivered' as status,
    delivered_at as occurred_at
from sample
where delivered_at is not null
