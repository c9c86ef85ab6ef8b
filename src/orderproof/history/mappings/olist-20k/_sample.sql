-- orders_sample_20000.csv: the status, approval, delivery and estimate of 19,999 orders. Times are day-month-year and
-- whole minutes; when an order was bought or handed to the carrier is not in this sample.
select
    order_id,
    customer_id,
    order_status as status,
    cast(null as TIMESTAMP) as purchased_at,
    strptime(order_approved_at, '%d-%m-%Y %H:%M') as approved_at,
    cast(null as TIMESTAMP) as handed_over_at,
    strptime(order_delivered_customer_date, '%d-%m-%Y %H:%M') as delivered_at,
    strptime(order_estimated_delivery_date, '%d-%m-%Y %H:%M') as estimated_at
from orders_sample_20000
