-- Parcels as the warehouse hands them to the carrier; before that, some that were packed anew, or called off.
select
    'warehouse' as source, 'parcel.' || lines.i || '.' || line_id as row_id, lines.left_at as occurred_at,
    parcel_id as fulfilment_id, parcel_id, lines.order_id,
    if(lines.fault = 'left-from-two-places' and line_id = '2', 'EAST', lines.location) as location,
    'standard' as method, 'handed_over' as event, line_id,
    case
        when lines.fault = 'substituted-unasked' or (is_substituted and line_id = '1') then 'SOMETHING-ELSE'
        else sku
    end as sku,
    quantity + if(lines.fault = 'sent-too-much', 1, 0) as quantity, 'post' as carrier,
    lines.tracking_number,
    if(is_moved and lines.fault is null, 'work of ', 'home of ') || lines.order_id as label_address,
    case
        when lines.fault = 'replaces-nothing' then 'nothing of ' || lines.order_id
        when is_repacked and line_id = '1' then lines.order_id || '-P0'
    end as replaces,
    case
        when lines.fault = 'left-before-its-day' then lines.left_at + interval 2 hour
        when lines.fault is null and lines.i % 7 = 0 then lines.left_at - interval 2 hour
    end as fulfil_at
from story_lines as lines join stories on stories.i = lines.i
where lines.left_at is not null
union all
select
    'warehouse', 'parcel.' || i || '.' || event, placed_at + minutes * interval 1 minute, order_id || parcel, order_id || parcel,
    order_id, location, 'standard', event, '1', sku_1, quantity_1, null, null, null, null, null
from (
    select
        *,
        if(is_repacked and ending <> 'cancelled', '-P0', '-P1') as parcel,
        case event when 'released' then 60 else 120 end as minutes
    from stories cross join (values ('released'), ('cancelled')) as steps (event)
)
where (is_repacked and ending <> 'cancelled')
    or (ending = 'cancelled' and fault is null)
    or (fault = 'cancel-left-waiting' and event = 'released')
