-- Some buyers look at their order twice.
select
    'driver' as source, 'read.' || i || '.' || look as row_id, placed_at + to_hours(look) as occurred_at,
    placed_at + to_hours(look) as asked_at, 'read.' || i || '.' || look as read_id,
    'buyer' as client, 'detail' as surface, order_id as subject,
    placed_at + to_hours(look) + interval 1 second as answered_at,
    if(fault = 'read-went-back', 3 - look, 1) as version
from stories cross join (values (1), (2)) as looks (look)
where fault = 'read-went-back' or (fault is null and draw(i, 11, 100) < 4)
