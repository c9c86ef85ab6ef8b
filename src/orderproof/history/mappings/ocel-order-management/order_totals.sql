-- The price of an order is told when it is placed, confirmed and paid. What it is the sum of, the log does not say.
select
    event_id as row_id,
    object_id as order_id,
    'order' as surface,
    cents as items,
    cents as total,
    time as occurred_at
from touches
join prices using (event_id)
where activity in ('place order', 'confirm order', 'pay order') and object_type = 'orders'
