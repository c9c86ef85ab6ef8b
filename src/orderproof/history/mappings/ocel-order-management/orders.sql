-- The log names no currency; one is written so that amounts have one.
select
    event_id as row_id,
    object_id as order_id,
    'EUR' as currency,
    time as placed_at,
    time as occurred_at
from touches
where activity = 'place order' and object_type = 'orders'
