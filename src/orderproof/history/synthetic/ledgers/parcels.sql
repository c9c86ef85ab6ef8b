-- Parcels as the warehouse packs them and hands them to the carrier; some are given up first, and packed again.
select
    'warehouse' as source, 'parcel.' || i || '.' || line_id || '.' || step as row_id, moment as occurred_at,
    parcel_id as fulfilment_id, parcel_id, order_id, location,
    if(fault = 'sent-slower', 'economy', 'standard') as method, event, line_id,
    quantity - dropped + if(fault = 'packed-differs' and event = 'packed', 1, 0) as quantity,
    if(event = 'handed_over', 'post', null) as carrier,
    if(event = 'handed_over', 'T' || parcel_id, null) as tracking_number
from (
    select
        i, fault, order_id, line_id, quantity, dropped, location, step, event,
        if(step in ('first', 'dropped'), order_id || '-P0', parcel_id) as parcel_id,
        case step
            when 'first' then if(is_rerouted or fault = 'parcel-dropped', placed_at + interval 2 hour, null)
            when 'dropped' then if(is_rerouted or fault = 'parcel-dropped', placed_at + interval 3 hour, null)
            when 'called' then if(pays_on_shipment, left_at - interval 1 hour, null)
            else left_at
        end as moment
    from story_lines
    cross join (
        values
            ('first', 'released'), ('dropped', 'cancelled'), ('called', 'released'), ('packed', 'packed'),
            ('out', 'handed_over')
    ) as steps (step, event)
    where ending <> 'cancelled' or step in ('packed', 'out')
)
where moment is not null
