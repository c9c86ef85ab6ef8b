-- What the driver asked for, for some: to place the order, to cancel it, or a line of it.
select
    'driver' as source, 'command.' || i as row_id, placed_at as occurred_at,
    'buyer' as client, 'place' as verb, order_id, null as line_id, 'place.' || i as idempotency_key, 1 as attempt,
    placed_at - interval 1 second as invoked_at,
    if(fault = 'command-unanswered', null, placed_at + interval 1 second) as answered_at,
    if(fault = 'command-unanswered', 'unknown', 'ok') as outcome
from stories
where fault = 'command-unanswered' or (fault is null and draw(i, 10, 100) < 4)
union all
select
    'driver', 'command.' || i || '.cancel', cancelled_at, 'buyer',
    if(is_of_a_line, 'cancel_line', 'cancel'), order_id, if(is_of_a_line, '1', null), 'cancel.' || i, 1, cancelled_at - interval 1 second,
    cancelled_at + interval 1 second, 'ok'
from (select *, fault = 'other-line-cancelled' or (fault is null and not has_second) as is_of_a_line from stories)
where cancelled_at is not null
    and (fault in ('other-line-cancelled', 'cancel-without-effect') or (fault is null and draw(i, 10, 2) = 0))
