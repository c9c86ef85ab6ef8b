-- The first line comes back.
select
    'warehouse' as source, 'return.' || i || '.' || event as row_id,
    case event
        when 'requested' then delivered_at + interval 1 day
        when 'received' then returned_at
        when 'inspected' then returned_at + interval 1 hour
    end as occurred_at,
    'R' || i as return_id, order_id, '1' as line_id, event, quantity_1 as quantity, location,
    if(is_unfit, 'scrap', 'restock') as disposition
from stories cross join (values ('requested'), ('received'), ('inspected')) as steps (event)
where ending = 'returned' and (event <> 'inspected' or fault is null or fault <> 'return-left-open')
