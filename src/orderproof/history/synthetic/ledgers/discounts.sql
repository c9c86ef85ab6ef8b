-- A tenth off the first line, for some.
select
    'system' as source, 'discount.' || i as row_id, placed_at as occurred_at,
    order_id, '1' as line_id, if(fault in ('offer-used-too-often', 'offer-lapsed'), order_id, 'WELCOME10') as offer, discount as amount, 1 as position,
    'seller' as borne_by
from stories
where discount > 0
