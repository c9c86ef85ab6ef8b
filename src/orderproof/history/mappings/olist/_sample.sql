-- What is known about an order beyond its items and payments: here nothing. olist-20k and olist-5k put a sample here.
select
    cast(null as VARCHAR) as order_id,
    cast(null as VARCHAR) as customer_id,
    cast(null as VARCHAR) as status,
    cast(null as TIMESTAMP) as purchased_at,
    cast(null as TIMESTAMP) as approved_at,
    cast(null as TIMESTAMP) as handed_over_at,
    cast(null as TIMESTAMP) as delivered_at,
    cast(null as TIMESTAMP) as estimated_at
where false
