-- What the list page says is left in the end, item by item; and what is told of rare items meanwhile.
select
    'system' as source, 'level.' || sku || '.' || location as row_id, getvariable('ends_at') as occurred_at,
    sku, location, null as channel, 'list' as surface,
    on_hand + if(fault = 'level-differs', 1, 0) as on_hand, reserved, coalesce(kept_back, 0) as safety,
    on_hand - reserved + if(fault in ('level-differs', 'available-differs'), 1, 0) as available,
    if(fault = 'level-went-back', timestamp '2026-01-04 10:00:00', getvariable('ends_at')) as as_of
from (
    select
        sku, location,
        sum(
            case
                when kind in ('receive', 'restock', 'transfer_in', 'adjust') then quantity
                when kind in ('ship', 'transfer_out') then -quantity
                else 0
            end
        ) as on_hand,
        greatest(
            sum(case when kind = 'reserve' then quantity when reservation_id is not null then -quantity else 0 end), 0
        ) as reserved
    from told_stock_moves
    group by sku, location
) as moves
left join (
    select sku_1 as sku, fault, if(fault = 'safety-sold', 4, if(fault is null, 2, null)) as kept_back
    from stories
    where is_rare
) as rare using (sku)
union all
select
    'system', 'guarded.' || i, timestamp '2026-01-04 20:00:00', sku_1, location, null, 'list', null, null,
    if(fault = 'safety-sold', 4, 2), null, timestamp '2026-01-04 20:00:00'
from stories
where is_rare and (fault is null or fault in ('safety-sold', 'level-went-back'))
union all
-- the web shop is told of every change, within a minute
select
    'system', 'pushed.' || i || '.' || step, moment, sku_1, null, 'web', 'channel', null, null, 0,
    5 - if(step in ('ordered', 'late'), quantity_1, 0), moment
from (
    select
        i, sku_1, quantity_1, step,
        case step
            when 'first' then timestamp '2026-01-04 21:00:00'
            when 'ordered' then if(fault = 'channel-never-told', null, placed_at + interval 1 minute)
            when 'cancelled' then cancelled_at + interval 1 minute
            when 'returned' then if(is_unfit, null, returned_at + interval 1 minute)
            when 'late' then if(fault = 'offered-though-delisted', getvariable('ends_at') - interval 1 hour, null)
        end as moment
    from stories
    cross join (values ('first'), ('ordered'), ('cancelled'), ('returned'), ('late')) as steps (step)
    where is_rare and (fault is null or fault in ('channel-never-told', 'offered-though-delisted'))
)
where moment is not null
