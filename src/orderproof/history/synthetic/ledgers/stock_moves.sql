-- Stock: received before the first order, reserved when it is placed, gone when it leaves, back when it is returned.
select
    'warehouse' as source, 'move.' || i || '.' || line_id || '.' || kind as row_id, moment as occurred_at,
    sku,
    if(fault = 'left-from-elsewhere' and kind = 'ship', if(location = 'MAIN', 'WEST', 'MAIN'), location) as location,
    kind,
    quantity + case
        when fault = 'stock-taken-twice' and kind = 'ship' then 1
        when fault = 'released-more-than-kept' and kind = 'release' then 1
        when fault = 'put-back-twice' and kind = 'restock' then quantity
        else 0
    end as quantity,
    order_id, line_id,
    if(kind = 'restock' or (kind = 'ship' and cancelled_at is not null), null, 'hold.' || i || '.' || line_id)
        as reservation_id
from (
    select
        i, fault, sku, location, kind, quantity, order_id, line_id, cancelled_at,
        case kind
            when 'reserve' then placed_at + interval 30 second
            when 'ship' then left_at
            when 'release' then case
                when fault = 'reservation-kept' then null
                when fault = 'completed-in-part' and left_at is null then placed_at + interval 1 day
                else cancelled_at
            end
            when 'restock' then if(comes_back, returned_at, null)
        end as moment
    from story_lines cross join (values ('reserve'), ('ship'), ('release'), ('restock')) as steps (kind)
    where not is_digital
)
where moment is not null
union all
select
    'warehouse', 'receive.' || location || '.' || item, timestamp '2026-01-04 08:00:00',
    sku(item), location, 'receive', 10000, null, null, null
from range(getvariable('skus')) as items (item) cross join (values ('MAIN'), ('WEST')) as places (location)
union all
select
    'warehouse', 'receive.' || i, timestamp '2026-01-04 08:00:00',
    sku_1, location, 'receive', if(fault = 'stock-oversold', 1, 5), null, null, null
from stories
where is_rare
