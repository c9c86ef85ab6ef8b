-- One event touches several items at times, so the item is part of the row's key. A reorder is of the shop's own stock.
select
    event_id || '/' || object_id as row_id,
    order_id,
    object_id as line_id,
    case activity when 'pick item' then 'picked' else 'backordered' end as change,
    1 as quantity,
    time as occurred_at
from touches
join items on item_id = object_id
where activity in ('pick item', 'item out of stock') and object_type = 'items'
