-- Parcels as the warehouse packs them and hands them to the carrier; before that, some are given up, packed anew, or
-- called off.
select
    'warehouse' as source, 'parcel.' || i || '.' || line_id || '.' || step as row_id, moment as occurred_at,
    parcel_id as fulfilment_id, parcel_id, order_id,
    if(fault = 'left-from-two-places' and line_id = '2', 'EAST', location) as location,
    if(fault = 'sent-slower', 'economy', 'standard') as method, event, line_id,
    case
        when fault = 'substituted-unasked' or (is_substituted and line_id = '1') then 'SOMETHING-ELSE'
        else sku
    end as sku,
    quantity - dropped + case
        when fault = 'packed-differs' and event = 'packed' then 1
        when fault = 'sent-too-much' then 1
        else 0
    end as quantity,
    if(event = 'handed_over', 'post', null) as carrier,
    if(event = 'handed_over', tracking_number, null) as tracking_number,
    if(event = 'handed_over', if(is_moved and fault is null, 'work of ', 'home of ') || order_id, null)
        as label_address,
    case
        when event <> 'handed_over' then null
        when fault = 'replaces-nothing' then 'nothing of ' || order_id
        when is_repacked and line_id = '1' then order_id || '-P0'
    end as replaces,
    case
        when event <> 'handed_over' then null
        when fault = 'left-before-its-day' then left_at + interval 2 hour
        when fault is null and i % 7 = 0 then left_at - interval 2 hour
    end as fulfil_at
from (
    select
        i, fault, order_id, line_id, sku, quantity, dropped, location, tracking_number, left_at, is_substituted,
        is_moved, is_repacked, step, event,
        if(step in ('first', 'dropped'), order_id || '-P0', parcel_id) as parcel_id,
        case step
            when 'first' then if(is_rerouted or fault = 'parcel-dropped', placed_at + interval 2 hour, null)
            when 'dropped' then if(is_rerouted or fault = 'parcel-dropped', placed_at + interval 3 hour, null)
            when 'called' then if(pays_on_shipment, left_at - interval 1 hour, null)
            when 'packed' then left_at - interval 15 minute
            else left_at
        end as moment
    from story_lines join (select i, is_substituted, is_moved, is_repacked from stories) using (i)
    cross join (
        values
            ('first', 'released'), ('dropped', 'cancelled'), ('called', 'released'), ('packed', 'packed'),
            ('out', 'handed_over')
    ) as steps (step, event)
    where ending <> 'cancelled' or step in ('packed', 'out')
)
where moment is not null and (fault is null or fault <> 'part-told-as-whole' or event <> 'handed_over')
union all
select
    'warehouse', 'parcel.' || i || '.1.part' || part, left_at + to_days(part), parcel_id, parcel_id, order_id, location,
    'standard', 'handed_over', line_id, sku, 1, 'post', tracking_number, 'home of ' || order_id, null, null
from story_lines cross join (values (0), (1)) as parts (part)
where fault = 'part-told-as-whole'
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
