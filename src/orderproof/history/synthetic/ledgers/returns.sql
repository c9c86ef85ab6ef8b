-- The first line comes back. Another return is asked for, for some, and turned down: once a unit was worn.
select
    'warehouse' as source, 'return.' || i || '.' || step as row_id, moment as occurred_at,
    if(step = 'requested' and is_return_asked_for(i, fault, ending), 'command.' || i || '.return', null) as command_id,
    'R' || i || if(starts_with(step, 'again'), '.again', '') as return_id, order_id, '1' as line_id, event,
    quantity_1 as quantity, location, if(event = 'inspected', if(is_unfit, 'scrap', 'restock'), null) as disposition,
    if(event = 'declined' and fault is null, 'worn', null) as reason
from (
    select
        *,
        case step
            when 'requested' then delivered_at + interval 1 day
            when 'received' then returned_at
            when 'inspected' then if(fault = 'return-left-open', null, returned_at + interval 1 hour)
            when 'again-requested' then if(
                fault in ('return-asked-too-often', 'return-turned-down') or (fault is null and i % 2 = 1),
                delivered_at + interval 2 day, null
            )
            when 'again-declined' then if(
                fault = 'return-turned-down' or (fault is null and i % 2 = 1), delivered_at + interval 3 day, null
            )
            when 'again-received' then if(fault = 'return-asked-too-often', returned_at, null)
            when 'again-inspected' then if(fault = 'return-asked-too-often', returned_at + interval 1 hour, null)
        end as moment
    from stories cross join (
        values
            ('requested', 'requested'), ('received', 'received'), ('inspected', 'inspected'),
            ('again-requested', 'requested'), ('again-declined', 'declined'), ('again-received', 'received'),
            ('again-inspected', 'inspected')
    ) as steps (step, event)
    where ending = 'returned'
)
where moment is not null
