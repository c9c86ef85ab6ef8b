-- A tenth off the first line, for some.
select
    'system' as source, 'discount.' || i as row_id, placed_at as occurred_at,
    order_id, '1' as line_id, if(fault = 'offer-used-too-often', order_id, 'WELCOME10') as offer, discount as amount, 1 as position
from stories
where discount > 0
