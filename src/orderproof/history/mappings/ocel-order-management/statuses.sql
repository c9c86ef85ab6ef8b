-- The log names steps, not states; the two that say what an order is now are taken.
select
    event_id as row_id,
    'order' as object_type,
    object_id,
    object_id as order_id,
    activity as native,
    time as occurred_at
from touches
where activity in ('place order', 'confirm order') and object_type = 'orders'
