-- What the list page says is left in the end, item by item.
select
    'system' as source, 'level.' || sku || '.' || location as row_id, getvariable('ends_at') as occurred_at,
    sku, location, 'list' as surface,
    on_hand + if(fault = 'level-differs', 1, 0) as on_hand, reserved, 0 as safety,
    on_hand - reserved + if(fault in ('level-differs', 'available-differs'), 1, 0) as available
from (
    select
        sku, location,
        sum(
            case when kind in ('receive', 'restock') then quantity when kind = 'ship' then -quantity else 0 end
        ) as on_hand,
        sum(
            case when kind = 'reserve' then quantity when reservation_id is not null then -quantity else 0 end
        ) as reserved
    from told_stock_moves
    group by sku, location
) as moves
left join (select sku_1 as sku, fault from stories where is_rare) as rare using (sku)
