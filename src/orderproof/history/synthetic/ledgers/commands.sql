-- What the driver asked for, for some: to place the order, to call it off (in time, or when it had left), to cancel a
-- line, to send one back, to buy what there is none of.
select
    'driver' as source, 'command.' || i || step as row_id, 'command.' || i || step as command_id,
    asked_at as occurred_at,
    'buyer' as client, verb, order_id, null as line_id, null as sku, null as quantity, verb || '.' || i as idempotency_key, attempt,
    asked_at - interval 1 second as invoked_at,
    if(outcome = 'unknown', null, asked_at + interval 1 second) as answered_at, outcome,
    if(outcome = 'refused', 'invalid_state', null) as refusal, body as body_hash
from (
    select
        i, order_id, step, verb, attempt, body,
        case
            when fault = 'command-unanswered' then 'unknown'
            when step = '.late' or (step = '.return' and fault = 'return-refused-yet-begun') then 'refused'
            else 'ok'
        end as outcome,
        case step
            when '' then if(
                fault in ('command-unanswered', 'key-answered-twice') or (fault is null and draw(i, 10, 100) < 4),
                placed_at, null
            )
            when '.again' then if(fault = 'key-answered-twice', placed_at + interval 10 second, null)
            when '.late' then if(fault is null and i % 53 = 6, delivered_at, null)
            when '.return' then if(is_return_asked_for(i, fault, ending), delivered_at + interval 1 day, null)
        end as asked_at
    from stories cross join (
        values
            ('', 'place', 1, 'body'), ('.again', 'place', 2, 'another body'), ('.late', 'cancel', 1, 'body'),
            ('.return', 'create_return', 1, 'body')
    ) as steps (step, verb, attempt, body)
)
where asked_at is not null
union all
select
    'driver', 'refused.' || i, 'refused.' || i, placed_at, 'buyer', 'cart_add', null, null, 'UNIT-' || i,
    if(fault = 'refused-though-free', 1, 9), 'refused.' || i, 1, placed_at - interval 1 second,
    placed_at + interval 1 second, 'refused', 'out_of_stock', 'body'
from stories
where has_unit
union all
select
    'driver', 'command.' || i || '.cancel', 'command.' || i || '.cancel', cancelled_at, 'buyer',
    if(is_of_a_line, 'cancel_line', 'cancel'), order_id, if(is_of_a_line, '1', null), null, null, 'cancel.' || i, 1,
    cancelled_at - interval 1 second, cancelled_at + interval 1 second, 'ok', null, 'body'
from (select *, fault = 'other-line-cancelled' or (fault is null and not has_second) as is_of_a_line from stories)
where cancelled_at is not null
    and (fault in ('other-line-cancelled', 'cancel-without-effect') or (fault is null and draw(i, 10, 2) = 0))
