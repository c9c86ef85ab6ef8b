-- Parcels as the warehouse hands them to the carrier.
select
    'warehouse' as source, 'parcel.' || i || '.' || line_id || if(event = 'released', '.released', '') as row_id,
    left_at - if(event = 'released', interval 1 hour, interval 0 hour) as occurred_at,
    parcel_id as fulfilment_id, parcel_id, order_id, location, 'standard' as method, event,
    line_id, quantity - dropped as quantity, 'post' as carrier, 'T' || parcel_id as tracking_number
from story_lines cross join (values ('released'), ('handed_over')) as steps (event)
where left_at is not null and (event = 'handed_over' or pays_on_shipment)
