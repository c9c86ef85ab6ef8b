-- What the warehouse and the carrier did with the units.
select
    'warehouse' as source, 'change.' || i || '.' || line_id || '.' || change as row_id, moment as occurred_at,
    order_id, line_id, change,
    quantity + case
        when fault = 'shipped-more-than-ordered' and change in ('picked', 'shipped') then 1
        when fault = 'picked-short' and change = 'picked' then -1
        when fault = 'returned-more-than-shipped' and change = 'returned' then 1
        else 0
    end as quantity
from (
    select
        i, order_id, line_id, quantity, fault, change,
        case change
            when 'backordered' then case
                when fault = 'backorder-untold' then placed_at + interval 1 hour
                when fault = 'served-out-of-turn' then placed_at + to_minutes(line_id::bigint)
                when is_awaited and line_id = '1' then placed_at
            end
            when 'allocated' then
                if(
                    fault = 'kept-too-late' or (fault = 'served-out-of-turn' and line_id = '1'),
                    left_at, placed_at + interval 30 minute
                )
            when 'picked' then left_at - interval 1 minute
            when 'shipped' then left_at
            when 'delivered' then if(fault = 'told-delivered-falsely', null, delivered_at)
            when 'returned' then if(comes_back, returned_at, null)
            when 'cancelled' then cancelled_at
        end as moment
    from story_lines cross join (
        values ('backordered'), ('allocated'), ('picked'), ('shipped'), ('delivered'), ('returned'), ('cancelled')
    ) as steps (change)
)
where moment is not null
