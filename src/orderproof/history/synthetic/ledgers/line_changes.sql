-- What the warehouse and the carrier did with the units.
select
    'warehouse' as source, 'change.' || i || '.' || line_id || '.' || change as row_id, moment as occurred_at,
    order_id, line_id, if(change = 'swapped', 'shipped', change) as change,
    quantity + case
        when change in ('shipped', 'delivered') then -dropped
        when change = 'cancelled' and cancelled_at is null then dropped - quantity
        else 0
    end + case
        when fault = 'shipped-more-than-ordered' and change = 'shipped' then 1
        when fault = 'sorted-twice' and change = 'restocked' then quantity
        when fault = 'returned-more-than-shipped' and change = 'returned' then 1
        else 0
    end as quantity, if(change = 'swapped', 'exchange', null) as reason
from (
    select
        i, order_id, line_id, if(change = 'swapped', 1, quantity) as quantity, dropped, cancelled_at, fault, change,
        case change
            when 'allocated' then if(fault = 'kept-too-late', left_at, placed_at + interval 30 minute)
            when 'shipped' then left_at
            when 'delivered' then if(fault = 'told-delivered-falsely', null, delivered_at)
            when 'returned' then if(comes_back, returned_at, null)
            when 'restocked' then if(comes_back, returned_at + interval 1 hour, null)
            when 'cancelled' then coalesce(cancelled_at, if(dropped > 0, placed_at + interval 2 hour, null))
            when 'swapped' then if(is_swapped(i, fault, ending, line_id), delivered_at + interval 2 day, null)
        end as moment
    from story_lines cross join (
        values ('allocated'), ('shipped'), ('delivered'), ('returned'), ('cancelled'), ('swapped'),
        ('restocked')
    ) as steps (change)
)
where moment is not null
