-- The webhooks of an order to the books.
select
    'system' as source, 'webhook.' || i || '.' || event as row_id, moment as occurred_at, 'books' as subscriber,
    'placed.' || i as event_id, event, order_id, 'order.placed' as topic, 1 as attempt
from (
    select
        i, order_id, event,
        case event
            when 'due' then placed_at
            when 'accepted' then if(fault = 'webhook-lost', null, placed_at + interval 2 second)
        end as moment
    from stories cross join (values ('due'), ('accepted')) as events (event)
)
where moment is not null
