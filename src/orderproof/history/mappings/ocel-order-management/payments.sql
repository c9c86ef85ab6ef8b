-- Every order is paid once and at once; no tender, and no payment of its own name, is told.
select
    event_id as row_id,
    object_id as order_id,
    'capture' as kind,
    'succeeded' as state,
    cents as amount,
    'EUR' as currency,
    time as occurred_at
from touches
join prices using (event_id)
where activity = 'pay order' and object_type = 'orders'
