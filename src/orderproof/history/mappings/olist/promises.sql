-- The seller is to hand each item over by `shipping_limit_date` (UTC; four lie in 2020, two years after the last order).
-- The customer was told one estimated date for the order. It is taken as it stands: midnight at its beginning.
select
    order_id || '/' || order_item_id as row_id,
    order_id,
    cast(order_item_id as VARCHAR) as line_id,
    shipping_limit_date as ship_by,
    cast(null as TIMESTAMP) as deliver_by,
    sample.purchased_at as occurred_at
from order_items
left join sample using (order_id)
union all
select order_id, order_id, null, null, estimated_at, purchased_at
from sample
where estimated_at is not null
