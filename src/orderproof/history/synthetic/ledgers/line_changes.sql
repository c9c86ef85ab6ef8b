-- What the warehouse and the carrier did with the units.
select
    'warehouse' as source, 'change.' || i || '.' || line_id || '.' || change as row_id, moment as occurred_at,
    order_id, line_id, change,
    quantity + case
        when fault = 'shipped-more-than-ordered' and change = 'shipped' then 1
        when fault = 'returned-more-than-shipped' and change = 'returned' then 1
        when fault = 'delivered-more-than-shipped' and change = 'delivered' then 1
        else 0
    end as quantity
from (
    select
        i, order_id, line_id, quantity, fault, change,
        case change
            when 'allocated' then if(is_digital, null, if(fault = 'kept-too-late', left_at, placed_at + interval 30 minute))
            when 'shipped' then left_at
            when 'delivered' then if(fault = 'told-delivered-falsely', null, delivered_at)
            when 'returned' then if(comes_back, returned_at, null)
            when 'cancelled' then cancelled_at
        end as moment
    from story_lines cross join (
        values ('allocated'), ('shipped'), ('delivered'), ('returned'), ('cancelled')
    ) as steps (change)
)
where moment is not null
