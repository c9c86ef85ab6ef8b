-- What the warehouse and the carrier did with the units.
select
    'warehouse' as source, 'change.' || i || '.' || line_id || '.' || replace(change, ' ', '-') as row_id, moment as occurred_at,
    order_id, line_id, if(change = 'swapped', 'shipped', if(change = 'picked anew', 'picked', change)) as change,
    quantity + case
        when change in ('picked', 'shipped', 'delivered') then -dropped
        when change = 'cancelled' and cancelled_at is null then dropped - quantity
        else 0
    end + case
        when fault = 'shipped-more-than-ordered' and change in ('picked', 'shipped') then 1
        when fault = 'picked-short' and change = 'picked' then -1
        when fault = 'sorted-twice' and change = 'restocked' then quantity
        when fault = 'returned-more-than-shipped' and change = 'returned' then 1
        when fault = 'delivered-more-than-shipped' and change = 'delivered' then 1
        else 0
    end as quantity, if(change = 'swapped', 'exchange', null) as reason
from (
    select
        i, order_id, line_id, if(change in ('swapped', 'picked anew'), 1, quantity) as quantity, dropped, cancelled_at, fault, change,
        case change
            when 'backordered' then case
                when fault = 'backorder-untold' then placed_at + interval 1 hour
                when fault = 'served-out-of-turn' then placed_at + to_minutes(line_id::bigint)
                when is_awaited and line_id = '1' then placed_at
            end
            when 'allocated' then if(
                is_digital, null, if(
                    fault = 'kept-too-late' or (fault = 'served-out-of-turn' and line_id = '1'),
                    left_at, placed_at + interval 30 minute
                )
            )
            when 'picked' then
                if(fault = 'picked-too-early', placed_at + interval 5 minute, left_at - interval 20 minute)
            when 'picked anew' then
                if(is_swapped(i, fault, ending, line_id), delivered_at + interval 2 day - interval 1 minute, null)
            when 'shipped' then left_at
            when 'delivered' then if(fault = 'told-delivered-falsely', null, delivered_at)
            when 'returned' then if(comes_back, returned_at, null)
            when 'restocked' then if(comes_back and not is_unfit, returned_at + interval 1 hour, null)
            when 'scrapped' then if(comes_back and is_unfit, returned_at + interval 1 hour, null)
            when 'cancelled' then coalesce(cancelled_at, if(dropped > 0, placed_at + interval 2 hour, null))
            when 'swapped' then if(is_swapped(i, fault, ending, line_id), delivered_at + interval 2 day, null)
        end as moment
    from story_lines cross join (
        values
            ('backordered'), ('allocated'), ('picked'), ('shipped'), ('delivered'), ('returned'), ('cancelled'),
            ('picked anew'), ('swapped'), ('restocked'), ('scrapped')
    ) as steps (change)
)
where moment is not null
