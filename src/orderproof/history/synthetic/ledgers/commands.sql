-- What the driver asked for, for some: to place the order.
select
    'driver' as source, 'command.' || i as row_id, placed_at as occurred_at,
    'buyer' as client, 'place' as verb, order_id, 'place.' || i as idempotency_key, 1 as attempt,
    placed_at - interval 1 second as invoked_at,
    if(fault = 'command-unanswered', null, placed_at + interval 1 second) as answered_at,
    if(fault = 'command-unanswered', 'unknown', 'ok') as outcome
from stories
where fault = 'command-unanswered' or (fault is null and draw(i, 10, 100) < 4)
