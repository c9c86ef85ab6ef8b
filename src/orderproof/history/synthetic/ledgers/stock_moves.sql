-- Stock: received before the first order, reserved when it is placed, gone when it leaves, back when it is returned.
with kept as (
    select
        i, fault, order_id, kind, cancelled_at, location, line_id as told_line,
        if(is_bundle, 'PART-' || i, sku) as sku,
        if(is_bundle, '9', line_id) as line_id,
        case
            when is_bundle then 2 * quantity - if(fault = 'bundle-lacks-part', 1, 0)
            when kind = 'ship' then quantity - dropped
            when kind = 'release' and dropped > 0 then dropped
            else quantity
        end as quantity,
        case kind
            when 'reserve' then placed_at + if(fault = 'reserved-late', interval 1 hour, interval 30 second)
            when 'ship' then left_at
            when 'release' then case
                when fault = 'let-go-too-early' then placed_at + interval 2 hour
                when fault = 'completed-in-part' and left_at is null then placed_at + interval 1 day
                when fault is null or fault <> 'reservation-kept'
                    then coalesce(cancelled_at, if(dropped > 0, placed_at + interval 2 hour, null))
            end
            when 'restock' then if(comes_back and (not is_unfit or fault = 'unfit-sold-again'), returned_at, null)
        end as moment
    from story_lines cross join (values ('reserve'), ('ship'), ('release'), ('restock')) as steps (kind)
    where not is_digital
)

select
    'warehouse' as source, 'move.' || i || '.' || told_line || '.' || kind as row_id, moment as occurred_at,
    sku,
    if(
        (fault = 'left-from-elsewhere' and kind = 'ship') or (fault = 'restocked-elsewhere' and kind = 'restock'),
        if(location = 'MAIN', 'WEST', 'MAIN'), location
    ) as location,
    kind,
    quantity + case
        when fault = 'stock-taken-twice' and kind = 'ship' then 1
        when fault = 'part-left-behind' and kind = 'ship' then -1
        when fault = 'released-more-than-kept' and kind = 'release' then 1
        when fault = 'reserved-again-and-again' and kind = 'reserve' then 2 * quantity
        when fault = 'put-back-twice' and kind = 'restock' then quantity
        else 0
    end as quantity,
    order_id, line_id,
    if(
        kind = 'restock' or (kind = 'ship' and (cancelled_at is not null or fault = 'left-from-elsewhere')), null,
        'hold.' || i || '.' || told_line
    ) as reservation_id,
    null as transfer_id, null as expires_at, null as serial, null as actor
from kept
where moment is not null
union all
select
    'warehouse', 'swap.' || i || '.' || kind, delivered_at + if(kind = 'ship', interval 2 day, interval 1 day), sku,
    location, kind, 1, order_id, line_id, 'swap.' || i, null, null, null, null
from story_lines cross join (values ('reserve'), ('ship')) as steps (kind)
where is_swapped(i, fault, ending, line_id)
union all
select
    'warehouse', 'receive.' || location || '.' || item, timestamp '2026-01-04 08:00:00',
    sku(item), location, 'receive', 10000, null, null, null, null, null, null, null
from range(getvariable('skus')) as items (item) cross join (values ('MAIN'), ('WEST')) as places (location)
union all
select
    'warehouse', 'receive.' || i, timestamp '2026-01-04 08:00:00',
    sku_1, location, 'receive', if(fault = 'stock-oversold', 1, 5), null, null, null, null, null, null, null
from stories
where is_rare
union all
-- one unit of a rare item goes to the shop in the east
select
    'warehouse', kind || '.' || i, arrives_at, sku_1, place, kind,
    if(fault = 'transfer-grew' and kind = 'transfer_in', 2, 1), null, null, null, 'transfer.' || i, null, null, null
from (
    select
        i, fault, sku_1, kind,
        if(kind = 'transfer_in', 'EAST', location) as place,
        if(kind = 'transfer_in', timestamp '2026-01-04 18:00:00', timestamp '2026-01-04 12:00:00') as arrives_at
    from stories cross join (values ('transfer_out'), ('transfer_in')) as steps (kind)
    where is_rare and (fault is null or fault in ('transfer-grew', 'transfer-lost'))
)
where kind = 'transfer_out' or fault is null or fault <> 'transfer-lost'
union all
select
    'warehouse', 'receive.part.' || i || '.' || location, timestamp '2026-01-04 08:00:00',
    'PART-' || i, location, 'receive', 20, null, null, null, null, null, null, null
from stories
where is_bundle
union all
-- a cart whose buyer went away
select
    'warehouse', 'cart.' || i || '.' || kind, moment, 'CART-' || i, 'MAIN', kind, quantity, null, null,
    if(kind = 'receive', null, 'cart.' || i), null,
    if(kind = 'reserve', placed_at + interval 15 minute, null), null, null
from (
    select
        i, placed_at, kind, quantity,
        case kind
            when 'receive' then timestamp '2026-01-04 08:00:00'
            when 'reserve' then placed_at
            when 'expire' then case
                when fault = 'cart-taken-early' then placed_at + interval 5 minute
                when fault is null or fault <> 'cart-kept' then placed_at + interval 16 minute
            end
        end as moment
    from stories cross join (values ('receive', 5), ('reserve', 1), ('expire', 1)) as steps (kind, quantity)
    where has_cart
)
where moment is not null
union all
-- a unit with a number of its own, beside one that was found
select
    'warehouse', 'unit.' || i || '.' || step, moment, 'UNIT-' || i, 'MAIN', kind, 1, null, null, null, null, null,
    if(step in ('unit', 'out', 'again'), 'unit ' || i, null),
    if(kind = 'adjust' and (fault is null or fault <> 'corrected-by-nobody'), 'ann', null)
from (
    select
        i, fault, step, kind,
        case step
            when 'unit' then timestamp '2026-01-04 08:00:00'
            when 'more' then timestamp '2026-01-04 08:00:00'
            when 'found' then timestamp '2026-01-04 09:00:00'
            when 'out' then placed_at + interval 1 day
            when 'again' then if(fault = 'serial-sent-twice', placed_at + interval 2 day, null)
        end as moment
    from stories cross join (
        values ('unit', 'receive'), ('more', 'receive'), ('found', 'adjust'), ('out', 'ship'), ('again', 'ship')
    ) as steps (step, kind)
    where has_unit
)
where moment is not null
