-- orders_sample_5000.csv: all that Olist keeps of 4,998 orders. Times are month/day/year and whole minutes.
select
    order_id,
    customer_id,
    order_status as status,
    strptime(order_purchase_timestamp, '%m/%d/%Y %H:%M') as purchased_at,
    strptime(order_approved_at, '%m/%d/%Y %H:%M') as approved_at,
    strptime(order_delivered_carrier_date, '%m/%d/%Y %H:%M') as handed_over_at,
    strptime(order_delivered_customer_date, '%m/%d/%Y %H:%M') as delivered_at,
    strptime(order_estimated_delivery_date, '%m/%d/%Y %H:%M') as estimated_at
from orders_sample_5000
