-- What the customer was promised when buying.
select
    'system' as source, 'promise.' || i as row_id, placed_at as occurred_at, order_id,
    placed_at + interval 3 day as ship_by, placed_at + if(fault = 'promised-impossible', interval 20 day, interval 1 day) as deliver_from,
    placed_at + if(fault = 'promised-for-never', interval 9000 day, interval 9 day) as deliver_by, 'order' as surface
from stories
where fault is null or fault <> 'date-not-promised'
union all
select
    'system', 'promise.again.' || i, placed_at + interval 5 minute, order_id,
    placed_at + interval 3 day, placed_at + interval 1 day, placed_at + interval 9 day, 'order'
from stories
where fault = 'served-out-of-turn'
union all
select
    'system', 'promise.' || i || '.again', cancelled_at + interval 1 day, order_id, null, null,
    placed_at + interval 9 day, 'detail'
from stories
where fault = 'date-for-cancelled'
