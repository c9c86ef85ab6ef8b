-- What the driver asked for, for some: to place the order.
select
    'driver' as source, 'command.' || i as row_id, placed_at as occurred_at,
    null as command_id, 'buyer' as client, 'place' as verb, order_id, null as sku, null as quantity,
    'place.' || i as idempotency_key, 1 as attempt,
    placed_at - interval 1 second as invoked_at,
    if(fault = 'command-unanswered', null, placed_at + interval 1 second) as answered_at,
    if(fault = 'command-unanswered', 'unknown', 'ok') as outcome, null as refusal
from stories
where fault = 'command-unanswered' or (fault is null and draw(i, 10, 100) < 4)
union all
select
    'driver', 'refused.' || i, placed_at, 'refused.' || i, 'buyer', 'cart_add', null, 'UNIT-' || i,
    if(fault = 'refused-though-free', 1, 9), 'refused.' || i, 1, placed_at - interval 1 second,
    placed_at + interval 1 second, 'refused', 'out_of_stock'
from stories
where has_unit
